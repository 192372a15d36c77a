import { proseRanges } from '../markdown/prose.ts';
import type { MarkdownScan } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';
import type { Note, NoteLink } from './note.ts';
import { stemOf } from './notePath.ts';
import { areFormsOfOneWord, phraseTokens, type PhraseToken } from './phraseTokens.ts';
import { PhraseTrie } from './phraseTrie.ts';

/** Links whose words are a phrase and that are written alike: a sign that authors of this vault link that phrase. */
interface AnchorUse {
  readonly link: Pick<NoteLink, 'kind' | 'target'>;
  /** The notes that hold such a link. */
  readonly from: ReadonlySet<string>;
}

/** A note that bears a phrase as title, alias or file name. */
interface NamedNote {
  readonly path: string;
  /** The name itself, as written. */
  readonly name: string;
}

/** Words of a note that are the name of another one, or that other notes link. */
export interface Mention extends TextRange {
  /** Notes that bear the words as a name, in another form of the last word perhaps. */
  readonly named: readonly NamedNote[];
  /** Links with these words that other notes hold, the text's own note beside them perhaps. */
  readonly anchors: readonly AnchorUse[];
}

interface Phrase {
  named: NamedNote[];
  /** By kind and target. */
  readonly anchors: Map<string, AnchorUse & { readonly from: Set<string> }>;
}

/** Longer names and anchors are no phrases that a sentence would hold. */
const MAX_TOKENS = 12;

/**
 * Finds where a text names other notes: all titles, aliases, file names and link texts of the vault as one trie,
 * walked once over the prose of a note.
 */
export class MentionIndex {
  readonly #trie = new PhraseTrie<Phrase>();
  /** The nodes at which a note left something. */
  readonly #nodes = new Map<string, readonly number[]>();
  #naming = 0;

  /** Goes up when what some note is called changes, and not when a note only links or says something else. */
  get naming(): number {
    return this.#naming;
  }

  /** Adds or replaces what a note is called and what it links. */
  upsert(note: Note): void {
    const was = this.#namesOf(note.path);
    this.#take(note.path);
    const nodes = new Set<number>();
    for (const name of new Set([note.title, ...note.aliases, stemOf(note.path)])) {
      this.#put(name, nodes, (phrase) => phrase.named.push({ path: note.path, name }));
    }
    for (const link of note.links) {
      const words = anchorWords(link);
      if (words !== undefined) {
        this.#put(words, nodes, (phrase) => addAnchor(phrase, link, note.path));
      }
    }
    this.#nodes.set(note.path, [...nodes]);
    if (this.#namesOf(note.path) !== was) this.#naming++;
  }

  remove(path: string): boolean {
    if (this.#namesOf(path) !== '') this.#naming++;
    return this.#take(path);
  }

  /** All names of a note that can be found in a text, as one string; empty for none. */
  #namesOf(path: string): string {
    const names = (this.#nodes.get(path) ?? []).flatMap((node) =>
      this.#trie.value(node)!.named.filter((named) => named.path === path),
    );
    return names
      .map(({ name }) => name)
      .sort()
      .join('\n');
  }

  #take(path: string): boolean {
    const nodes = this.#nodes.get(path);
    for (const node of nodes ?? []) {
      const phrase = this.#trie.value(node)!;
      phrase.named = phrase.named.filter((named) => named.path !== path);
      for (const [key, { from }] of phrase.anchors) {
        if (from.delete(path) && from.size === 0) {
          phrase.anchors.delete(key);
        }
      }
      if (phrase.named.length + phrase.anchors.size === 0) {
        this.#trie.set(node, undefined);
      }
    }
    return this.#nodes.delete(path);
  }

  /**
   * The mentions in the prose of a text, in order, none overlapping, the longest phrase at each place. Not in code,
   * links, addresses, headings, tables, tags or frontmatter. `except` is the text's own note.
   */
  find(text: string, scan: MarkdownScan, except?: string): Mention[] {
    const mentions: Mention[] = [];
    for (const range of proseRanges(scan)) {
      const tokens = phraseTokens(text, range.start, range.end);
      this.#walk(tokens, (first, last, phrase) => {
        const start = tokens[first]!.start;
        const end = tokens[last]!.end;
        const words = text.slice(start, end);
        const named = phrase.named.filter((name) => name.path !== except && bears(name.name, words));
        const anchors = [...phrase.anchors.values()].filter(
          ({ from }) => firstOther(from, except) !== undefined,
        );
        if (named.length + anchors.length > 0) {
          mentions.push({ start, end, named, anchors });
        }
      });
    }
    return mentions;
  }

  #walk(tokens: readonly PhraseToken[], use: (first: number, last: number, phrase: Phrase) => void): void {
    const numbers = tokens.map((token) => this.#trie.tokenNumber(token.key));
    let first = 0;
    while (first < tokens.length) {
      let node = this.#trie.root;
      let longest = -1;
      let found: Phrase | undefined;
      for (let at = first; at < tokens.length; at += 1) {
        node = this.#trie.step(node, numbers[at]!);
        if (node < 0) {
          break;
        }
        const phrase = this.#trie.value(node);
        if (phrase !== undefined) {
          longest = at;
          found = phrase;
        }
      }
      if (found !== undefined) {
        use(first, longest, found);
      }
      first = Math.max(first, longest) + 1;
    }
  }

  #put(words: string, nodes: Set<number>, add: (phrase: Phrase) => void): void {
    const tokens = phraseTokens(words, 0, words.length);
    if (tokens.length > MAX_TOKENS || !tokens.some((token) => isTelling(words, token))) {
      return;
    }
    if (tokens.length === 1 && tokens[0]!.end - tokens[0]!.start < 2) {
      return;
    }
    const node = this.#trie.insert(tokens.map((token) => token.key));
    const phrase = this.#trie.value(node) ?? { named: [], anchors: new Map() };
    this.#trie.set(node, phrase);
    add(phrase);
    nodes.add(node);
  }
}

function addAnchor({ anchors }: Phrase, { kind, target }: NoteLink, path: string): void {
  const key = `${kind} ${target}`;
  const known = anchors.get(key);
  if (known === undefined) {
    anchors.set(key, { link: { kind, target }, from: new Set([path]) });
  } else {
    known.from.add(path);
  }
}

/** The first of the notes but for this one. */
export function firstOther(paths: ReadonlySet<string>, except: string | undefined): string | undefined {
  for (const path of paths) {
    if (path !== except) {
      return path;
    }
  }
  return undefined;
}

/** The words that a link shows for a note; `undefined` where it shows none or leads elsewhere. */
function anchorWords(link: NoteLink): string | undefined {
  const isElsewhere =
    link.kind === 'autolink' || link.kind === 'definition' || /^[a-z][a-z\d+.-]+:/i.test(link.target);
  if (link.source === 'frontmatter' || link.embed || link.target === '' || isElsewhere) {
    return undefined;
  }
  return link.text ?? (link.kind === 'wiki' ? stemOf(link.target) : undefined);
}

/** Numbers and signs alone (dates, versions) name nothing. */
function isTelling(words: string, token: TextRange): boolean {
  return /\p{L}/u.test(words.slice(token.start, token.end));
}

/** Whether words of a text are a name: each the same word, the last one perhaps in another form. */
function bears(name: string, words: string): boolean {
  if (name === words || name.toLowerCase() === words.toLowerCase()) {
    return true;
  }
  const left = phraseTokens(name, 0, name.length);
  const right = phraseTokens(words, 0, words.length);
  return left.every((token, at) =>
    areFormsOfOneWord(name.slice(token.start, token.end), words.slice(right[at]!.start, right[at]!.end)),
  );
}
