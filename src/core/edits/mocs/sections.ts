import type { MarkdownScan } from '../../markdown/scan.ts';
import type { TextRange } from '../../markdown/textEdit.ts';
import { fold } from '../../vault/noteName.ts';
import { folderOf } from '../../vault/notePath.ts';
import { numberless, tagWords } from '../../vault/tagWords.ts';
import { noteLists, type NoteList } from './noteLists.ts';

/** What is known of a note when its place in a MOC is looked for. */
export interface NoteFacts {
  readonly path: string;
  readonly tags: readonly string[];
  readonly isMoc: boolean;
}

/** A heading of a MOC with the text below it, up to the next heading of any level. */
export interface MocSection {
  readonly heading: string;
  readonly range: TextRange;
  /** `#tags` that stand in the section. */
  readonly inlineTags: readonly string[];
  /** The list to which a note would be added: the last one that lists a note, else the last one. */
  readonly list: NoteList | undefined;
  /** Notes that the user lists here. */
  readonly listed: readonly NoteFacts[];
}

/** A link of the MOC that lists a note, and where it stands. */
export interface ListedNote {
  readonly at: number;
  readonly note: NoteFacts;
}

/** The sections of a MOC, H1 and what stands before the first heading included. */
export function mocSections(text: string, scan: MarkdownScan, listed: readonly ListedNote[]): MocSection[] {
  const starts = [
    { heading: '', start: scan.bodyStart },
    ...scan.headings.map(({ level, text: heading, range }) => ({
      heading: level === 1 ? '' : heading,
      start: range.end,
    })),
  ];
  return starts.map(({ heading, start }, i) => {
    const end = scan.headings[i]?.range.start ?? text.length;
    const isInside = (at: number): boolean => start <= at && at < end;
    const here = listed.filter(({ at }) => isInside(at));
    const lists = noteLists(text, scan, start, end);
    const holdsNote = (list: NoteList): boolean =>
      here.some(({ at }) => list.items[0].start <= at && at < list.items.at(-1)!.end);
    return {
      heading,
      range: { start, end },
      inlineTags: scan.inlineTags.filter(({ range }) => isInside(range.start)).map(({ name }) => name),
      list: lists.findLast(holdsNote) ?? lists.at(-1),
      listed: here.map(({ note }) => note),
    };
  });
}

/**
 * The section in which a note belongs, where just one is called for by a clear sign, in this order: its heading or an
 * inline tag in it names one of the note's tags; it lists MOCs only and the note is one; most of its notes share a tag
 * with the note that no note of another section has; all of its notes are in the note's folder and no others are.
 *
 * @param ownTags the MOC's tags: every note of the MOC is likely to have them, so they say nothing
 */
export function sectionFor(
  note: NoteFacts,
  sections: readonly MocSection[],
  ownTags: readonly string[],
): MocSection | undefined {
  const usable = sections.filter(({ list }) => list !== undefined);
  const own = new Set(ownTags.map(tagKey));
  const tags = note.tags.map(tagKey).filter((tag) => !own.has(tag));
  const signs: ((section: MocSection) => boolean)[] = [
    (section) => section.heading !== '' && namesTag(section, tags),
    (section) => note.isMoc && section.listed.length > 0 && section.listed.every(({ isMoc }) => isMoc),
    (section) => tags.some((tag) => isTagOf(section, tag, usable)),
    (section) => isFolderOf(section, folderOf(note.path), usable),
  ];
  for (const sign of signs) {
    const [only, ...others] = usable.filter(sign);
    if (only !== undefined) return others.length === 0 ? only : undefined;
  }
  return undefined;
}

/** Case, joining and number of a tag's words aside. */
function tagKey(tag: string): string {
  return tag.split('/').map(wordKey).join('/');
}

function wordKey(words: string): string {
  return numberless(tagWords(words)).join('-');
}

function namesTag({ heading, inlineTags }: MocSection, tags: readonly string[]): boolean {
  const names = new Set([wordKey(heading), ...inlineTags.map(tagKey)]);
  return tags.some((tag) => names.has(tag) || names.has(tag.slice(tag.lastIndexOf('/') + 1)));
}

/** Most of the section's notes, and at least two, have the tag, and no note of another section has it. */
function isTagOf(section: MocSection, tag: string, sections: readonly MocSection[]): boolean {
  const has = ({ tags }: NoteFacts): boolean => tags.some((other) => tagKey(other) === tag);
  const count = section.listed.filter(has).length;
  if (count < 2 || count * 2 <= section.listed.length) return false;
  return sections.every((other) => other === section || !other.listed.some(has));
}

/** All of the section's notes, and at least two, are in the folder, and no note of another section is. */
function isFolderOf(section: MocSection, folder: string, sections: readonly MocSection[]): boolean {
  const isIn = ({ path }: NoteFacts): boolean => fold(folderOf(path)) === fold(folder);
  if (section.listed.length < 2 || !section.listed.every(isIn)) return false;
  const others = sections.filter((other) => other !== section && other.listed.length > 0);
  return others.length > 0 && !others.some(({ listed }) => listed.some(isIn));
}
