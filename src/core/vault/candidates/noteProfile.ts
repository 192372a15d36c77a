import { scanMarkdown, type MarkdownScan } from '../../markdown/scan.ts';
import type { Note } from '../note.ts';
import { readNote } from '../noteReader.ts';
import { noteRules } from '../noteRules.ts';
import type { SearchHit } from '../search.ts';
import { termsOf } from '../terms.ts';
import type { Vault } from '../vault.ts';
import type { VaultContext } from './vaultContext.ts';
import { weighMentions, type WeighedMention } from './weighedMentions.ts';

/** What all questions about one note start from, worked out once. */
export interface NoteProfile {
  readonly context: VaultContext;
  /** The note as its text stands now; the vault may not know it yet. */
  readonly note: Note;
  readonly text: string;
  readonly scan: MarkdownScan;
  /** The terms of the text. */
  readonly words: ReadonlySet<string>;
  /** The notes most like it, best first. */
  readonly similar: readonly SearchHit[];
  /** How alike a note is: 1 for the one most like it, 0 for one that shares nothing. */
  readonly likeness: (path: string) => number;
  /** Whether folders tell how alike notes are. */
  readonly withPlaces: boolean;
  /** It belongs to a MOC. */
  readonly isFiled: boolean;
  /** Other notes that it links to. */
  readonly linked: ReadonlySet<string>;
  readonly mentioned: readonly WeighedMention[];
}

const SIMILAR_NOTES = 60;
/**
 * What likeness of meaning counts beside likeness of words. With a small embedding model, a quarter found more on both
 * halves of the notes of two vaults than a half did, and counting both alike found less than words alone.
 */
const MEANING = 0.25;

/**
 * Looks at a note before candidates are asked for.
 *
 * @param text the note as it stands, saved or not
 * @param withPlaces whether folders tell how alike notes are
 */
export function profileNote(
  context: VaultContext,
  path: string,
  text: string,
  withPlaces = true,
): NoteProfile {
  const { vault, mentions } = context;
  const known = vault.note(path);
  const isKnown = known !== undefined && known.length === text.length;
  const note = isKnown ? known : readNote(path, text, noteRules());
  const scan = scanMarkdown(text);
  const { similar, likeness } = similarNotes(context, note, text, withPlaces);
  return {
    context,
    note,
    text,
    scan,
    words: new Set(termsOf(text)),
    similar,
    likeness,
    withPlaces,
    isFiled: vault.mocsOf(path).length > 0,
    linked: new Set(isKnown ? vault.outgoing(path) : targetsOf(vault, note)),
    mentioned: weighMentions(context, path, text, mentions.find(text, scan, path)),
  };
}

/** Notes that the links of a text lead to that the vault does not know. */
function targetsOf(vault: Vault, note: Note): string[] {
  return note.links.flatMap((link) => {
    const resolution = vault.resolveLink(note.path, link);
    return resolution.kind === 'note' && resolution.path !== note.path ? [resolution.path] : [];
  });
}

/** The notes most like one: by their words, and by their meaning where that is known. */
function similarNotes(
  { search, meaning }: VaultContext,
  note: Note,
  text: string,
  withPlaces: boolean,
): Pick<NoteProfile, 'similar' | 'likeness'> {
  const words = search.rank(search.queryOf(text, note, withPlaces));
  const byWords = words.best(SIMILAR_NOTES, note.path);
  const most = byWords[0]?.score ?? 1;
  const meanings = meaning?.rank(note.path);
  if (meanings === undefined) {
    return { similar: byWords, likeness: (other) => words.scoreOf(other) / most };
  }
  const joined = (other: string): number => words.scoreOf(other) / most + MEANING * meanings.scoreOf(other);
  const similar = [...new Set([...byWords, ...meanings.best].map(({ path }) => path))]
    .map((path) => ({ path, score: joined(path) }))
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, SIMILAR_NOTES);
  const best = similar[0]?.score ?? 1;
  return { similar, likeness: (other) => joined(other) / best };
}

/** Whether a note may be proposed: not the note itself, no template, nothing that the context keeps back. */
export function isAccepted({ context, note }: NoteProfile, path: string): boolean {
  return path !== note.path && !TEMPLATE.test(path) && context.accepts?.(path) !== false;
}

/** In a folder of templates, or a drawing. */
const TEMPLATE = /(?:^|\/)templates?\/|\.excalidraw\.md$/i;
