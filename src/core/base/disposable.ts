/** Something that holds a resource until told to let go. Shaped like VS Code's own, so that either fits the other. */
export interface Disposable {
  dispose(): void;
}
