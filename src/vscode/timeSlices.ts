/** How long work goes on in one go before others get their turn; ms. */
export const SLICE_MS = 20;

/** Resolves when others have had their turn. */
export async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Lets the extension host breathe: `await slices.pause()` gives way once the current slice is used up. */
export class TimeSlices {
  #end = Date.now() + SLICE_MS;

  async pause(): Promise<void> {
    if (Date.now() < this.#end) return;
    await nextTurn();
    this.#end = Date.now() + SLICE_MS;
  }
}
