/** Something that holds a resource until told to let go. Shaped like VS Code's own, so that either fits the other. */
export interface Disposable {
  dispose(): void;
}

/** Disposes of everything it was given, last first; what one of them throws does not keep the others. */
export class DisposableStack implements Disposable {
  readonly #items: Disposable[] = [];

  add<T extends Disposable>(item: T): T {
    this.#items.push(item);
    return item;
  }

  dispose(): void {
    const errors: unknown[] = [];
    for (const item of this.#items.splice(0).reverse()) {
      try {
        item.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) {
      throw new AggregateError(errors, 'Some resources could not be released');
    }
  }
}
