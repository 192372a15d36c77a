/** How long work goes on in one go before others get their turn; ms. */
const SLICE_MS = 20;

/** Lets the extension host breathe: `await slices.pause()` gives way once the current slice is used up. */
export class TimeSlices {
  #end = Date.now() + SLICE_MS;

  async pause(): Promise<void> {
    if (Date.now() < this.#end) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#end = Date.now() + SLICE_MS;
  }
}
