import * as vscode from 'vscode';
import type { Drop } from '../drop.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';

/** Does what a drop asks for. */
export type DropHandler = (owner: FolderVault, drop: Drop) => Promise<void>;

/** Rows on their way, by what they stand for. */
interface Dragged {
  readonly owner: string;
  readonly tags: readonly string[];
  readonly paths: readonly string[];
}

/** What a row means to a drag: as what it is dragged, and what a drop onto it asks for. */
export interface DragMeaning<E> {
  readonly tagOf: (row: E) => string | undefined;
  readonly pathOf: (row: E) => string | undefined;
  readonly dropOnto: (
    row: E | undefined,
    dragged: { tags: readonly string[]; paths: readonly string[] },
  ) => Drop | undefined;
}

const MIME = 'application/vnd.code.tree.notewright.rows';

/** Drags rows within and between Notewright's trees, and notes out of the explorer onto them. */
export class RowDragging<
  E extends { readonly owner: FolderVault },
> implements vscode.TreeDragAndDropController<E> {
  readonly dragMimeTypes = [MIME, 'text/uri-list'];
  readonly dropMimeTypes = [MIME, 'text/uri-list'];
  readonly #meaning: DragMeaning<E>;
  readonly #vaults: Vaults;
  readonly #handle: DropHandler;

  constructor(meaning: DragMeaning<E>, vaults: Vaults, handle: DropHandler) {
    this.#meaning = meaning;
    this.#vaults = vaults;
    this.#handle = handle;
  }

  handleDrag(rows: readonly E[], transfer: vscode.DataTransfer): void {
    const [first] = rows;
    if (first === undefined) return;
    const own = rows.filter(({ owner }) => owner === first.owner);
    const tags = own.flatMap((row) => this.#meaning.tagOf(row) ?? []);
    const paths = own.flatMap((row) => this.#meaning.pathOf(row) ?? []);
    const dragged: Dragged = { owner: first.owner.id, tags, paths };
    transfer.set(MIME, new vscode.DataTransferItem(JSON.stringify(dragged)));
    const uris = paths.map((path) => first.owner.uri(path).toString());
    if (uris.length > 0) transfer.set('text/uri-list', new vscode.DataTransferItem(uris.join('\r\n')));
  }

  async handleDrop(row: E | undefined, transfer: vscode.DataTransfer): Promise<void> {
    const dragged = await this.#read(transfer);
    const owner = this.#vaults.all().find(({ id }) => id === dragged?.owner);
    if (dragged === undefined || owner === undefined || (row !== undefined && row.owner !== owner)) return;
    const drop = this.#meaning.dropOnto(row, dragged);
    if (drop !== undefined) await this.#handle(owner, drop);
  }

  async #read(transfer: vscode.DataTransfer): Promise<Dragged | undefined> {
    const own = transfer.get(MIME);
    if (own !== undefined) return JSON.parse(await own.asString()) as Dragged;
    const list = (await transfer.get('text/uri-list')?.asString()) ?? '';
    const uris = list
      .split(/\r?\n/)
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => vscode.Uri.parse(line));
    const [first] = uris;
    const owner = first === undefined ? undefined : this.#vaults.of(first);
    if (owner === undefined) return undefined;
    const paths = uris.filter((uri) => this.#vaults.of(uri) === owner).map((uri) => owner.path(uri));
    return { owner: owner.id, tags: [], paths: paths.filter((path) => owner.vault.note(path) !== undefined) };
  }
}
