import { SENTENCES } from '../../assistant/summaryLength.ts';
import { scanMarkdown } from '../../markdown/scan.ts';
import type { TextRange } from '../../markdown/textEdit.ts';
import { termsOf } from '../../vault/terms.ts';
import { summaryUnits, type SummaryUnit } from './summaryUnits.ts';

/** What a further sentence from a section, and words that were said already, cost. */
const SAME_SECTION_COST = 0.25;
/** What the first sentence from a section that holds all of the note would gain. */
const NEW_SECTION = 0.6;
/** A single sentence must hold this share of the note's text to stand for the note. */
const LEAST_SHARE = 0.2;
const REPETITION_COST = 0.9;
/** Where sentences are less than this share of a note, only those that introduce it tell what it is about; */
const MUCH_PROSE = 0.25;
/** and where they are less than this, all others are asides to lists and code. */
const LEAST_PROSE = 0.15;
/** Further words that a sentence must have which names what the title names. */
const LEAST_NEWS = 2;

/**
 * The sentences that say most of what a note says, verbatim but for markup, in the order of the note: those that
 * come early and early in their section, and whose words recur in the note. Fewer for a short note; none for a note
 * without prose.
 */
export function summarize(
  title: string,
  text: string,
  part: TextRange,
  length: keyof typeof SENTENCES,
): readonly string[] {
  const scan = scanMarkdown(text);
  const heading = scan.headings.find(({ level }) => level === 1)?.text ?? '';
  const name = new Set(termsOf(title));
  const subject = new Set([...name, ...termsOf(heading)]);
  const units = speakingForAll(
    summaryUnits(text, scan, part).filter(
      ({ terms }) => terms.filter((term) => !subject.has(term)).length > LEAST_NEWS,
    ),
    part,
    scan.headings.findIndex(({ level }) => level === 1) + 1,
  );
  const weights = termWeights(units, name);
  const shares = sectionShares(units);
  const values = units.map(
    (unit, place) => valueOf(unit, place, units.length, weights) + aboutness(unit, subject, name),
  );
  const chosen = new Set<number>();
  while (chosen.size < Math.min(SENTENCES[length], units.length)) {
    const best = bestOf(units, values, chosen, weights, shares);
    if (best === undefined) {
      break;
    }
    chosen.add(best);
  }
  return [...chosen].sort((a, b) => a - b).map((place) => units[place]!.text);
}

/**
 * Those that can stand for the whole: all of a text; of what is mostly lists and code only those that introduce it.
 *
 * @param introduction the last section that does so: the one after the title's
 */
function speakingForAll(
  units: readonly SummaryUnit[],
  { start, end }: TextRange,
  introduction: number,
): readonly SummaryUnit[] {
  const prose = units.reduce((sum, unit) => sum + unit.text.length, 0) / (end - start);
  if (units.length === 1) {
    return prose < LEAST_SHARE ? [] : units;
  }
  if (prose >= MUCH_PROSE) {
    return units;
  }
  const introducing = units.filter(({ section }) => section <= introduction);
  return introducing.length > 0 || prose < LEAST_PROSE ? introducing : units;
}

/** Which part of what could be said stands in each section. */
function sectionShares(units: readonly SummaryUnit[]): Map<number, number> {
  const shares = new Map<number, number>();
  for (const { section } of units) {
    shares.set(section, (shares.get(section) ?? 0) + 1 / units.length);
  }
  return shares;
}

/** How much each term says about the note: the more often the more, but for what stands everywhere. */
function termWeights(units: readonly SummaryUnit[], inTitle: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const unit of units) {
    for (const term of new Set(unit.terms)) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  const weights = new Map<string, number>();
  for (const [term, count] of counts) {
    const share = count / units.length;
    // Short words are mostly function words; so are words in a third of all sentences, unless the title has them.
    const isCommon =
      (term.length < 4 && /^[\p{L}]+$/u.test(term) && /^[\u0000-\u052f]/.test(term)) ||
      (units.length > 8 && share > 0.3);
    weights.set(term, inTitle.has(term) ? 2 : isCommon ? 0 : Math.log(1 + count));
  }
  return weights;
}

function valueOf(
  unit: SummaryUnit,
  place: number,
  total: number,
  weights: ReadonlyMap<string, number>,
): number {
  const own = new Set(unit.terms);
  let sum = 0;
  for (const term of own) {
    sum += weights.get(term) ?? 0;
  }
  const content = sum / (own.size + 6);
  const lead = 1.5 / (1 + place / 4) + (1 - place / total) * 0.3;
  const sectionLead =
    unit.inSection === 0 && unit.inBlock === 0 ? 0.35 : unit.inSection < 2 && unit.inBlock === 0 ? 0.15 : 0;
  const form = (unit.isSentence ? 0.25 : 0) - unit.indent * 0.02 - (unit.kind === 'quote' ? 0.5 : 0);
  return content + lead + sectionLead + form + refersBack(unit.text) - (LABELLED.test(unit.text) ? 0.4 : 0);
}

/** A short label and what belongs to it. */
const LABELLED = /^[^.:：]{1,40}[:：](?:\s|[\u3000-\u9fff])/u;

/** What it counts that a sentence names the note's subject. */
const ABOUT_SUBJECT = 0.4;

/** What it counts further that it begins with the note's name, as one that tells what the thing is. */
const ABOUT_NAME = 0.5;
const BEGINNING_TERMS = 3;

function aboutness(unit: SummaryUnit, subject: ReadonlySet<string>, name: ReadonlySet<string>): number {
  const isIn = (terms: readonly string[], set: ReadonlySet<string>): boolean =>
    terms.some((term) => term.length > 1 && set.has(term));
  return (
    (isIn(unit.terms, subject) ? ABOUT_SUBJECT : 0) +
    (isIn(unit.terms.slice(0, BEGINNING_TERMS), name) ? ABOUT_NAME : 0)
  );
}

/** A sentence that leans on the one before it reads badly alone. */
function refersBack(text: string): number {
  return /^(?:this|that|these|those|it|they|he|she|however|but|so|instead|therefore|otherwise|well|both|and|also|then|dies|diese[rs]?|das|sie|er|es|aber|cela|ce|cette|ils?|elles?|mais|est[eao]s?|pero|isso|mas|это|они|он|но|这|那|它|但|これ|それ|しかし|이것|그것|그러나)(?![\p{L}])/iu.test(
    text,
  )
    ? -0.35
    : 0;
}

function bestOf(
  units: readonly SummaryUnit[],
  values: readonly number[],
  chosen: ReadonlySet<number>,
  weights: ReadonlyMap<string, number>,
  shares: ReadonlyMap<number, number>,
): number | undefined {
  let best: number | undefined;
  let bestValue = -Infinity;
  units.forEach((unit, place) => {
    if (chosen.has(place)) {
      return;
    }
    const others = [...chosen].map((other) => units[other]!);
    const repetition = Math.max(0, ...others.map((other) => overlap(unit, other, weights)));
    const sameSection = others.filter((other) => other.section === unit.section).length;
    const fresh = sameSection === 0 ? NEW_SECTION * Math.sqrt(shares.get(unit.section)!) : 0;
    const value = values[place]! + fresh - REPETITION_COST * repetition - SAME_SECTION_COST * sameSection;
    if (repetition < 0.8 && value > bestValue) {
      best = place;
      bestValue = value;
    }
  });
  return best;
}

/** The share of a unit's weight that the other one says too, 0 to 1. */
function overlap(unit: SummaryUnit, other: SummaryUnit, weights: ReadonlyMap<string, number>): number {
  const said = new Set(other.terms);
  let common = 0;
  let all = 0;
  for (const term of new Set(unit.terms)) {
    const weight = (weights.get(term) ?? 0) + 0.1;
    all += weight;
    common += said.has(term) ? weight : 0;
  }
  return all === 0 ? 0 : common / all;
}
