/** The notes named most often and with most confidence, each once, at most `max`. */
export function bestByPath<T extends { readonly path: string; readonly confidence: number }>(
  found: readonly T[],
  max: number,
): T[] {
  const byPath = new Map<string, { best: T; votes: number }>();
  for (const one of found) {
    const known = byPath.get(one.path);
    const best = known === undefined || one.confidence > known.best.confidence ? one : known.best;
    byPath.set(one.path, { best, votes: (known?.votes ?? 0) + 1 });
  }
  return [...byPath.values()]
    .sort((a, b) => b.votes - a.votes || b.best.confidence - a.best.confidence)
    .slice(0, max)
    .map(({ best }) => best);
}
