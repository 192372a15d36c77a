import { Emitter, type Event } from '../base/event.ts';
import type { Link } from '../markdown/scan.ts';
import { DanglingIndex } from './danglingIndex.ts';
import { LinkGraph, without, type LinkShift } from './linkGraph.ts';
import { LinkResolver, missingNotePath } from './linkResolver.ts';
import { readLinkTarget } from './linkTarget.ts';
import { MocIndex } from './mocIndex.ts';
import { NameIndex } from './nameIndex.ts';
import type { Note, NoteLink } from './note.ts';
import { hashOf, readMovedNote, readNote } from './noteReader.ts';
import { noteRules, type NoteRules } from './noteRules.ts';
import { NoteTable } from './noteTable.ts';
import type { PackedNote } from './packedNote.ts';
import { SortedPaths } from './sortedPaths.ts';
import { TagIndex } from './tagIndex.ts';

/** How the vault reads notes. A change of settings means a new vault. */
export interface VaultSettings {
  /** What makes a title or file name that of a MOC (case-insensitive, Unicode); see DEFAULT_MOC_PATTERN. */
  readonly mocPattern: string;
  /** Frontmatter keys (true when truthy), tags (with children) and globs that make a note private. */
  readonly privateKeys: readonly string[];
  readonly privateTags: readonly string[];
  readonly privateGlobs: readonly string[];
  /** Frontmatter keys that hold the dates, in the order in which they are looked for. */
  readonly createdKeys: readonly string[];
  readonly modifiedKeys: readonly string[];
}

/** Where a link leads. */
export type LinkResolution =
  | {
      readonly kind: 'note';
      readonly path: string;
      /** Others that fit as well, nearest first. */ readonly ambiguousWith: readonly string[];
    }
  | {
      readonly kind: 'dangling';
      /** Vault-relative path that the missing note would have. */ readonly path: string;
      readonly title: string;
    }
  | { readonly kind: 'external' }
  /** A file that is no note (image, PDF), inside the vault or not. */
  | { readonly kind: 'attachment' };

export interface Backlink {
  readonly from: string;
  readonly link: NoteLink;
}

/** One tag with its children; `/` separates levels. It always shows how things stand now; its lists never change. */
export interface TagNode {
  /** Last level, in the spelling used most. */
  readonly label: string;
  /** Full name, in the spelling used most. */
  readonly name: string;
  readonly children: readonly TagNode[];
  /** Notes that carry just this tag, by path, sorted by title. */
  readonly notes: readonly string[];
  /** Notes that carry this tag or one below it, each once. */
  readonly total: number;
}

export interface MocMember {
  readonly path: string;
  /** The MOC names the note. */
  readonly listed: boolean;
  /** The note has an up-link to the MOC. */
  readonly upLink: boolean;
  /** Heading of the MOC under which the note is listed first. */
  readonly section: string | undefined;
}

/** It always shows how things stand now; its list never changes. */
export interface MocNode {
  readonly path: string;
  /** In the order in which the MOC lists them, then the others by title. Sub-MOCs are members too. */
  readonly members: readonly MocMember[];
}

export interface MocOverview {
  /** Every MOC, by title. */
  readonly mocs: readonly MocNode[];
  /** MOCs that belong to no other MOC, and one of each cycle, by title. */
  readonly roots: readonly string[];
  /** Notes that belong to no MOC and are none, by title. */
  readonly unfiled: readonly string[];
}

export interface DanglingTarget {
  readonly title: string;
  /** Vault-relative path that the missing note would have. */
  readonly path: string;
  readonly mentionedBy: readonly Backlink[];
}

/** One burst of changes, told once. */
export interface VaultChange {
  /** New and changed notes. */
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  /** Notes that moved; their old and new paths are not in the other lists unless their text changed as well. */
  readonly renamed: readonly Renaming[];
}

export interface Renaming {
  readonly from: string;
  readonly to: string;
}

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
  readonly #table = new NoteTable();
  readonly #names = new NameIndex();
  readonly #resolver = new LinkResolver(this.#table, this.#names);
  readonly #graph = new LinkGraph(this.#table, this.#names, this.#resolver, (shift) =>
    this.#linksShifted(shift),
  );
  readonly #tags = new TagIndex(this.#table.sortKey);
  readonly #mocs = new MocIndex(this.#table, (id) => this.#graph.sourcesOf(id));
  readonly #dangling = new DanglingIndex(this.#table);
  readonly #orphans = new SortedPaths(this.#table.sortKey);
  readonly #orphanIds = new Set<number>();
  readonly #changes = new Emitter<VaultChange>();
  #open: OpenChange | undefined;

  constructor(settings: Partial<VaultSettings> = {}) {
    this.#rules = noteRules(settings);
  }

  get onDidChange(): Event<VaultChange> {
    return this.#changes.event;
  }

  get size(): number {
    return this.#table.size;
  }

  /** What could not be used of the settings, one sentence each. */
  get settingsProblems(): readonly string[] {
    return this.#rules.problems;
  }

  /** Adds or replaces a note. The same text again changes nothing and tells nobody. */
  upsert(path: string, text: string): Note {
    const id = this.#table.idOf(path);
    const old = id === undefined ? undefined : this.#table.existing(id);
    if (old !== undefined && old.length === text.length && old.hash === hashOf(text)) return old;
    const note = readNote(path, text, this.#rules);
    this.batch(() => {
      this.#put(id, note, old);
      this.#open!.updated.add(path);
      this.#open!.removed.delete(path);
    });
    return note;
  }

  remove(path: string): boolean {
    const id = this.#table.idOf(path);
    if (id === undefined) return false;
    this.batch(() => {
      this.#drop(id);
      this.#open!.removed.add(path);
      this.#open!.updated.delete(path);
    });
    return true;
  }

  /**
   * Moves a note; who links to it is looked up anew, since links are names. A note that stands at `to` already is
   * replaced.
   */
  rename(from: string, to: string): boolean {
    const id = this.#table.idOf(from);
    if (id === undefined || from === to) return id !== undefined;
    const note = readMovedNote(this.#table.existing(id), to, this.#rules);
    this.batch(() => {
      const replaced = this.#table.idOf(to);
      if (replaced !== undefined) this.#drop(replaced);
      this.#put(id, note, this.#table.existing(id));
      this.#open!.renamed.push({ from, to });
    });
    return true;
  }

  /** Runs `change` and tells all that it changed as one event. */
  batch<T>(change: () => T): T {
    if (this.#open !== undefined) return change();
    const open: OpenChange = { updated: new Set(), removed: new Set(), renamed: [] };
    this.#open = open;
    try {
      return change();
    } finally {
      this.#open = undefined;
      if (open.updated.size + open.removed.size + open.renamed.length > 0) {
        this.#changes.fire({ updated: [...open.updated], removed: [...open.removed], renamed: open.renamed });
      }
    }
  }

  /** Does a part of what the next question would have to do first; `true` when nothing is left. */
  settle(isLate?: () => boolean): boolean {
    this.#graph.settle(isLate);
    return this.#graph.isSettled;
  }

  note(path: string): Note | undefined {
    const id = this.#table.idOf(path);
    return id === undefined ? undefined : this.#table.note(id);
  }

  notes(): Iterable<Note> {
    return this.#table.notes();
  }

  /** Where a link leads; docs/links.md tells the rules. `fromPath` need not be a note of the vault. */
  resolveLink(fromPath: string, link: Pick<Link, 'kind' | 'target'> & Partial<Link>): LinkResolution {
    const target = readLinkTarget(link.kind, link.target);
    if (target.kind === 'own') return { kind: 'note', path: fromPath, ambiguousWith: [] };
    if (target.kind === 'external') return { kind: 'external' };
    if (target.kind === 'folder') return { kind: 'attachment' };
    const [best, ...others] = this.#resolver
      .find(fromPath, target, this.#names.knownKey(target.name))
      .map((id) => this.#table.existing(id).path);
    if (best !== undefined) return { kind: 'note', path: best, ambiguousWith: others };
    if (target.isFileOtherwise) return { kind: 'attachment' };
    const path = missingNotePath(fromPath, link.kind, target);
    return path === undefined ? { kind: 'external' } : { kind: 'dangling', path, title: target.name };
  }

  /** Links from other notes to this one, by the path of the other note and in the order of its text. */
  backlinks(path: string): readonly Backlink[] {
    this.#graph.settle();
    const id = this.#table.idOf(path);
    if (id === undefined) return [];
    const sources = this.#graph.sourcesOf(id).map((source) => this.#table.existing(source));
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
    this.#graph.settle();
    const id = this.#table.idOf(path);
    if (id === undefined) return [];
    return this.#graph.targetsOf(id).map((target) => this.#table.existing(target).path);
  }

  /** Notes that link to this one, each once; in no order that means anything. */
  incoming(path: string): readonly string[] {
    this.#graph.settle();
    const id = this.#table.idOf(path);
    if (id === undefined) return [];
    return this.#graph.sourcesOf(id).map((source) => this.#table.existing(source).path);
  }

  /** The top of the tag tree, by label. */
  tags(): readonly TagNode[] {
    return this.#tags.roots();
  }

  /** A tag by its name in any spelling, e.g. `Lang/rust`. */
  tag(name: string): TagNode | undefined {
    return this.#tags.find(name);
  }

  /** Notes without a tag, by title. */
  untagged(): readonly string[] {
    return this.#tags.untagged();
  }

  /** It always shows how things stand now; its lists never change. */
  mocs(): MocOverview {
    this.#graph.settle();
    return this.#mocs;
  }

  /** MOCs that the note belongs to, by title. */
  mocsOf(path: string): readonly string[] {
    this.#graph.settle();
    const id = this.#table.idOf(path);
    return id === undefined ? [] : this.#mocs.mocsOf(id);
  }

  /** Missing notes that links name, by title. */
  dangling(): readonly DanglingTarget[] {
    this.#graph.settle();
    return this.#dangling.list();
  }

  /** Notes that no other note links to and that link to none (links to missing notes do not count), by title. */
  orphans(): readonly string[] {
    this.#graph.settle();
    return this.#orphans.list();
  }

  #put(known: number | undefined, note: PackedNote, old: PackedNote | undefined): void {
    const id = known ?? this.#table.add(note);
    const tagsChanged = old === undefined || !isSameList(old.tagNames, note.tagNames);
    const moves = old !== undefined && (old.title !== note.title || old.path !== note.path);
    if (old !== undefined && (moves || tagsChanged)) this.#tags.remove(old.path, old.tagNames);
    if (moves) this.#leaveLists(id, old.path);
    if (old !== undefined) this.#table.replace(id, note);
    if (moves) this.#mocs.enter(id);
    if (moves || tagsChanged) this.#tags.add(note.path, note.tagNames);
    this.#graph.noteChanged(id, note, old);
  }

  #drop(id: number): void {
    const old = this.#table.existing(id);
    this.#tags.remove(old.path, old.tagNames);
    this.#leaveLists(id, old.path);
    this.#table.remove(id);
    this.#graph.noteChanged(id, undefined, old);
  }

  /** Takes a note out of what is sorted by title; the next settling puts it back where it belongs. */
  #leaveLists(id: number, path: string): void {
    this.#mocs.leave(id);
    if (this.#orphanIds.delete(id)) this.#orphans.delete(path);
  }

  #linksShifted({ source, was, now, wasDangling, nowDangling }: LinkShift): void {
    for (const id of [source, ...without(was, now), ...without(now, was)]) this.#updateOrphan(id);
    this.#dangling.update(source, wasDangling, nowDangling);
    this.#mocs.update(source);
  }

  #updateOrphan(id: number): void {
    const note = this.#table.note(id);
    if (note === undefined) return;
    const isOrphan = this.#graph.sourcesOf(id).length === 0 && this.#graph.targetsOf(id).length === 0;
    if (isOrphan === this.#orphanIds.has(id)) return;
    if (isOrphan) {
      this.#orphanIds.add(id);
      this.#orphans.add(note.path);
    } else {
      this.#orphanIds.delete(id);
      this.#orphans.delete(note.path);
    }
  }
}

/** What a batch has changed so far. */
interface OpenChange {
  readonly updated: Set<string>;
  readonly removed: Set<string>;
  readonly renamed: Renaming[];
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
