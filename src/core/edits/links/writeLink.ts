import { scanMarkdown, type Link } from '../../markdown/scan.ts';
import { fileNameOf, folderOf, stemOf } from '../../vault/notePath.ts';
import type { Vault } from '../../vault/vault.ts';
import { escapeInline } from '../escapeMarkdown.ts';
import { bareTarget, type LinkStyle } from './linkStyle.ts';

/** A link to be written. */
export interface WantedLink {
  /** The note in which it will stand. */
  readonly from: string;
  /** The note to which it leads; it must be in the vault. */
  readonly to: string;
  /** What a reader sees. */
  readonly text: string;
  /** The text is markdown of the note itself and stays as it is; otherwise it is plain and gets escaped. */
  readonly isSource?: boolean;
}

/**
 * The link in the style wanted, or in the nearest one in which it leads where it should: a name that two notes bear
 * becomes a path, a title that a wikilink cannot hold becomes a markdown link. Every link is read back and resolved
 * before it is given out.
 *
 * @returns `undefined` when no form of it leads to the note
 * @example writeLink({ from: 'a.md', to: 'Data science.md', text: 'Data science' }, style, vault)
 * // '[Data science](Data%20science.md)'
 */
export function writeLink(
  wanted: WantedLink,
  style: LinkStyle,
  vault: Pick<Vault, 'resolveLink'>,
): string | undefined {
  return stylesFor(style)
    .map((each) => (each.kind === 'wiki' ? wikiLink(wanted, each) : markdownLink(wanted, each)))
    .find((link) => link !== undefined && leadsTo(link, wanted, vault));
}

/** The style itself, then what differs from it as little as can be. */
function stylesFor(style: LinkStyle): LinkStyle[] {
  const targets = new Set([style.target, 'relative', 'root'] as const);
  const inKind = [...targets].flatMap((target) => [
    { ...style, target },
    { ...style, target, extension: true },
  ]);
  if (style.kind === 'markdown') return inKind;
  return [...inKind, { ...style, kind: 'markdown', target: 'relative', extension: true }];
}

function wikiLink({ from, to, text }: WantedLink, style: LinkStyle): string | undefined {
  const bare = bareTarget(style.target, from, to);
  const target = style.extension ? bare + extensionOf(to) : bare;
  if (/[[\]|#^\r\n]|%%/.test(target)) return undefined;
  if (text === target || text === bare) return `[[${target}]]`;
  return /[[\]|\r\n]/.test(text) ? undefined : `[[${target}|${text}]]`;
}

function markdownLink({ from, to, text, isSource }: WantedLink, style: LinkStyle): string {
  const bare = bareTarget(style.target, from, to);
  const path = style.extension ? bare + extensionOf(to) : bare;
  // `a: b.md` would read as an address.
  const target = /^[a-z][a-z0-9+.-]*:/i.test(path) ? `./${path}` : path;
  return `[${isSource ? text : escapeInline(text)}](${encodeTarget(target, style.blanks)})`;
}

function extensionOf(path: string): string {
  return fileNameOf(path).slice(stemOf(path).length);
}

function encodeTarget(path: string, blanks: LinkStyle['blanks']): string {
  const encoded = path.replace(/[%#?<>\\^`{|}"\u0000-\u001f\u007f]/g, encodeURIComponent);
  if (blanks === 'angle' && /\s/.test(encoded)) return `<${encoded}>`;
  // Square brackets end no target, but some readers take them for the beginning of a link.
  return encoded.replace(/[\s()[\]]/g, (character) =>
    character === '(' ? '%28' : character === ')' ? '%29' : encodeURIComponent(character),
  );
}

/** The link as written is one link, and leads to the note. */
function leadsTo(written: string, wanted: WantedLink, vault: Pick<Vault, 'resolveLink'>): boolean {
  const { links } = scanMarkdown(`x ${written} x`);
  const [link] = links;
  if (links.length !== 1 || link === undefined || link.range.start !== 2) return false;
  if (link.range.end !== written.length + 2 || link.embed) return false;
  return resolvesTo(link, wanted.from, wanted.to, vault);
}

/** Whether a link means this note and, as far as the vault can tell, no other. */
function resolvesTo(link: Link, from: string, to: string, vault: Pick<Vault, 'resolveLink'>): boolean {
  const resolution = vault.resolveLink(from, link);
  if (resolution.kind !== 'note' || resolution.path !== to) return false;
  if (resolution.ambiguousWith.length === 0 || link.target.includes('/')) return true;
  // Tools differ on which of several notes a bare name means; a markdown link means the one beside it.
  return link.kind !== 'wiki' && folderOf(from) === folderOf(to);
}
