import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { virtualNoteStore } from '../../src/vscode/noteStores/virtualNoteStore.ts';

const SCHEME = 'notewright-test';

/** Files in memory behind VS Code's file system, read only. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    this.#files = new Map(
      Object.entries(files).map(([path, content]) => [
        `/vault/${path}`,
        typeof content === 'string' ? new TextEncoder().encode(content) : content,
      ]),
    );
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const size = this.#files.get(path)?.length;
    if (size !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 1, size };
    if (!this.#below(path).length) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const below = this.#below(path);
    if (below.length === 0) throw vscode.FileSystemError.FileNotFound(path);
    const kinds = new Map<string, vscode.FileType>();
    for (const name of below) {
      const [first = '', ...rest] = name.split('/');
      kinds.set(first, rest.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return [...kinds];
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const content = this.#files.get(path);
    if (content !== undefined) return content;
    throw this.#below(path).length > 0
      ? vscode.FileSystemError.FileIsADirectory(path)
      : vscode.FileSystemError.FileNotFound(path);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  #below(path: string): string[] {
    const folder = `${path.replace(/\/$/, '')}/`;
    return [...this.#files.keys()]
      .filter((file) => file.startsWith(folder))
      .map((file) => file.slice(folder.length));
  }
}

describe('notes of another file system', () => {
  let provider: vscode.Disposable;
  const folder: vscode.WorkspaceFolder = {
    uri: vscode.Uri.from({ scheme: SCHEME, path: '/vault' }),
    name: 'vault',
    index: 0,
  };
  const store = virtualNoteStore(folder, ['kept out/**']);

  before(() => {
    const files = new MemoryFiles({
      'a.md': '# A',
      'b.markdown': '# B',
      'c.txt': 'no note',
      '.gitignore': 'drafts/\n*.tmp.md\n',
      'x.tmp.md': '',
      'drafts/d.md': '',
      'kept out/e.md': '',
      'node_modules/f.md': '',
      'sub/.gitignore': '/only here.md\n',
      'sub/only here.md': '',
      'sub/deep/only here.md': '',
      'folder.md/g.md': '# G',
      'binary.md': new Uint8Array([35, 0, 1]),
    });
    provider = vscode.workspace.registerFileSystemProvider(SCHEME, files, { isReadonly: true });
  });

  after(() => provider.dispose());

  it('are listed as every .gitignore, glob and rule has it', async () => {
    const { paths, skipped } = await store.list();
    assert.deepEqual([...paths].sort(), [
      'a.md',
      'b.markdown',
      'binary.md',
      'folder.md/g.md',
      'sub/deep/only here.md',
    ]);
    assert.deepEqual(skipped, []);
    assert.deepEqual(
      ['drafts/new.md', 'sub/only here.md', 'only here.md', 'sub/y.tmp.md'].map((path) =>
        store.ignores(path),
      ),
      [true, true, false, true],
    );
  });

  it('are read, or told why not', async () => {
    assert.equal(await store.read('a.md'), '# A');
    assert.deepEqual(await store.read('binary.md'), { path: 'binary.md', reason: 'is a binary file' });
    assert.equal(await store.read('gone.md'), undefined);
    assert.equal(await store.read('folder.md'), undefined);
  });

  it('are told to be unreadable where their folder is gone', async () => {
    const gone = { ...folder, uri: vscode.Uri.from({ scheme: SCHEME, path: '/gone' }) };
    await assert.rejects(virtualNoteStore(gone, []).list());
  });
});
