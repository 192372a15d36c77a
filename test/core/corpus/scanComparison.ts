import { decodePercent } from '../../../src/core/markdown/decode.ts';
import { scanMarkdown, type MarkdownScan } from '../../../src/core/markdown/scan.ts';
import type { TextRange } from '../../../src/core/markdown/textEdit.ts';
import { oracleFindings, scannerFindings, type Category, type Finding } from './mdastOracle.ts';

/** Why scanner and oracle may see a text differently, and who is to blame. */
export const classes = {
  wikilinks: 'masked: the oracle does not know [[…]] and reads references and code inside',
  'math and comments': 'masked: the oracle does not know $…$ and %%…%% and reads markdown inside',
  tags: 'masked: the oracle does not know #tags',
  'frontmatter fences': 'oracle: it also closes frontmatter with an indented fence, and never with ...',
  'headings after definitions': 'oracle: it counts the definitions before a setext heading as part of it',
  'bare URLs': "oracle: a second pass over its tree links URLs by looser rules than GFM's own",
  'image descriptions': 'nobody: code in a description is text to the oracle and a code range to the scanner',
  unexplained: 'scanner, until somebody has looked',
} as const;
export type DisagreementClass = keyof typeof classes;

export interface Disagreement {
  readonly finding: Finding;
  readonly seenBy: 'scanner' | 'oracle';
  readonly class: DisagreementClass;
}

export interface Comparison {
  /** What both found. */
  readonly agreed: readonly Category[];
  readonly disagreements: readonly Disagreement[];
}

/** Holds what the scanner finds in a note against what the oracle finds. */
export function compareWithOracle(text: string): Comparison {
  const scan = scanMarkdown(text);
  const ours = scannerFindings(text, scan);
  const theirs = oracleFindings(text);
  const placed = new Set(theirs.filter(hasPlace).map(key));
  // URLs of the oracle's second pass have no place: they are told by their target.
  const placeless = theirs.filter((finding) => !hasPlace(finding));
  const agreed: Category[] = [];
  const onlyOurs: Finding[] = [];
  for (const finding of ours) {
    const match = placeless.findIndex(
      ({ what, category }) => what === finding.what && category === finding.category,
    );
    if (placed.has(key(finding))) agreed.push(finding.category);
    else if (match >= 0) agreed.push(placeless.splice(match, 1)[0]!.category);
    else onlyOurs.push(finding);
  }
  const ourKeys = new Set(ours.map(key));
  const onlyTheirs = theirs
    .filter((finding) => hasPlace(finding) && !ourKeys.has(key(finding)))
    .concat(placeless);
  const disagreements = [
    ...onlyOurs.map((finding) => disagreement(finding, 'scanner', text, scan)),
    ...onlyTheirs.map((finding) => disagreement(finding, 'oracle', text, scan)),
  ];
  return { agreed, disagreements };
}

function disagreement(
  finding: Finding,
  seenBy: 'scanner' | 'oracle',
  text: string,
  scan: MarkdownScan,
): Disagreement {
  return { finding, seenBy, class: classify(finding, text, scan) };
}

function classify(finding: Finding, text: string, scan: MarkdownScan): DisagreementClass {
  const { start, category } = finding;
  const isBareUrl = category === 'links' && /^(?:https?:|mailto:)/i.test(finding.what);
  if (!hasPlace(finding)) {
    const inWikilink = scan.links.some(({ kind, range }) => {
      return kind === 'wiki' && decodePercent(text.slice(range.start, range.end)).includes(finding.what);
    });
    if (inWikilink) return 'wikilinks';
    return isBareUrl ? 'bare URLs' : 'unexplained';
  }
  const isIn = ({ start: from, end }: TextRange): boolean => start >= from && start < end;
  if (scan.links.some(({ kind, range }) => kind === 'wiki' && isIn(range))) return 'wikilinks';
  if (scan.opaqueRanges.some((range) => '$%'.includes(text.charAt(range.start)) && isIn(range)))
    return 'math and comments';
  if (scan.inlineTags.some(({ range }) => isIn(range))) return 'tags';
  if (start < scan.bodyStart || (scan.bodyStart === 0 && /^\uFEFF?---[ \t]*[\r\n]/.test(text)))
    return 'frontmatter fences';
  if (category === 'headings' && isSetextAfterDefinition(start, text, scan))
    return 'headings after definitions';
  if (scan.links.some(({ embed, textRange }) => embed && textRange && isIn(textRange)))
    return 'image descriptions';
  if (isBareUrl && text.charAt(start) !== '[' && text.charAt(start) !== '<') return 'bare URLs';
  return 'unexplained';
}

/** The heading begins with a definition, or right after one. */
function isSetextAfterDefinition(start: number, text: string, scan: MarkdownScan): boolean {
  const definitions = scan.links.filter(({ kind }) => kind === 'definition');
  return definitions.some(({ range }) => {
    return range.start === start || (range.end <= start && text.slice(range.end, start).trim() === '');
  });
}

function hasPlace(finding: Finding): boolean {
  return finding.start >= 0;
}

function key({ category, start, end, what }: Finding): string {
  return `${category} ${start} ${end} ${what}`;
}
