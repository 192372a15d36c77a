import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { Link } from '../markdown/scan.ts';
import type { PackedNote } from './packedNote.ts';
import { restoreIndex } from './restoreIndex.ts';
import { saveIndex } from './saveIndex.ts';
import { TextHasher } from './textHash.ts';
import { missingNotePath } from './linkResolver.ts';
import { readLinkTarget, readSwappedTarget } from './linkTarget.ts';
import type { Note } from './note.ts';
import { readMovedNote, readNote } from './noteReader.ts';
import { noteRules, type NoteRules } from './noteRules.ts';
import type { FileStamp } from './noteStore.ts';
import { VaultIndex } from './vaultIndex.ts';
import type {
  Backlink,
  DanglingTarget,
  LinkResolution,
  MocNode,
  MocOverview,
  Renaming,
  TagNode,
  VaultChange,
  VaultCounts,
} from './vaultAnswers.ts';
import type { VaultSettings } from './vaultSettings.ts';

export type {
  Backlink,
  DanglingTarget,
  LinkResolution,
  MocMember,
  MocNode,
  MocOverview,
  TagNode,
  VaultChange,
} from './vaultAnswers.ts';
export type { VaultSettings } from './vaultSettings.ts';

/**
 * The index over all notes of one workspace folder. Every question is answered from memory; a change costs
 * time in proportion to the note, not to the vault.
 *
 * @example
 * const vault = new Vault();
 * vault.upsert('docs/LLMs.md', '# LLMs\n\nSee [GenAI](GenAI.md). #ai');
 * vault.dangling().map(({ path }) => path) // ['docs/GenAI.md']
 */
export class Vault {
  readonly #rules: NoteRules;
  readonly #hasher = new TextHasher();
  #index = new VaultIndex();
  readonly #changes = new Emitter<VaultChange>();
  #gathered = noChange();
  #holds = 0;

  constructor(settings: Partial<VaultSettings> = {}) {
    this.#rules = noteRules(settings);
  }

  get onDidChange(): Event<VaultChange> {
    return this.#changes.event;
  }

  get size(): number {
    return this.#index.table.size;
  }

  /** By which notes are read. */
  get settings(): VaultSettings {
    return this.#rules.settings;
  }

  /** What could not be used of the settings, one sentence each. */
  get settingsProblems(): readonly string[] {
    return this.#rules.problems;
  }

  /** Adds or replaces a note. The same text again changes nothing and tells nobody. */
  upsert(path: string, text: string): Note {
    const note = this.#read(path, text);
    this.#put(note);
    this.#tell();
    return note;
  }

  /** Adds or replaces many notes: quicker than one by one. */
  upsertAll(notes: Iterable<readonly [path: string, text: string]>): void {
    // First all reading, then all filing: each has its own data, which stay at hand.
    const read = Array.from(notes, ([path, text]) => this.#read(path, text));
    for (const note of read) this.#put(note);
    this.#tell();
  }

  /** As {@link upsertAll}, with notes that were read elsewhere by this vault's settings. */
  take(notes: Iterable<PackedNote>): void {
    for (const note of notes) {
      const known = this.#known(note.path);
      if (known === undefined || known.length !== note.length || known.hash !== note.hash) this.#put(note);
    }
    this.#tell();
  }

  remove(path: string): boolean {
    const id = this.#index.table.idOf(path);
    if (id === undefined) return false;
    this.#index.drop(id);
    this.#gathered.removed.add(path);
    this.#gathered.updated.delete(path);
    this.#tell();
    return true;
  }

  /**
   * Moves a note; who links to it is looked up anew, since links are names. A note that stands at `to` already is
   * replaced.
   */
  rename(from: string, to: string): boolean {
    const id = this.#index.table.idOf(from);
    if (id === undefined || from === to) return id !== undefined;
    const note = readMovedNote(this.#index.table.existing(id), to, this.#rules);
    const replaced = this.#index.table.idOf(to);
    if (replaced !== undefined) this.#index.drop(replaced);
    this.#index.put(id, note);
    this.#gathered.renamed.push({ from, to });
    this.#tell();
    return true;
  }

  /** Runs `change` and tells all that it changed as one event. */
  batch<T>(change: () => T): T {
    const held = this.hold();
    try {
      return change();
    } finally {
      held.dispose();
    }
  }

  /** Gathers what changes from now on and tells it as one event when the last hold is disposed of. */
  hold(): Disposable {
    this.#holds++;
    let isHeld = true;
    return {
      dispose: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#holds--;
        this.#tell();
      },
    };
  }

  /** The note that the vault has where the text is the same, else a new one. */
  #read(path: string, text: string): PackedNote {
    const known = this.#known(path);
    const hash = this.#hasher.hash(text);
    const isSame = known !== undefined && known.length === text.length && known.hash === hash;
    return isSame ? known : readNote(path, text, this.#rules, hash);
  }

  #put(note: PackedNote): void {
    const { table } = this.#index;
    const id = table.idOf(note.path);
    if (id !== undefined && table.note(id) === note) return;
    this.#index.put(id, note);
    this.#gathered.updated.add(note.path);
    this.#gathered.removed.delete(note.path);
  }

  #known(path: string): PackedNote | undefined {
    const id = this.#index.table.idOf(path);
    return id === undefined ? undefined : this.#index.table.note(id);
  }

  /** Tells what was gathered, unless somebody holds it. */
  #tell(): void {
    const { restored, updated, removed, renamed } = this.#gathered;
    if (this.#holds > 0 || restored.length + updated.size + removed.size + renamed.length === 0) return;
    this.#gathered = noChange();
    const others = restored.filter((path) => !updated.has(path) && !removed.has(path));
    this.#changes.fire({ updated: [...others, ...updated], removed: [...removed], renamed });
  }

  /** Does a part of what the next question would have to do first; `true` when nothing is left. */
  settle(isLate?: () => boolean): boolean {
    this.#index.graph.settle(isLate);
    return this.#index.graph.isSettled;
  }

  /**
   * Takes the place of reading notes: fills an empty vault from what {@link saveIndex} wrote. What is broken or was
   * saved under other settings is left aside and changes nothing.
   *
   * @param pause lets others run, in between; a note that comes meanwhile makes the saved index useless
   * @returns whether a file is still the one that was read, or `undefined` where nothing could be used
   */
  async restore(
    saved: Uint8Array,
    pause: () => Promise<void>,
  ): Promise<((path: string, stamp: FileStamp) => boolean) | undefined> {
    if (this.size > 0) return undefined;
    const restored = await restoreIndex(saved, this.#rules.key, pause);
    if (restored === undefined || this.size > 0) return undefined;
    this.#index = restored.index;
    this.#gathered = { ...this.#gathered, restored: restored.paths };
    this.#tell();
    return restored.isSaved;
  }

  /** The index as bytes; see {@link saveIndex}. */
  async save(
    stampOf: (path: string) => FileStamp | undefined,
    pause: () => Promise<void>,
  ): Promise<Uint8Array | undefined> {
    return saveIndex(this.#index, this.#rules.key, stampOf, pause);
  }

  note(path: string): Note | undefined {
    return this.#known(path);
  }

  notes(): Iterable<Note> {
    return this.#index.table.notes();
  }

  /** Where a link leads; docs/links.md tells the rules. `fromPath` need not be a note of the vault. */
  resolveLink(fromPath: string, link: Pick<Link, 'kind' | 'target'> & Partial<Link>): LinkResolution {
    const target = readLinkTarget(link.kind, link.target);
    if (target.kind === 'own') return { kind: 'note', path: fromPath, ambiguousWith: [] };
    if (target.kind === 'external') return { kind: 'external' };
    if (target.kind === 'folder') return { kind: 'attachment' };
    const { resolver, names, table } = this.#index;
    const named = resolver.find(fromPath, target, names.knownKey(target.name));
    const swapped = named.length === 0 ? readSwappedTarget(link.kind, link.text) : undefined;
    const found = swapped === undefined ? named : resolver.findSwapped(fromPath, swapped);
    const [best, ...others] = found.map((id) => table.existing(id).path);
    if (best !== undefined) return { kind: 'note', path: best, ambiguousWith: others };
    if (target.isFileOtherwise) return { kind: 'attachment' };
    const path = missingNotePath(fromPath, link.kind, target);
    return path === undefined ? { kind: 'external' } : { kind: 'dangling', path, title: target.name };
  }

  /** Links from other notes to this one, by the path of the other note and in the order of its text. */
  backlinks(path: string): readonly Backlink[] {
    this.#index.graph.settle();
    const id = this.#index.table.idOf(path);
    if (id === undefined) return [];
    const sources = this.#index.graph.sourcesOf(id).map((source) => this.#index.table.existing(source));
    const links: Backlink[] = [];
    for (const note of sources.sort((a, b) => (a.path < b.path ? -1 : 1))) {
      for (let i = 0; i < note.linkCount; i++) {
        if (note.resolved(i) === id) links.push({ from: note.path, link: note.link(i) });
      }
    }
    return links;
  }

  /** Notes that this one links to, each once, in order; dangling and external left out. */
  outgoing(path: string): readonly string[] {
    this.#index.graph.settle();
    const id = this.#index.table.idOf(path);
    if (id === undefined) return [];
    return this.#index.graph.targetsOf(id).map((target) => this.#index.table.existing(target).path);
  }

  /** Notes that link to this one, each once; in no order that means anything. */
  incoming(path: string): readonly string[] {
    this.#index.graph.settle();
    const id = this.#index.table.idOf(path);
    if (id === undefined) return [];
    return this.#index.graph.sourcesOf(id).map((source) => this.#index.table.existing(source).path);
  }

  /** How many notes link to this one. */
  incomingCount(path: string): number {
    this.#index.graph.settle();
    const id = this.#index.table.idOf(path);
    return id === undefined ? 0 : this.#index.graph.sourcesOf(id).length;
  }

  /** The top of the tag tree, by label. */
  tags(): readonly TagNode[] {
    return this.#index.tags.roots();
  }

  /** A tag by its name in any spelling, e.g. `Lang/rust`. */
  tag(name: string): TagNode | undefined {
    return this.#index.tags.find(name);
  }

  /** Notes without a tag, by title. */
  untagged(): readonly string[] {
    return this.#index.tags.untagged();
  }

  /** It always shows how things stand now; its lists never change. */
  mocs(): MocOverview {
    this.#index.graph.settle();
    return this.#index.mocs;
  }

  /** A MOC by its path. */
  moc(path: string): MocNode | undefined {
    this.#index.graph.settle();
    const id = this.#index.table.idOf(path);
    return id === undefined ? undefined : this.#index.mocs.moc(id);
  }

  /** MOCs that the note belongs to, by title. */
  mocsOf(path: string): readonly string[] {
    this.#index.graph.settle();
    const id = this.#index.table.idOf(path);
    return id === undefined ? [] : this.#index.mocs.mocsOf(id);
  }

  /** Missing notes that links name, by title. */
  dangling(): readonly DanglingTarget[] {
    this.#index.graph.settle();
    return this.#index.dangling.list();
  }

  counts(): VaultCounts {
    const { graph, tags, mocs, orphans, dangling } = this.#index;
    graph.settle();
    return {
      untagged: tags.untaggedCount,
      unfiled: mocs.unfiledCount,
      orphans: orphans.count,
      dangling: dangling.count,
    };
  }

  /** Notes that no other note links to and that link to none (links to missing notes do not count), by title. */
  orphans(): readonly string[] {
    this.#index.graph.settle();
    return this.#index.orphans.list();
  }
}

/** What has changed and is not told yet. */
interface GatheredChange {
  readonly restored: readonly string[];
  readonly updated: Set<string>;
  readonly removed: Set<string>;
  readonly renamed: Renaming[];
}

function noChange(): GatheredChange {
  return { restored: [], updated: new Set(), removed: new Set(), renamed: [] };
}
