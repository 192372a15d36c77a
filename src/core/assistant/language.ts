/** Words that carry little meaning but stand in every sentence of a language. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  English: 'the and of to is that it for with as are on be this was by not or from at which an have',
  German: 'der die das und ist nicht ein eine mit für auf den von zu dem im sich auch als wird sind wie man',
  French: 'le les des et est une pour dans que qui sur pas au avec du ce plus par sont aux ou cette',
  Spanish: 'el los las y que en un una por con para es no se del al lo como más pero su sus son',
  Italian: 'il di che è le un una per con non del della sono gli nel si da come più anche ed dei alla',
  Portuguese: 'o os as e que em um uma para com não do da por se mais dos como é são ao na no',
  Dutch: 'de het een en van is op te dat die voor met zijn niet aan er ook als bij uit of worden',
  Swedish: 'och att det i en som på är av för med den till inte om ett har kan man eller',
  Polish: 'i w na z się nie do to jest że jak po od za przez oraz są co dla tym',
};

/** Scripts that tell a language, or a family that a summary must stay in. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Korean', /\p{Script=Hangul}/gu],
  ['Chinese', /\p{Script=Han}/gu],
  ['Cyrillic', /\p{Script=Cyrillic}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Hindi', /\p{Script=Devanagari}/gu],
  ['Thai', /\p{Script=Thai}/gu],
];

const FEWEST_WORDS = 6;
/** Longer texts are judged by their beginning. UTF-16 code units. */
const LOOKED_AT = 20_000;

/**
 * The language of a text by its script or its function words, where that is plain; `undefined` otherwise. For texts in
 * Cyrillic it is the script.
 *
 * @example languageOf('Der Teig ist nicht fertig und wird mit der Zeit fester.') // 'German'
 */
export function languageOf(text: string): string | undefined {
  const sample = text.slice(0, LOOKED_AT);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  // Japanese is known by its kana even where most characters are Han.
  const script = SCRIPTS.find(
    ([name, pattern]) => (sample.match(pattern)?.length ?? 0) > letters * (name === 'Japanese' ? 0.1 : 0.3),
  );
  return script?.[0] ?? byFunctionWords(sample);
}

function byFunctionWords(text: string): string | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < FEWEST_WORDS) return undefined;
  const scores = Object.entries(FUNCTION_WORDS)
    .map(([language, list]) => {
      const known = new Set(list.split(' '));
      return { language, share: words.filter((word) => known.has(word)).length / words.length };
    })
    .sort((a, b) => b.share - a.share);
  const [best, second] = scores;
  return best!.share > 0.12 && best!.share > second!.share * 1.5 ? best!.language : undefined;
}
