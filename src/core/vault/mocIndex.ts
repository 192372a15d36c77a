import { Belonging, LISTED, UP } from './belonging.ts';
import { IdLists } from './idLists.ts';
import { isTemplate } from './isTemplate.ts';
import { without, type LinkGraph } from './linkGraph.ts';
import { mocRoots } from './mocRoots.ts';
import type { NoteTable } from './noteTable.ts';
import type { PackedNote } from './packedNote.ts';
import { SortedPaths } from './sortedPaths.ts';
import type { MocMember, MocNode, MocOverview } from './vaultAnswers.ts';

const NONE: readonly number[] = [];

/** One MOC, kept current note by note. As a {@link MocNode} it always shows how things stand now. */
class MocEntry implements MocNode {
  readonly id: number;
  path: string;
  /** Notes that the MOC lists and the offset of the first link to each, in the order of its text. */
  listed: ReadonlyMap<number, number> = new Map();
  /** Notes that name the MOC and are not listed. */
  readonly unlisted: SortedPaths;
  readonly #readMembers: (entry: MocEntry) => readonly MocMember[];
  readonly #settle: () => void;
  #members: readonly MocMember[] | undefined;

  constructor(
    id: number,
    path: string,
    unlisted: SortedPaths,
    settle: () => void,
    readMembers: (entry: MocEntry) => readonly MocMember[],
  ) {
    this.id = id;
    this.path = path;
    this.unlisted = unlisted;
    this.#settle = settle;
    this.#readMembers = readMembers;
  }

  get members(): readonly MocMember[] {
    this.#settle();
    this.#members ??= this.#readMembers(this);
    return this.#members;
  }

  membersChanged(): void {
    this.#members = undefined;
  }
}

/**
 * Which note belongs to which MOC. A note belongs by naming the MOC on a line of its own or under a key (an up-link),
 * or by being listed in it; MOCs belong to other MOCs in the same way.
 */
export class MocIndex implements MocOverview {
  readonly #table: NoteTable;
  readonly #graph: LinkGraph;
  readonly #settle: () => void;
  readonly #entries = new Map<number, MocEntry>();
  readonly #belonging = new Belonging();
  /** Note → MOCs that it names. */
  readonly #named = new IdLists();
  readonly #byTitle: SortedPaths;
  readonly #unfiled: SortedPaths;
  readonly #unfiledIds = new Set<number>();
  #mocs: readonly MocNode[] | undefined;
  #roots: readonly string[] | undefined;

  constructor(table: NoteTable, graph: LinkGraph) {
    this.#table = table;
    this.#graph = graph;
    this.#settle = () => graph.settle();
    this.#byTitle = new SortedPaths(table.sortKey);
    this.#unfiled = new SortedPaths(table.sortKey);
  }

  get mocs(): readonly MocNode[] {
    this.#settle();
    this.#mocs ??= this.#byTitle.list().map((path) => this.#entries.get(this.#table.idOf(path)!)!);
    return this.#mocs;
  }

  get roots(): readonly string[] {
    this.#settle();
    this.#roots ??= this.#findRoots();
    return this.#roots;
  }

  get unfiled(): readonly string[] {
    this.#settle();
    return this.#unfiled.list();
  }

  get unfiledCount(): number {
    return this.#unfiled.size;
  }

  moc(id: number): MocNode | undefined {
    return this.#entries.get(id);
  }

  /** MOCs that the note belongs to, by title. */
  mocsOf(id: number): readonly string[] {
    const { sortKey } = this.#table;
    return this.#belonging
      .mocsOf(id)
      .map((moc) => this.#table.existing(moc).path)
      .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : a < b ? -1 : 1));
  }

  /** Takes a note out of the sorted lists, before its title or path changes or it goes. */
  leave(id: number): void {
    const { path } = this.#table.existing(id);
    if (this.#unfiledIds.delete(id)) this.#unfiled.delete(path);
    if (this.#entries.has(id)) this.#byTitle.delete(path);
    this.#eachEntryOf(id, (entry, how) => {
      if (how === UP) entry.unlisted.delete(path);
    });
  }

  /** Puts a note that left back, under its new title or path. */
  enter(id: number): void {
    const { path } = this.#table.existing(id);
    const own = this.#entries.get(id);
    if (own !== undefined) {
      own.path = path;
      this.#byTitle.add(path);
    }
    this.#eachEntryOf(id, (entry, how) => {
      if (how === UP) entry.unlisted.add(path);
    });
  }

  /** The note, or what its links lead to, has changed. */
  update(id: number): void {
    const note = this.#table.note(id);
    const becameOther = this.#updateEntry(id, note);
    this.#updateNamed(id, note);
    this.#updateListed(id, note);
    this.#refile(id);
    if (!becameOther) return;
    for (const source of this.#graph.sourcesOf(id)) {
      if (source !== id && this.#table.note(source) !== undefined) this.update(source);
    }
  }

  /** Takes restored notes, at the index that is their id; they come in the order of their titles. */
  restore(notes: readonly PackedNote[]): void {
    for (let id = 0; id < notes.length; id++) {
      const note = notes[id]!;
      if (!note.isMoc) continue;
      this.#addEntry(id, note);
      this.#byTitle.append(note.path);
    }
    for (const [id, entry] of this.#entries) {
      entry.listed = this.#listedBy(id, notes[id]!);
      for (const member of entry.listed.keys()) this.#belonging.set(member, id, LISTED);
    }
    for (let id = 0; id < notes.length; id++) this.#restoreNote(id, notes[id]!);
  }

  #restoreNote(id: number, note: PackedNote): void {
    const named = this.#namedBy(id, note);
    for (const moc of named) {
      this.#named.add(id, moc);
      const how = this.#belonging.how(id, moc);
      this.#belonging.set(id, moc, how | UP);
      if (how === 0) this.#entries.get(moc)?.unlisted.append(note.path);
    }
    if (note.isMoc || this.#belonging.hasAny(id) || isTemplate(note.path)) return;
    this.#unfiledIds.add(id);
    this.#unfiled.append(note.path);
  }

  /** Whether the note became a MOC or ceased to be one. */
  #updateEntry(id: number, note: PackedNote | undefined): boolean {
    const isMoc = note?.isMoc === true;
    const entry = this.#entries.get(id);
    if (isMoc === (entry !== undefined)) return false;
    this.#mocsChanged();
    if (isMoc) {
      const { unlisted } = this.#addEntry(id, note);
      // Notes whose links were looked up before these were have named it already.
      for (const source of this.#graph.sourcesOf(id)) {
        const path = this.#table.note(source)?.path;
        if (path !== undefined && this.#belonging.how(source, id) === UP) unlisted.add(path);
      }
      this.#byTitle.add(note.path);
      return true;
    }
    for (const member of entry!.listed.keys()) this.#setBelonging(member, id, LISTED, false);
    this.#entries.delete(id);
    if (note !== undefined) this.#byTitle.delete(note.path);
    return true;
  }

  #addEntry(id: number, { path }: PackedNote): MocEntry {
    const unlisted = new SortedPaths(this.#table.sortKey);
    const entry = new MocEntry(id, path, unlisted, this.#settle, (moc) => this.#readMembers(moc));
    this.#entries.set(id, entry);
    return entry;
  }

  #updateNamed(id: number, note: PackedNote | undefined): void {
    const was = [...this.#named.get(id)];
    const now = note === undefined ? NONE : this.#namedBy(id, note);
    for (const moc of without(was, now)) {
      this.#named.delete(id, moc);
      this.#setBelonging(id, moc, UP, false);
    }
    for (const moc of without(now, was)) {
      this.#named.add(id, moc);
      this.#setBelonging(id, moc, UP, true);
    }
  }

  #updateListed(id: number, note: PackedNote | undefined): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || note === undefined) return;
    const was = entry.listed;
    const now = this.#listedBy(id, note);
    entry.listed = now;
    for (const member of was.keys()) if (!now.has(member)) this.#setBelonging(member, id, LISTED, false);
    for (const member of now.keys()) if (!was.has(member)) this.#setBelonging(member, id, LISTED, true);
    entry.membersChanged();
  }

  #namedBy(id: number, note: PackedNote): readonly number[] {
    let named: number[] | undefined;
    for (let i = 0; i < note.linkCount; i++) {
      if (!this.#isUpLink(note, i)) continue;
      const target = note.resolved(i);
      named ??= [];
      if (target !== id && !named.includes(target)) named.push(target);
    }
    return named ?? NONE;
  }

  #listedBy(id: number, note: PackedNote): Map<number, number> {
    const listed = new Map<number, number>();
    for (let i = 0; i < note.linkCount; i++) {
      const target = note.resolved(i);
      if (target < 0 || target === id || listed.has(target) || !note.listsMember(i)) continue;
      if (!this.#isUpLink(note, i)) listed.set(target, note.linkStart(i));
    }
    return listed;
  }

  /** In a MOC only the lines at its top name a parent: further down they list what is below it. */
  #isUpLink(note: PackedNote, link: number): boolean {
    if (!note.namesParent(link)) return false;
    const target = note.resolved(link);
    if (target < 0 || this.#table.peek(target)?.isMoc !== true) return false;
    return !note.isMoc || note.isAtTop(link);
  }

  #setBelonging(id: number, moc: number, bit: number, on: boolean): void {
    const was = this.#belonging.how(id, moc);
    const now = on ? was | bit : was & ~bit;
    this.#belonging.set(id, moc, now);
    const entry = this.#entries.get(moc);
    const path = this.#table.note(id)?.path;
    if (entry !== undefined && path !== undefined) {
      if (was === UP) entry.unlisted.delete(path);
      if (now === UP) entry.unlisted.add(path);
    }
    entry?.membersChanged();
    if (this.#entries.has(id)) this.#roots = undefined;
    this.#refile(id);
  }

  /** Puts the note among the unfiled ones or takes it out. */
  #refile(id: number): void {
    const note = this.#table.note(id);
    if (note === undefined) return;
    const isUnfiled = !note.isMoc && !this.#belonging.hasAny(id) && !isTemplate(note.path);
    if (isUnfiled === this.#unfiledIds.has(id)) return;
    if (isUnfiled) {
      this.#unfiledIds.add(id);
      this.#unfiled.add(note.path);
    } else {
      this.#unfiledIds.delete(id);
      this.#unfiled.delete(note.path);
    }
  }

  #eachEntryOf(id: number, visit: (entry: MocEntry, how: number) => void): void {
    if (this.#entries.has(id)) this.#mocsChanged();
    for (const moc of this.#belonging.mocsOf(id)) {
      const entry = this.#entries.get(moc);
      if (entry === undefined) continue;
      visit(entry, this.#belonging.how(id, moc));
      entry.membersChanged();
    }
  }

  #mocsChanged(): void {
    this.#mocs = undefined;
    this.#roots = undefined;
  }

  #readMembers(entry: MocEntry): readonly MocMember[] {
    const headings = this.#table.note(entry.id)?.headings ?? [];
    const members: MocMember[] = [];
    let next = 0;
    for (const [id, offset] of entry.listed) {
      while (next < headings.length && headings[next]!.range.start <= offset) next++;
      const { path } = this.#table.existing(id);
      const upLink = (this.#belonging.how(id, entry.id) & UP) !== 0;
      members.push({ path, listed: true, upLink, section: headings[next - 1]?.text });
    }
    for (const path of entry.unlisted.list())
      members.push({ path, listed: false, upLink: true, section: undefined });
    return members;
  }

  #findRoots(): readonly string[] {
    const mocs = this.#byTitle.list().map((path) => this.#table.idOf(path)!);
    const below = new Map<number, number[]>();
    for (const moc of mocs) {
      for (const parent of this.#belonging.mocsOf(moc)) {
        const children = below.get(parent);
        if (children === undefined) below.set(parent, [moc]);
        else children.push(moc);
      }
    }
    return mocRoots(mocs, (moc) => below.get(moc) ?? []).map((id) => this.#table.existing(id).path);
  }
}
