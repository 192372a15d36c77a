import type { Frontmatter } from './frontmatter.ts';
import type { FrontmatterScalar } from './frontmatterPlain.ts';
import { frontmatterStrings } from './frontmatterStrings.ts';
import type { TextRange } from './textEdit.ts';

/** A tag in the frontmatter. */
export interface FrontmatterTag {
  /** As written, without `#`. */
  readonly name: string;
  /** The name in the text, without quotes and `#`; `undefined` where YAML hides it behind escapes or line breaks. */
  readonly range: TextRange | undefined;
}

/**
 * Whether a frontmatter key holds the note's tags: `tags` or `tag`, in any case.
 *
 * @example isTagKey('Tags') // true
 */
export function isTagKey(key: string): boolean {
  return (key.length === 4 || key.length === 3) && /^tags?$/i.test(key);
}

/**
 * The tags of a note's frontmatter, in the order of the text; a tag that stands there twice comes twice. An item
 * of a list is one tag, blanks and all. A single text is split at its commas, or at its blanks where it has none.
 *
 * @example
 * // '---\ntags: [data-science, "#llms"]\n---\n'
 * frontmatterTags(text, parseFrontmatter(text)) // names: data-science, llms
 */
export function frontmatterTags(text: string, frontmatter: Frontmatter): FrontmatterTag[] {
  const tags: FrontmatterTag[] = [];
  if (frontmatter.kind !== 'yaml') return tags;
  for (const key in frontmatter.data) {
    if (!isTagKey(key)) continue;
    const value = frontmatter.data[key];
    if (value === null || value === '') continue;
    const isList = Array.isArray(value);
    for (const scalar of frontmatterStrings(text, frontmatter)) {
      if (scalar.key !== key || scalar.isNested === true) continue;
      if (isList) addTag(scalar, 0, scalar.value.length, text, tags);
      else addParts(scalar, text, tags);
    }
  }
  return tags;
}

function addParts(scalar: FrontmatterScalar, text: string, into: FrontmatterTag[]): void {
  for (const part of splitTags(scalar.value)) addTag(scalar, part.start, part.end, text, into);
}

/**
 * The parts of a text that stands for several tags, blanks around them left out: split at commas, or at blanks where
 * it has none.
 *
 * @example splitTags('data science, llms') // [{ start: 0, end: 12 }, { start: 14, end: 18 }]
 */
export function splitTags(value: string): TextRange[] {
  const parts = value.includes(',') ? /[^\s,](?:[^,]*[^\s,])?/g : /\S+/g;
  return Array.from(value.matchAll(parts), (part) => ({
    start: part.index,
    end: part.index + part[0].length,
  }));
}

/** Adds the tag that `start`–`end` of the scalar's value spells, if it spells one. */
function addTag(
  scalar: FrontmatterScalar,
  start: number,
  end: number,
  text: string,
  into: FrontmatterTag[],
): void {
  const { value, range } = scalar;
  let from = start;
  let to = end;
  while (from < to && isBlank(value.charCodeAt(from))) from++;
  while (from < to && value.charCodeAt(from) === 35) from++;
  while (to > from && isBlank(value.charCodeAt(to - 1))) to--;
  if (from === to) return;
  const isAsWritten = range.end - range.start === value.length && text.startsWith(value, range.start);
  const tagRange = isAsWritten ? { start: range.start + from, end: range.start + to } : undefined;
  into.push({ name: value.slice(from, to), range: tagRange });
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
