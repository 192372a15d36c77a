/** Abbreviations that end in a full stop and no sentence, in the languages where we met them. Lower case. */
const ABBREVIATIONS = new Set(
  (
    'dr mr mrs ms prof st vs e.g i.e cf fig figs eq no nos vol pp p ch sec ca approx inc ltd co corp jr sr dept est ' +
    'z.b d.h u.a bzw nr abb str bspw sog ggf evtl vgl s hrsg geb inkl exkl max min ' +
    'p.ex par.ex env av m mm mme mlle sra srta ud uds pág págs núm ej p.ej aprox ' +
    'т.е т.д т.п др г гг ул им см рис стр т н.э'
  ).split(' '),
);

const LAST_WORD = /([\p{L}\p{M}]+(?:\.[\p{L}\p{M}]+)*)\.["'”’)\]]*\s*$/u;
const STARTS_SMALL = /^["'“‘(\[]*\p{Ll}/u;
/** A list number or the like, which the rules of Unicode take for a sentence. */
const NUMBER_ONLY = /^\s*(?:\d+|\p{L})[.)]\s*$/u;

/** Splits prose into sentences, in any language. Make one and keep it: setting up takes a millisecond. */
export class SentenceSplitter {
  readonly #segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

  /**
   * The sentences of a text, trimmed, each a piece of the text as it is. Abbreviations and initials end none.
   *
   * @example split('Dr. No is a film. It is old.') // ['Dr. No is a film.', 'It is old.']
   */
  split(text: string): string[] {
    const sentences: string[] = [];
    let open = '';
    for (const { segment } of this.#segmenter.segment(text)) {
      if (open !== '' && !goesOn(open, segment)) {
        sentences.push(open);
        open = '';
      }
      open += segment;
    }
    return [...sentences, open].map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
  }
}

function goesOn(before: string, after: string): boolean {
  if (STARTS_SMALL.test(after) || NUMBER_ONLY.test(before)) {
    return true;
  }
  const word = LAST_WORD.exec(before.slice(-40))?.[1];
  if (word === undefined) {
    return false;
  }
  const isInitial = /^[\p{Lu}\p{Ll}]$/u.test(word) || /^(?:\p{Lu}\.)+\p{Lu}$/u.test(word);
  return isInitial || ABBREVIATIONS.has(word.toLowerCase());
}

/** The sentence that holds a stretch of text (UTF-16, end exclusive), or its line where that is shorter; verbatim. */
export function sentenceAround(text: string, start: number, end: number, splitter: SentenceSplitter): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const line = text.slice(lineStart, newline < 0 ? text.length : newline);
  let position = 0;
  for (const sentence of splitter.split(line)) {
    const from = line.indexOf(sentence, position);
    position = from + sentence.length;
    if (lineStart + from <= start && lineStart + position >= end) {
      return sentence;
    }
  }
  return line.trim();
}
