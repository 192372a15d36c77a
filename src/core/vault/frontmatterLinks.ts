import { scanMarkdown } from '../markdown/scan.ts';
import type { Link } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';

/** A link inside a frontmatter value. */
export interface FrontmatterLink extends Link {
  /** The top-level key under which it stands. */
  readonly key: string;
}

const KEY_LINE = /^(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#:[\]{},-][^:\n]*?))[ \t]*:(?:[ \t]|\r?$)/;
const WIKI = /!?\[\[[^[\]\n]+\]\]/g;
const INLINE = /!?\[[^[\]\n]{0,500}\]\((?:<[^<>\n]{0,1000}>|[^\s()\n]{1,1000})\)/g;

/**
 * Links in frontmatter values, `[[…]]` and `[…](…)`, found in the raw block so that their ranges are exact whatever
 * the YAML style (an unquoted `up: [[A]]` is a list in a list to YAML and a link to its author).
 */
export function frontmatterLinks(text: string, block: TextRange): FrontmatterLink[] {
  const raw = text.slice(block.start, block.end);
  if (!raw.includes('[[') && !raw.includes('](')) return [];
  const found: FrontmatterLink[] = [];
  let key = '';
  let at = block.start;
  for (const line of raw.split('\n')) {
    const match = KEY_LINE.exec(line);
    if (match !== null) key = (match[1] ?? match[2] ?? match[3] ?? '').trim();
    if (line.includes('[') && !/^\s*#/.test(line)) {
      for (const link of linksOfLine(line)) found.push({ ...moved(link, at), key });
    }
    at += line.length + 1;
  }
  return found;
}

function linksOfLine(line: string): Link[] {
  return [...line.matchAll(WIKI), ...line.matchAll(INLINE)]
    .sort((a, b) => a.index - b.index)
    .flatMap((match) => scanMarkdown(match[0]).links.map((link) => moved(link, match.index)));
}

function moved(link: Link, by: number): Link {
  return {
    ...link,
    range: shift(link.range, by),
    targetRange: shift(link.targetRange, by),
    textRange: link.textRange === undefined ? undefined : shift(link.textRange, by),
  };
}

function shift(range: TextRange, by: number): TextRange {
  return { start: range.start + by, end: range.end + by };
}
