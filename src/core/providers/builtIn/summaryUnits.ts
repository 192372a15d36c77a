import { scanMarkdown } from '../../markdown/scan.ts';
import type { TextRange } from '../../markdown/textEdit.ts';
import { PlainText } from '../../vault/plainText.ts';
import { proseBlocks, type ProseBlock } from '../../vault/prose.ts';
import { SentenceSplitter } from '../../vault/sentences.ts';
import { isMostlyUnspaced, termsOf } from '../../vault/terms.ts';

/** A sentence or point of a note that a summary could take, as it stands there but for markup. */
export interface SummaryUnit {
  readonly text: string;
  readonly terms: readonly string[];
  readonly kind: ProseBlock['kind'];
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
  const plain = new PlainText(text, scan);
  const splitter = new SentenceSplitter();
  const units: SummaryUnit[] = [];
  let section: number | undefined;
  let inSection = 0;
  for (const block of proseBlocks(text, scan)) {
    const isOutside = block.lines[0]!.start < part.start || block.lines.at(-1)!.end > part.end;
    if (isOutside || block.lines.every((line) => plain.isLinksOnly(line))) {
      continue;
    }
    inSection = block.section === section ? inSection + 1 : 0;
    section = block.section;
    splitter.split(plain.ofBlock(block)).forEach((sentence, inBlock) => {
      const unit = unitOf(sentence, block, inBlock, inSection);
      if (unit !== undefined) {
        units.push(unit);
      }
    });
  }
  return units;
}

function unitOf(
  text: string,
  block: ProseBlock,
  inBlock: number,
  inSection: number,
): SummaryUnit | undefined {
  const terms = termsOf(text);
  const isSentence = SENTENCE_END.test(text);
  const least = (isSentence ? MIN_TERMS : MIN_POINT_TERMS) + (isMostlyUnspaced(text) ? 2 : 0);
  const isWrongLength = terms.length < least || terms.length > MAX_TERMS;
  if (isWrongLength || NO_STATEMENT.test(text) || !isMostlyWords(text)) {
    return undefined;
  }
  const { kind, section, indent } = block;
  return { text, terms, kind, section, indent, inBlock, inSection, isSentence };
}

/** Not an address, a row of numbers or a command. */
function isMostlyWords(text: string): boolean {
  const letters = text.replace(ADDRESS, '').match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return letters > 0.6 * text.replace(/\s/g, '').length;
}
