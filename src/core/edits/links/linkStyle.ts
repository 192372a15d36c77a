import type { LinkKind } from '../../markdown/scan.ts';
import type { NoteLink } from '../../vault/note.ts';
import { folderOf, stemOf, withoutNoteExtension } from '../../vault/notePath.ts';
import type { Vault } from '../../vault/vault.ts';
import { relativePath } from './relativePath.ts';

/** How a link to a note is written. */
export interface LinkStyle {
  readonly kind: 'wiki' | 'markdown';
  /**
   * `name`: the file name alone. `relative`: the path from the note's folder. `root`: the path from the vault's root.
   */
  readonly target: 'name' | 'relative' | 'root';
  /** The target ends in `.md`. */
  readonly extension: boolean;
  /** Blanks in a markdown target: `%20`, or as they are between angle brackets. */
  readonly blanks: 'percent' | 'angle';
}

/** What Obsidian's `app.json` says on links; keys as there. */
export interface ObsidianLinkSettings {
  readonly useMarkdownLinks?: boolean | undefined;
  readonly newLinkFormat?: 'shortest' | 'relative' | 'absolute' | undefined;
}

/** Where the style comes from, the first source that tells winning for each question. */
export interface LinkStyleSources {
  /** The user's setting. */
  readonly preferred: 'auto' | 'wiki' | 'markdown';
  /** Of the note that is edited. */
  readonly note: LinkStyleCounts;
  /** Of all notes. */
  readonly vault: LinkStyleCounts;
  /** `undefined` for a vault that Obsidian has not opened. */
  readonly obsidian: ObsidianLinkSettings | undefined;
}

/** How the links of some notes are written, as counts. They add up. */
export interface LinkStyleCounts {
  readonly wiki: FormCounts;
  readonly markdown: FormCounts;
}

interface FormCounts {
  readonly links: number;
  readonly name: number;
  readonly relative: number;
  readonly root: number;
  readonly withExtension: number;
  readonly withoutExtension: number;
  readonly percent: number;
  readonly angle: number;
}

const NONE: FormCounts = {
  links: 0,
  name: 0,
  relative: 0,
  root: 0,
  withExtension: 0,
  withoutExtension: 0,
  percent: 0,
  angle: 0,
};

/** What the counting needs of a note. */
interface LinkingNote {
  readonly path: string;
  readonly links: readonly NoteLink[];
}

/**
 * Counts how the links of notes to other notes are written. Links that lead nowhere, embeds and links in the
 * frontmatter tell nothing. A link that reads the same in two ways counts for neither of them.
 */
export function countLinkStyles(
  notes: Iterable<LinkingNote>,
  vault: Pick<Vault, 'resolveLink'>,
): LinkStyleCounts {
  const wiki = { ...NONE };
  const markdown = { ...NONE };
  for (const note of notes) {
    for (const link of note.links) {
      const kind = kindOf(link.kind);
      if (kind === undefined || link.embed || link.source === 'frontmatter' || link.target === '') continue;
      const resolution = vault.resolveLink(note.path, link);
      if (resolution.kind === 'note')
        count(kind === 'wiki' ? wiki : markdown, note.path, resolution.path, link);
    }
  }
  return { wiki, markdown };
}

function kindOf(kind: LinkKind): LinkStyle['kind'] | undefined {
  if (kind === 'wiki') return 'wiki';
  return kind === 'inline' || kind === 'definition' ? 'markdown' : undefined;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function count(counts: Writable<FormCounts>, from: string, to: string, link: NoteLink): void {
  counts.links++;
  const form = targetForm(from, to, link.target);
  if (form !== undefined) counts[form]++;
  if (/\.(?:md|markdown)$/i.test(link.target)) counts.withExtension++;
  else counts.withoutExtension++;
  if (!link.target.includes(' ')) return;
  // The target as written is longer than decoded by two for each `%20`; between angle brackets it is the same.
  const written = link.targetRange.end - link.targetRange.start;
  const decoded = link.target.length + (link.fragment === undefined ? 0 : link.fragment.length + 1);
  if (written > decoded) counts.percent++;
  else counts.angle++;
}

/** `undefined` where the target reads the same in more than one form. */
function targetForm(from: string, to: string, target: string): LinkStyle['target'] | undefined {
  const bare = withoutNoteExtension(target.trim()).replace(/^\.\//, '');
  if (bare.startsWith('/')) return 'root';
  const forms = (['name', 'relative', 'root'] as const).filter((form) => bare === bareTarget(form, from, to));
  return forms.length === 1 ? forms[0] : undefined;
}

/** The target of a link in one of the forms, without extension. */
export function bareTarget(form: LinkStyle['target'], from: string, to: string): string {
  switch (form) {
    case 'name':
      return stemOf(to);
    case 'relative':
      return withoutNoteExtension(relativePath(folderOf(from), to));
    case 'root':
      return withoutNoteExtension(to);
  }
}

/** The style for a new link in a note: its own, else the vault's, else Obsidian's, else plain markdown. */
export function learnLinkStyle({ preferred, note, vault, obsidian }: LinkStyleSources): LinkStyle {
  const kind =
    preferred === 'auto' ? (learnKind(note) ?? learnKind(vault) ?? obsidianKind(obsidian)) : preferred;
  const sources = [note[kind], vault[kind]];
  const first = <T>(read: (counts: FormCounts) => T | undefined): T | undefined =>
    sources.map(read).find((answer) => answer !== undefined);
  return {
    kind,
    target: first(learnTarget) ?? obsidianTarget(obsidian) ?? (kind === 'wiki' ? 'name' : 'relative'),
    extension:
      first((counts) => majority(counts.withExtension, counts.withoutExtension)) ?? kind === 'markdown',
    blanks: first((counts) => majority(counts.angle, counts.percent)) ? 'angle' : 'percent',
  };
}

function learnKind({ wiki, markdown }: LinkStyleCounts): LinkStyle['kind'] | undefined {
  const isWiki = majority(wiki.links, markdown.links);
  return isWiki === undefined ? undefined : isWiki ? 'wiki' : 'markdown';
}

function learnTarget({ name, relative, root }: FormCounts): LinkStyle['target'] | undefined {
  const most = Math.max(name, relative, root);
  if (most === 0) return undefined;
  return relative === most ? 'relative' : name === most ? 'name' : 'root';
}

/** `undefined` when both are as many. */
function majority(yes: number, no: number): boolean | undefined {
  return yes === no ? undefined : yes > no;
}

/** Obsidian writes wikilinks unless told otherwise; without Obsidian, markdown is what every tool can follow. */
function obsidianKind(obsidian: ObsidianLinkSettings | undefined): LinkStyle['kind'] {
  return obsidian === undefined || obsidian.useMarkdownLinks === true ? 'markdown' : 'wiki';
}

function obsidianTarget(obsidian: ObsidianLinkSettings | undefined): LinkStyle['target'] | undefined {
  switch (obsidian?.newLinkFormat) {
    case 'shortest':
      return 'name';
    case 'relative':
      return 'relative';
    case 'absolute':
      return 'root';
    case undefined:
      return undefined;
  }
}
