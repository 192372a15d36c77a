/** The first part of a list that has the best first; nothing less than one. @param share 0 to 1 */
export function shareOf<T>(list: readonly T[], share: number): readonly T[] {
  return list.slice(0, Math.ceil(list.length * share));
}

/** The best part of a list in another order, in that order. */
export function bestShareOf<T extends { readonly score: number }>(
  list: readonly T[],
  share: number,
): readonly T[] {
  const best = new Set(
    shareOf(
      list.toSorted((a, b) => b.score - a.score),
      share,
    ),
  );
  return list.filter((one) => best.has(one));
}
