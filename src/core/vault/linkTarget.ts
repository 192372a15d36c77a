import { splitTarget } from '../markdown/decode.ts';
import type { LinkKind } from '../markdown/scan.ts';
import { isNotePath } from './notePath.ts';

/**
 * What a link's target says before the vault is asked.
 *
 * - `own`: a heading or block of the same note.
 * - `external`: an address (`https:`, `mailto:`, `command:`, `//host`).
 * - `folder`: ends in `/`, or is `.` or `..`.
 * - `note`: may be a note.
 */
export type LinkTarget =
  { readonly kind: 'own' } | { readonly kind: 'external' } | { readonly kind: 'folder' } | NoteTarget;

export interface NoteTarget {
  readonly kind: 'note';
  /**
   * `root`: from the vault's root and nothing else (`/a/b`). `relative`: from the note's folder and nothing else
   * (`./b`, `../b`). `path`: has folders. `plain`: a name alone.
   */
  readonly form: 'root' | 'relative' | 'path' | 'plain';
  /** Without a note's extension and without the `/` of `root`. */
  readonly path: string;
  /** The last step of `path`. */
  readonly name: string;
  /** Written with `.md`: aliases and titles are not meant. */
  readonly hasNoteExtension: boolean;
  /** When there is no such note, it is a file of another kind, not a missing note. */
  readonly isFileOtherwise: boolean;
}

/** In markdown, an address begins with a scheme; what follows a scheme's colon is no blank (`[a](<Part 1: b.md>)`). */
const MARKDOWN_SCHEME = /^[a-z][a-z0-9+.-]*:(?=\S)/i;
/** In wikilinks a colon is an ordinary character, so only what cannot be a name is an address. */
const WIKI_SCHEME = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:mailto|command|data|javascript|tel|obsidian|vscode):\S)/i;

/** An extension holds a letter: `Release 1.2` has none. */
const EXTENSION = /\.(?=[0-9]*[a-z])([a-z0-9]{1,10})$/i;
/** A wikilink's last dot may be part of a name (`[[Node.js]]`), so only files that notes embed count as files. */
const EMBEDDED_FILE =
  /\.(?:png|jpe?g|gif|svg|webp|bmp|avif|ico|tiff?|heic|mp3|wav|m4a|ogg|flac|3gp|mp4|webm|mov|mkv|ogv|pdf|canvas|base|docx?|xlsx?|pptx?|odt|ods|odp|csv|json|ya?ml|html?|txt|zip|epub|excalidraw)$/i;

/** Reads a link's decoded target. */
export function readLinkTarget(kind: LinkKind, target: string): LinkTarget {
  if (kind === 'autolink') return { kind: 'external' };
  const isWiki = kind === 'wiki';
  const trimmed = target.trim();
  if (trimmed === '') return { kind: 'own' };
  if (!trimmed.includes('/') && !trimmed.includes(':') && !trimmed.startsWith('.'))
    return noteTarget(trimmed, isWiki);
  if (trimmed.startsWith('//') || (isWiki ? WIKI_SCHEME : MARKDOWN_SCHEME).test(trimmed))
    return { kind: 'external' };
  if (
    trimmed.endsWith('/') ||
    trimmed === '.' ||
    trimmed === '..' ||
    trimmed.endsWith('/..') ||
    trimmed.endsWith('/.')
  ) {
    return { kind: 'folder' };
  }
  return noteTarget(trimmed, isWiki);
}

/**
 * What a wikilink's words say when they are read as its target: Dendron puts the words first, `[[words|target]]`.
 * Only a name without folders, as Dendron's are.
 */
export function readSwappedTarget(kind: LinkKind, text: string | undefined): NoteTarget | undefined {
  if (kind !== 'wiki' || text === undefined) return undefined;
  const target = readLinkTarget(kind, splitTarget(text).target);
  return target.kind === 'note' && target.form === 'plain' ? target : undefined;
}

function noteTarget(target: string, isWiki: boolean): NoteTarget {
  const hasNoteExtension = isNotePath(target);
  const form = formOf(target);
  const isFile =
    !hasNoteExtension && target.includes('.') && (isWiki ? EMBEDDED_FILE : EXTENSION).test(target);
  return noteTargetOf(target, form, hasNoteExtension, isFile);
}

function formOf(target: string): NoteTarget['form'] {
  if (!target.includes('/')) return 'plain';
  if (target.startsWith('/')) return 'root';
  return target.startsWith('./') || target.startsWith('../') ? 'relative' : 'path';
}

/** Puts a target together again from what was told of it once. */
export function noteTargetOf(
  target: string,
  form: NoteTarget['form'],
  hasNoteExtension: boolean,
  isFileOtherwise: boolean,
): NoteTarget {
  const start = form === 'root' ? 1 : 0;
  const path = target.slice(start, hasNoteExtension ? target.lastIndexOf('.') : undefined);
  const name = form === 'plain' ? path : path.slice(path.lastIndexOf('/') + 1);
  return { kind: 'note', form, path, name, hasNoteExtension, isFileOtherwise };
}
