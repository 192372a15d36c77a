/** Composition root: builds, wires, disposes; nothing else. */
export function activate(): void {}
