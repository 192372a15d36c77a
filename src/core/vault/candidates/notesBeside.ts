import { inOneLine } from '../../markdown/lines.ts';
import { scanMarkdown } from '../../markdown/scan.ts';
import type { TextRange } from '../../markdown/textEdit.ts';
import type { MentionIndex } from '../mentions.ts';
import type { Note } from '../note.ts';
import { sentenceAround, SentenceSplitter } from '../sentences.ts';
import type { Backlink, Vault } from '../vault.ts';
import { findMentions } from './findMentions.ts';
import { findRelated } from './findRelated.ts';
import { profileNote } from './noteProfile.ts';
import type { VaultContext } from './vaultContext.ts';

/** A note beside the one at hand, and why it stands there. */
export interface NoteBeside {
  readonly path: string;
  readonly title: string;
  /** A sentence or a reason, on one line; empty where there is none to tell. */
  readonly why: string;
  /** Where in that note it stands, for those that stand somewhere; UTF-16, end exclusive. */
  readonly at?: TextRange;
  /** Words of the note at hand that could become a link. */
  readonly mention?: { readonly quote: string; readonly start: number; readonly sentence: string };
}

/** What stands beside a note. */
export interface NotesBeside {
  /** Notes that it links to, in the order of its text. */
  readonly links: readonly NoteBeside[];
  /** Notes that link to it, each link with its sentence. */
  readonly backlinks: readonly NoteBeside[];
  /** Its words that name others and are no links. */
  readonly mentions: readonly NoteBeside[];
  /** Notes that name it without a link, each with the sentence that does so. */
  readonly elsewhere: readonly NoteBeside[];
  /** The notes most like it. */
  readonly related: readonly NoteBeside[];
}

/** How many notes a group may name. */
const MENTIONS = 30;
const RELATED = 12;
/** How many notes are read to find those that name the one at hand. */
const READ_ELSEWHERE = 60;
/** Links beyond so many are shown without their sentence: nobody reads on so far. */
const TOLD_BACKLINKS = 200;
/** How many notes are read at the same time. */
const CONCURRENCY = 32;
/** A longer sentence is shown from its beginning only; UTF-16 code units. */
const LONGEST_SENTENCE = 400;

/** Where a note names another one first. */
interface Named {
  readonly at: TextRange;
  readonly why: string;
}

/**
 * Finds what stands beside a note, again and again while it is written. What other notes say of it is read once and
 * kept until they change, so that a look after some typing reads no file.
 */
export class BesideFinder {
  readonly #read: (path: string) => Promise<string | undefined>;
  readonly #splitter = new SentenceSplitter();
  /** Sentences of links by where they begin. A note that changes is another object: what is kept of it is dropped. */
  readonly #sentences = new WeakMap<Note, ReadonlyMap<number, string>>();
  /** Whether and where notes name the one that was asked about last. */
  #named = new WeakMap<Note, Named | 'nowhere'>();
  #namedFor = '';

  /** @param read a note's text as it stands, `undefined` when it is gone */
  constructor(read: (path: string) => Promise<string | undefined>) {
    this.#read = read;
  }

  /**
   * @param note as the vault knows it, of just this text
   * @returns `undefined` where the signal was aborted before the end
   */
  async find(
    context: VaultContext,
    note: Note,
    text: string,
    signal: AbortSignal,
  ): Promise<NotesBeside | undefined> {
    const { vault } = context;
    const backlinks = await this.#backlinks(vault, note.path, signal);
    const elsewhere = await this.#elsewhere(context, note, signal);
    if (signal.aborted) return undefined;
    const links = vault.outgoing(note.path).flatMap((path) => besides(vault, path, { why: '' }));
    return { links, backlinks, elsewhere, ...suggested(context, note.path, text) };
  }

  async #backlinks(vault: Vault, path: string, signal: AbortSignal): Promise<NoteBeside[]> {
    const links = vault.backlinks(path);
    await this.#readSentences(vault, links.slice(0, TOLD_BACKLINKS), signal);
    return links.flatMap(({ from, link }) => {
      const note = vault.note(from);
      const { start, end } = link.range;
      const why = (note && this.#sentences.get(note)?.get(start)) ?? '';
      return besides(vault, from, { why, at: { start, end } });
    });
  }

  async #readSentences(vault: Vault, links: readonly Backlink[], signal: AbortSignal): Promise<void> {
    const starts = new Map<Note, number[]>();
    for (const { from, link } of links) {
      const note = vault.note(from);
      if (note === undefined || this.#sentences.get(note)?.has(link.range.start)) continue;
      const own = starts.get(note);
      if (own === undefined) starts.set(note, [link.range.start]);
      else own.push(link.range.start);
    }
    const unread = [...starts];
    for (let i = 0; i < unread.length && !signal.aborted; i += CONCURRENCY) {
      await Promise.all(
        unread.slice(i, i + CONCURRENCY).map(([note, own]) => this.#readSentencesOf(note, own)),
      );
    }
  }

  async #readSentencesOf(note: Note, starts: readonly number[]): Promise<void> {
    const text = await this.#read(note.path);
    // Another text than the one that was indexed: where its links stand is not known yet.
    if (text?.length !== note.length) return;
    const known = new Map(this.#sentences.get(note));
    for (const start of starts) known.set(start, this.#sentenceAt(text, { start, end: start }));
    this.#sentences.set(note, known);
  }

  async #elsewhere(context: VaultContext, note: Note, signal: AbortSignal): Promise<NoteBeside[]> {
    const { vault, search, mentions } = context;
    const names = [note.title, ...note.aliases].join(' ');
    const key = JSON.stringify([mentions.naming, note.path, names]);
    if (key !== this.#namedFor) this.#named = new WeakMap();
    this.#namedFor = key;
    const found: NoteBeside[] = [];
    for (const { path } of search.rank(search.queryOf(names)).best(READ_ELSEWHERE, note.path)) {
      if (signal.aborted) return [];
      const other = vault.note(path);
      if (other === undefined || vault.outgoing(path).includes(note.path)) continue;
      const named = this.#named.get(other) ?? (await this.#lookFor(note.path, other, mentions));
      if (named !== 'nowhere') found.push(...besides(vault, path, named));
    }
    return found;
  }

  async #lookFor(path: string, other: Note, mentions: MentionIndex): Promise<Named | 'nowhere'> {
    const text = (await this.#read(other.path)) ?? '';
    const first = mentions
      .find(text, scanMarkdown(text), other.path)
      .find(({ named }) => named.some((one) => one.path === path));
    const at = first === undefined ? undefined : { start: first.start, end: first.end };
    const named = at === undefined ? 'nowhere' : { at, why: this.#sentenceAt(text, at) };
    if (text.length === other.length) this.#named.set(other, named);
    return named;
  }

  /** The sentence around a place, without the marks of lists, headings and links. */
  #sentenceAt(text: string, { start, end }: TextRange): string {
    const sentence = sentenceAround(text, start, end, this.#splitter);
    return inOneLine(
      sentence
        .slice(0, LONGEST_SENTENCE)
        .replace(/^\s*(?:[-*+>]|#{1,6}|\d+[.)])\s+/, '')
        .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1')
        .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1'),
    );
  }
}

/** Words of the note that name others and are no links, and the notes most related to it. */
function suggested(
  context: VaultContext,
  path: string,
  text: string,
): { readonly mentions: NoteBeside[]; readonly related: NoteBeside[] } {
  const profile = profileNote(context, path, text);
  const mentions = findMentions(profile, MENTIONS).map(
    ({ quote, start, sentence, path: other, title }): NoteBeside => ({
      path: other,
      title: quote === title ? title : `${quote} → ${title}`,
      why: inOneLine(sentence),
      mention: { quote, start, sentence },
    }),
  );
  const related = findRelated(profile, RELATED).map(({ path: other, title, why }) => ({
    path: other,
    title,
    why,
  }));
  return { mentions, related };
}

function besides(vault: Vault, path: string, told: Pick<NoteBeside, 'why' | 'at'>): NoteBeside[] {
  const note = vault.note(path);
  return note === undefined ? [] : [{ path, title: note.title, ...told }];
}
