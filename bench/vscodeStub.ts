/*
 * As much of VS Code's API as drawing a tree takes, so that the views' own code can be measured without VS Code.
 */

class Disposable {
  static from(): Disposable {
    return new Disposable();
  }
  dispose(): void {}
}

const nothing = (): Disposable => new Disposable();

export { Disposable };
export class EventEmitter {
  readonly event = nothing;
  fire(): void {}
  dispose(): void {}
}
export class ThemeIcon {
  static readonly File = new ThemeIcon('file');
  static readonly Folder = new ThemeIcon('folder');
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}
export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const Uri = {
  joinPath: ({ path }: { path: string }, ...parts: string[]): { path: string } => ({
    path: [path, ...parts].join('/'),
  }),
};
export const l10n = {
  t: (text: string, ...values: unknown[]): string =>
    text.replace(/\{(\d+)\}/g, (_, place: string) => String(values[Number(place)])),
};
export const window = {
  createTreeView: () => ({ visible: true, onDidChangeVisibility: nothing, dispose: nothing }),
  onDidChangeActiveTextEditor: nothing,
};
export const workspace = {
  getConfiguration: () => ({ get: (): undefined => undefined }),
  onDidChangeConfiguration: nothing,
};
export const commands = { registerCommand: nothing, executeCommand: nothing };
