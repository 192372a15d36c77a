import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { decodePercent } from '../../../src/core/markdown/decode.ts';
import type { MarkdownScan } from '../../../src/core/markdown/scan.ts';

/** What the scanner and the oracle are held against each other in. */
export const categories = [
  'headings',
  'links',
  'definitions',
  'inline code',
  'fences',
  'indented code',
] as const;
export type Category = (typeof categories)[number];

/** One thing found, in a form in which both sides can be compared. */
export interface Finding {
  readonly category: Category;
  readonly start: number;
  readonly end: number;
  /** Level, target or label. */
  readonly what: string;
}

interface Node {
  readonly type: string;
  readonly children?: readonly Node[];
  readonly position?: { start: { offset?: number }; end: { offset?: number } };
  readonly url?: string;
  readonly depth?: number;
  readonly label?: string | null;
}

/** What `mdast-util-from-markdown`, with GFM and frontmatter, finds in a note. */
export function oracleFindings(text: string): Finding[] {
  const tree = fromMarkdown(text, {
    extensions: [gfm(), frontmatter(['yaml'])],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml'])],
  }) as Node;
  // mdast counts offsets without the BOM.
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const found: Finding[] = [];
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    pending.push(...(node.children ?? []));
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    const finding = describe(node, text, (start ?? -1 - shift) + shift, (end ?? -1 - shift) + shift);
    if (finding) found.push(finding);
  }
  return found;
}

function describe(node: Node, text: string, start: number, end: number): Finding | undefined {
  switch (node.type) {
    case 'heading':
      return { category: 'headings', start, end: 0, what: `h${node.depth}` };
    case 'link':
    case 'image':
      return { category: 'links', start, end, what: decodePercent(node.url ?? '') };
    case 'linkReference':
    case 'imageReference':
      return { category: 'links', start, end, what: 'reference' };
    case 'definition':
      return { category: 'definitions', start, end: 0, what: decodePercent(node.url ?? '') };
    case 'inlineCode':
      return { category: 'inline code', start, end, what: '' };
    case 'code': {
      const isFenced = text[start] === '`' || text[start] === '~';
      // The oracle counts the last blanks of an unclosed block where nothing follows.
      end = start + text.slice(start, end).trimEnd().length;
      return { category: isFenced ? 'fences' : 'indented code', start, end, what: '' };
    }
    default:
      return undefined;
  }
}

/** What a scan holds of the kinds that the oracle knows. */
export function scannerFindings(text: string, scan: MarkdownScan): Finding[] {
  const found: Finding[] = [];
  for (const heading of scan.headings) {
    found.push({ category: 'headings', start: heading.range.start, end: 0, what: `h${heading.level}` });
  }
  for (const link of scan.links) {
    const { start, end } = link.range;
    const target = link.target + (link.fragment === undefined ? '' : `#${link.fragment}`);
    if (link.kind === 'definition') found.push({ category: 'definitions', start, end: 0, what: target });
    else if (link.kind === 'reference') found.push({ category: 'links', start, end, what: 'reference' });
    else if (link.kind !== 'wiki') found.push({ category: 'links', start, end, what: target });
  }
  for (const { kind, start, end } of scan.codeRanges) {
    const category = kind === 'inline' ? 'inline code' : kind === 'fenced' ? 'fences' : 'indented code';
    found.push({ category, start, end: start + text.slice(start, end).trimEnd().length, what: '' });
  }
  return found;
}
