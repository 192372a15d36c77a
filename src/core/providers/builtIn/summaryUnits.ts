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
const ADDRESS = /\b[a-z][a-z\d+.-]*:\/\/\S+|\bwww\.\S+/gi;

const BEGINNING = /^["'“‘„«‹「『(¿¡]*[\p{L}\p{N}]/u;
/** A link and what it is about: a bookmark, which says nothing about the note that holds it. */
const BOOKMARK = /^\s*(?:[-–—:：|]|$)/;
/** Who said what stands above. */
const ATTRIBUTION = /^\s*[-–—~―]\s*\S/;

/** What of a note may stand in its summary, in order. */
export function summaryUnits(text: string, scan: MarkdownScan, part: TextRange): SummaryUnit[] {
  const isListOfLinks = linkLists(text, scan.links);
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
    if (isListOfLinks(block.range) || ATTRIBUTION.test(block.text)) {
      continue;
    }
    const place = { section, inSection, ...markersBefore(text, block.range.start) };
    splitter.split(block.text).forEach((sentence, inBlock) => {
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

/** Tells blocks that are mostly links, or begin with a link that the rest describes. Must be asked in order. */
function linkLists(text: string, links: readonly Link[]): (block: TextRange) => boolean {
  let next = 0;
  return ({ start, end }) => {
    while (next < links.length && links[next]!.range.start < start) {
      next += 1;
    }
    const first = links[next];
    let linked = 0;
    for (; next < links.length && links[next]!.range.start < end; next += 1) {
      const { range } = links[next]!;
      linked += Math.min(range.end, end) - range.start;
    }
    if (first === undefined || linked === 0) {
      return false;
    }
    const beginsSo = !/[\p{L}\p{N}]/u.test(text.slice(start, first.range.start));
    const isBookmark = beginsSo && BOOKMARK.test(text.slice(first.range.end, end).replace(/^[*_~=]+/, ''));
    return isBookmark || linked > LINKED_SHARE * (end - start) + ADDRESS_LENGTH;
  };
}

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
