/** A typed array that grows by half when it is full. `items` is replaced then: read it anew after `push`. */
export class GrowableInts {
  items = new Int32Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = new Int32Array(Math.ceil(this.length * 1.5));
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length] = value;
    this.length += 1;
  }
}
