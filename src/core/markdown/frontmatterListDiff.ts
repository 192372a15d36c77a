import type { WantedItem } from './frontmatterSequence.ts';

/** Above this many comparisons the middle of a list is replaced as a whole. */
const maxComparisons = 1_000_000;

/**
 * How to get from the items of a list to the wanted values with as few changes as can be: what both have stays,
 * what stands in the same gap is replaced, the rest is removed or added.
 *
 * @param old the items' values; null where an item is not a string
 * @param isSimple whether an item is a scalar, so that its value can be replaced in place
 */
export function wantedItems(
  old: readonly (string | null)[],
  isSimple: readonly boolean[],
  values: readonly string[],
): WantedItem[] {
  const wanted: WantedItem[] = [];
  let oldAt = 0;
  let valueAt = 0;
  const fillGap = (oldEnd: number, valueEnd: number): void => {
    while (valueAt < valueEnd) {
      while (oldAt < oldEnd && !isSimple[oldAt]) oldAt++;
      const value = values[valueAt++]!;
      wanted.push(oldAt < oldEnd ? { replace: oldAt++, value } : { add: value });
    }
    oldAt = oldEnd;
  };
  for (const [index, valueIndex] of commonItems(old, values)) {
    fillGap(index, valueIndex);
    wanted.push({ keep: index });
    oldAt = index + 1;
    valueAt = valueIndex + 1;
  }
  fillGap(old.length, values.length);
  return wanted;
}

/** The longest common subsequence, as pairs of indices. */
function commonItems(old: readonly (string | null)[], values: readonly string[]): [number, number][] {
  let head = 0;
  while (head < old.length && head < values.length && old[head] === values[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(old.length, values.length) - head &&
    old[old.length - 1 - tail] === values[values.length - 1 - tail]
  ) {
    tail++;
  }
  const pairs: [number, number][] = Array.from({ length: head }, (_, index) => [index, index]);
  pairs.push(...middleItems(old, values, head, tail));
  for (let index = tail; index > 0; index--) pairs.push([old.length - index, values.length - index]);
  return pairs;
}

function middleItems(
  old: readonly (string | null)[],
  values: readonly string[],
  head: number,
  tail: number,
): [number, number][] {
  const rows = old.length - tail - head;
  const columns = values.length - tail - head;
  if (rows === 0 || columns === 0 || rows * columns > maxComparisons) return [];
  // lengths[row][column]: how much the rests from there on have in common.
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row]![column] =
        old[head + row] === values[head + column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    if (old[head + row] === values[head + column]) pairs.push([head + row++, head + column++]);
    else if (lengths[row + 1]![column]! >= lengths[row]![column + 1]!) row++;
    else column++;
  }
  return pairs;
}
