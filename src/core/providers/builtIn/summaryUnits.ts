import { plainBlocks } from '../../markdown/plainText.ts';
import { scanMarkdown } from '../../markdown/scan.ts';
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
/** A point of a list that is no sentence needs more. */
const MIN_POINT_TERMS = 6;

const SENTENCE_END = /[.!?。！？…؟।]["'”’»)\]）」』]*$/u;
/** Announces what follows, holds a place, or tells where something comes from. */
const NO_STATEMENT =
  /[:：,，;]$|^\W*(?:TODO|FIXME|TBD)\b|^\s*[\p{L}_-]{1,20}::|^(?:via|source|see|from|photo|image|quelle|siehe|vgl|fuente|fonte|voir|来源|出典|参考|출처|источник|см)\b[:\s]|\{\{.*\}\}/iu;
const ADDRESS = /\b[a-z][a-z\d+.-]*:\/\/\S+|\bwww\.\S+/gi;

/** What of a note may stand in its summary, in order. */
export function summaryUnits(text: string, part: TextRange): SummaryUnit[] {
  const scan = scanMarkdown(text);
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

function saysSomething({ text, terms, isSentence }: SummaryUnit): boolean {
  const least = (isSentence ? MIN_TERMS : MIN_POINT_TERMS) + (isMostlyUnspaced(text) ? 2 : 0);
  return (
    terms.length >= least && terms.length <= MAX_TERMS && !NO_STATEMENT.test(text) && isMostlyWords(text)
  );
}

/** Not an address, a row of numbers or a command. */
function isMostlyWords(text: string): boolean {
  const letters = text.replace(ADDRESS, '').match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return letters > 0.6 * text.replace(/\s/g, '').length;
}
