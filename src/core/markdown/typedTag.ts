import { lineRange } from './lines.ts';
import { scanMarkdown } from './scan.ts';
import type { TypedTag } from './tagPlace.ts';
import { frontmatterTagAt } from './typedFrontmatterTag.ts';

/**
 * The tag that the cursor at `offset` stands in: after `#` in prose, or in the value of `tags` or `tag` in the
 * frontmatter, be it closed yet or not. Linear in the note's length, and only where a `#` stands before the cursor.
 *
 * @example typedTagAt('Bread. #sour', 12) // { start: 8, end: 12, typed: 'sour', place: { kind: 'inline' } }
 */
export function typedTagAt(text: string, offset: number): TypedTag | undefined {
  const inFrontmatter = frontmatterTagAt(text, offset);
  return inFrontmatter === 'elsewhere' ? inlineTagAt(text, offset) : inFrontmatter;
}

function inlineTagAt(text: string, offset: number): TypedTag | undefined {
  const line = lineRange(text, offset);
  const hash = text.lastIndexOf('#', offset - 1);
  if (hash < line.start) return undefined;
  const typed = text.slice(hash + 1, offset);
  if (/\s/.test(typed) || isHeadingMark(text, line.start, hash, offset)) return undefined;
  // Whether a tag may stand here is the scanner's to say, with a letter where the next one would be typed.
  const probe = `${text.slice(0, offset)}x${text.slice(offset)}`;
  const tag = scanMarkdown(probe).inlineTags.find(({ range }) => range.start === hash);
  if (tag === undefined || tag.range.end <= offset) return undefined;
  return { start: hash + 1, end: tag.range.end - 1, typed, place: { kind: 'inline' } };
}

/** Whether the cursor is right behind the `#` of `# Heading`. */
function isHeadingMark(text: string, lineStart: number, hash: number, offset: number): boolean {
  if (offset !== hash + 1 || !/[ \t]/.test(text.charAt(offset))) return false;
  return /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*$/.test(text.slice(lineStart, hash));
}
