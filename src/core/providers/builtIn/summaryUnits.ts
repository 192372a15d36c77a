import { plainBlocks } from '../../markdown/plainText.ts';
import type { Link, MarkdownScan } from '../../markdown/scan.ts';
import type { TextRange } from '../../markdown/textEdit.ts';
import { SentenceSplitter } from '../../vault/sentences.ts';
import { isMostlyUnspaced, termsOf } from '../../vault/terms.ts';

/** A sentence or point of a note that a summary could take, as it stands there but for markup. */
export interface SummaryUnit {
  readonly text: string;
  readonly terms: readonly string[];
  readonly kind: 'paragraph' | 'item' | 'quote';
  /** Place of the heading above it; -1 before the first. */
  readonly section: number;
  /** Place of the sentence in its block, and of the block among those of its section. */
  readonly inBlock: number;
  readonly inSection: number;
  /** Columns by which a list item is indented. */
  readonly indent: number;
  /** It ends as a sentence does. */
  readonly isSentence: boolean;
}

/** Terms (words, or pairs of characters) that something must have to say something, and that one can read at a glance. */
const MIN_TERMS = 5;
const MAX_TERMS = 60;
/** A point of a list needs more: shorter ones are things to eat or to buy; one without a full stop needs most. */
const MIN_ITEM_TERMS = 7;
const MIN_POINT_TERMS = 8;
/** From this share of its words in capitals on, a point is a title or a row of names. */
const TITLE_SHARE = 0.6;
/** From this share of its characters in links on, a block is a list of links. */
const LINKED_SHARE = 0.5;

const SENTENCE_END = /[.!?。！？…؟।]["'”’»)\]）」』]*$/u;
/** Announces what follows, holds a place, or tells where something comes from. */
const NO_STATEMENT =
  /[:：,，;]$|^\W*(?:TODO|FIXME|TBD)\b|^\s*[\p{L}_-]{1,20}::|^(?:via|source|see|from|photo|image|quelle|siehe|vgl|fuente|fonte|voir|来源|出典|参考|출처|источник|см)\b[:\s]|\{\{.*\}\}/iu;
const TAG = /^#[\p{L}\p{N}_/-]+$/u;
const ADDRESS = /\b[a-z][a-z\d+.-]*:\/\/\S+|\bwww\.\S+/gi;

const BEGINNING = /^["'“‘„«‹「『(¿¡]*[\p{L}\p{N}]/u;
/** A link and what it is about: a bookmark, which says nothing about the note that holds it. */
const BOOKMARK = /^\s*(?:[-–—:：|]|$)/;
/** Who said what stands above. */
const ATTRIBUTION = /^\s*[-–—~―]\s*\S/;

/** What of a note may stand in its summary, in order. */
export function summaryUnits(text: string, scan: MarkdownScan, part: TextRange): SummaryUnit[] {
  const linksOf = linksByBlock(scan.links);
  const splitter = new SentenceSplitter();
  const units: SummaryUnit[] = [];
  let section = -1;
  let inSection = -1;
  for (const block of plainBlocks(text, scan)) {
    if (block.kind === 'heading') {
      section += 1;
      inSection = -1;
    }
    if (block.kind !== 'paragraph' || block.range.start < part.start || block.range.end > part.end) {
      continue;
    }
    inSection += 1;
    const links = linksOf(block.range);
    if (isListOfLinks(text, block.range, links) || ATTRIBUTION.test(block.text)) {
      continue;
    }
    const place = { section, inSection, ...markersBefore(text, block.range.start) };
    splitter.split(withoutSource(block.text, links.at(-1))).forEach((split, inBlock) => {
      const sentence = withoutLastTags(split);
      const unit = {
        text: sentence,
        terms: termsOf(sentence),
        isSentence: SENTENCE_END.test(sentence),
        inBlock,
        ...place,
      };
      if (saysSomething(unit)) {
        units.push(unit);
      }
    });
  }
  return units;
}

function markersBefore(text: string, start: number): Pick<SummaryUnit, 'kind' | 'indent'> {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const isItem = /[-*+\d.)][ \t]*$/.test(before);
  const indentation = /^[ \t]*/.exec(before)![0];
  return {
    kind: isItem ? 'item' : before.includes('>') ? 'quote' : 'paragraph',
    indent: isItem ? indentation.replaceAll('\t', '    ').length : 0,
  };
}

/** Tells which links stand in a block. Must be asked in order. */
function linksByBlock(links: readonly Link[]): (block: TextRange) => readonly Link[] {
  let next = 0;
  return ({ start, end }) => {
    while (next < links.length && links[next]!.range.start < start) {
      next += 1;
    }
    const first = next;
    while (next < links.length && links[next]!.range.start < end) {
      next += 1;
    }
    return links.slice(first, next);
  };
}

/** Whether a block is mostly links, or begins with a link that the rest describes. */
function isListOfLinks(text: string, block: TextRange, links: readonly Link[]): boolean {
  const [first] = links;
  if (first === undefined) {
    return false;
  }
  const linked = links.reduce((sum, { range }) => sum + Math.min(range.end, block.end) - range.start, 0);
  const beginsSo = !/[\p{L}\p{N}]/u.test(text.slice(block.start, first.range.start));
  const isBookmark =
    beginsSo && BOOKMARK.test(text.slice(first.range.end, block.end).replace(/^[*_~=]+/, ''));
  return isBookmark || linked > LINKED_SHARE * (block.end - block.start) + ADDRESS_LENGTH;
}

/**
 * Without a last link that leads to where the text comes from, as reading services put it behind what was marked
 * there: `… ([View Highlight](https://…))`, `… — location: [1407](kindle://…)`.
 */
function withoutSource(plain: string, last: Link | undefined): string {
  if (last?.text === undefined || last.text === '' || !EXTERNAL.test(last.target)) {
    return plain;
  }
  const at = plain.lastIndexOf(last.text);
  const behind = plain.slice(at + last.text.length).trim();
  const opening = behind === ')' ? /\s*\($/ : behind === '' ? /\s+[-–—]\s+(?:\p{L}+:?\s*)?$/u : undefined;
  const from = Math.max(0, at - LONGEST_OPENING);
  const found = opening?.exec(plain.slice(from, at));
  return found ? plain.slice(0, from + found.index) : plain;
}

/** Without the tags behind it, which sort the note and say nothing. */
function withoutLastTags(sentence: string): string {
  let kept = sentence;
  for (let at = kept.lastIndexOf(' #'); at > 0 && TAG.test(kept.slice(at + 1)); at = kept.lastIndexOf(' #')) {
    kept = kept.slice(0, at).trimEnd();
  }
  return kept;
}

/** How far before a link the words that introduce it as a source may begin. */
const LONGEST_OPENING = 40;
const EXTERNAL = /^[a-z][a-z\d+.-]*:/i;
/** What the address of one link in a sentence may take up. */
const ADDRESS_LENGTH = 60;

function saysSomething({ text, terms, isSentence, kind }: SummaryUnit): boolean {
  if (!BEGINNING.test(text) || (!isSentence && isTitle(text))) {
    return false;
  }
  const least = isSentence ? (kind === 'item' ? MIN_ITEM_TERMS : MIN_TERMS) : MIN_POINT_TERMS;
  return (
    terms.length >= least + (isMostlyUnspaced(text) ? 2 : 0) &&
    terms.length <= MAX_TERMS &&
    !NO_STATEMENT.test(text) &&
    isMostlyWords(text)
  );
}

/** Most words begin with a capital, or the first one with none where the script has them. */
function isTitle(text: string): boolean {
  const starts = [...text.matchAll(/(?<![\p{L}\p{N}])\p{L}/gu)].map(([letter]) => letter);
  const capitals = starts.filter((letter) => letter !== letter.toLowerCase()).length;
  const isSmall = /^\P{L}*\p{Ll}/u.test(text);
  return isSmall || capitals >= TITLE_SHARE * starts.length;
}

/** Not an address, a row of numbers or a command. */
function isMostlyWords(text: string): boolean {
  const letters = text.replace(ADDRESS, '').match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return letters > 0.6 * text.replace(/\s/g, '').length;
}
