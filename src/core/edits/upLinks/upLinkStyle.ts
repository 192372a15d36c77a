import type { Note, NoteLink } from '../../vault/note.ts';
import { folderOf } from '../../vault/notePath.ts';
import type { Vault } from '../../vault/vault.ts';
import type { LinkStyle } from '../links/linkStyle.ts';

/** How the notes of a vault name their MOC. */
export interface UpLinkStyle {
  readonly form: 'heading' | 'line' | 'frontmatter';
  /** Of a heading: `### [Data science MOC](…)` is 3. */
  readonly level: number;
  /** The frontmatter key. */
  readonly key: string;
  /** Before or right after the note's H1, or at the end of the note. */
  readonly place: 'beforeTitle' | 'afterTitle' | 'end';
  readonly kind: LinkStyle['kind'];
}

/** A vault without a single up-link has no style yet: a line of its own below the title. */
const DEFAULT_LEVEL = 3;
const DEFAULT_KEY = 'up';
const KEYS: ReadonlySet<string> = new Set(['up', 'parent', 'moc']);

/** With as many samples beside the note, the rest of the vault is not asked. */
const ENOUGH_NEARBY = 3;

/**
 * Learns how up-links are written around a note: in its folder, or in the whole vault where its folder has too few. Each
 * note that has an up-link counts with its first.
 *
 * @param path of the note that is to get one
 * @param linkKind how links are written where no up-link tells
 */
export function learnUpLinkStyle(
  path: string,
  notes: Iterable<Note>,
  vault: Pick<Vault, 'resolveLink' | 'note'>,
  linkKind: LinkStyle['kind'],
): UpLinkStyle {
  const samples: Sample[] = [];
  for (const note of notes) {
    const link = note.isMoc ? undefined : note.links.find((each) => isUpLink(note, each, vault));
    if (link !== undefined) samples.push({ note, link });
  }
  const nearby = samples.filter(({ note }) => folderOf(note.path) === folderOf(path));
  return styleOf(nearby.length >= ENOUGH_NEARBY ? nearby : samples, linkKind);
}

interface Sample {
  readonly note: Note;
  readonly link: NoteLink;
}

function styleOf(samples: readonly Sample[], linkKind: LinkStyle['kind']): UpLinkStyle {
  const forms = new Tally<UpLinkStyle['form']>();
  const levels = new Tally<number>();
  const keys = new Tally<string>();
  const places = new Tally<UpLinkStyle['place']>();
  const kinds = new Tally<LinkStyle['kind']>();
  for (const { note, link } of samples) {
    if (link.source === 'frontmatter') {
      forms.add('frontmatter');
      keys.add(link.key ?? DEFAULT_KEY);
      continue;
    }
    const heading = note.headings.find(
      ({ range }) => range.start <= link.range.start && link.range.end <= range.end,
    );
    forms.add(heading === undefined ? 'line' : 'heading');
    if (heading !== undefined) levels.add(heading.level);
    places.add(placeOf(note, link));
    kinds.add(link.kind === 'wiki' ? 'wiki' : 'markdown');
  }
  return {
    form: forms.most() ?? 'line',
    level: levels.most() ?? DEFAULT_LEVEL,
    key: keys.most() ?? DEFAULT_KEY,
    place: places.most() ?? 'afterTitle',
    kind: kinds.most() ?? linkKind,
  };
}

/** Whether a link names a MOC of the note: alone on its line, or as the value of an `up` key. */
function isUpLink(
  note: Pick<Note, 'path'>,
  link: NoteLink,
  vault: Pick<Vault, 'resolveLink' | 'note'>,
): boolean {
  if (link.embed) return false;
  if (link.source === 'frontmatter' ? !KEYS.has(link.key?.toLowerCase() ?? '') : !link.alone) return false;
  const resolution = vault.resolveLink(note.path, link);
  return (
    resolution.kind === 'note' && resolution.path !== note.path && vault.note(resolution.path)?.isMoc === true
  );
}

function placeOf({ headings }: Note, link: NoteLink): UpLinkStyle['place'] {
  const title = headings.find((heading) => heading.level === 1);
  if (title === undefined || link.range.start < title.range.start)
    return isFirst(headings, link) ? 'beforeTitle' : 'end';
  const next = headings.find(({ range }) => range.start > title.range.start && range.end < link.range.start);
  return next === undefined ? 'afterTitle' : 'end';
}

/** No other heading stands before the link. */
function isFirst(headings: Note['headings'], link: NoteLink): boolean {
  return !headings.some(({ range }) => range.end < link.range.start);
}

/** Counts, and tells what was counted most; the first of several. */
class Tally<T> {
  readonly #counts = new Map<T, number>();

  add(value: T): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  most(): T | undefined {
    let best: T | undefined;
    for (const [value, count] of this.#counts) {
      if (best === undefined || count > this.#counts.get(best)!) best = value;
    }
    return best;
  }
}
