/**
 * Where the tree of MOCs begins: every MOC that belongs to no other, and of each circle that nothing leads into the
 * MOC that comes first. From these, every MOC is reached.
 *
 * @param mocs in the order of their titles
 * @param below the MOCs that belong to a MOC
 */
export function mocRoots(mocs: readonly number[], below: (moc: number) => readonly number[]): number[] {
  // A MOC that is left last when walking down depth first has nothing above it but its own circle.
  const leftLast = walk(mocs, below, new Set()).reverse();
  const reached = new Set<number>();
  const roots = new Set<number>();
  for (const moc of leftLast) {
    if (reached.has(moc)) continue;
    roots.add(moc);
    walk([moc], below, reached);
  }
  return mocs.filter((moc) => roots.has(moc));
}

/** Walks down from each start, depth first, without recursion; gives what it found in the order of leaving. */
function walk(
  starts: readonly number[],
  below: (moc: number) => readonly number[],
  seen: Set<number>,
): number[] {
  const left: number[] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path = [{ moc: start, next: below(start).values() }];
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const step = here.next.next();
      if (step.done === true) {
        left.push(here.moc);
        path.pop();
      } else if (!seen.has(step.value)) {
        seen.add(step.value);
        path.push({ moc: step.value, next: below(step.value).values() });
      }
    }
  }
  return left;
}
