/** One thing that the bench measures. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | 'MB' | 'KB';
  /** The value must not be larger. */
  readonly bound: number;
  /** What the value was made from. */
  readonly from: Readonly<Record<string, number>>;
}

export function isWithin({ value, bound }: Figure): boolean {
  return value <= bound;
}

/** The value below which a part of the samples lies, e.g. 0.95. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

/** Three digits are enough to read. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Frees what is no longer used, so that one measurement does not pay for another. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('The bench runs with node --expose-gc');
  globalThis.gc();
}
