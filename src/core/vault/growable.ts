/** A typed array that grows by half when it is full. `items` is replaced then: read it anew after a change. */
export class GrowableInts {
  items = new Int32Array(64);
  length = 0;

  push(value: number): void {
    const at = this.length;
    this.extend(1);
    this.items[at] = value;
  }

  /** Adds so many zeros. */
  extend(count: number): void {
    const length = this.length + count;
    if (length > this.items.length) {
      const larger = new Int32Array(Math.max(length, Math.ceil(this.items.length * 1.5)));
      larger.set(this.items);
      this.items = larger;
    }
    this.length = length;
  }
}
