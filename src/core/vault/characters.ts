/** Class of a UTF-16 code unit that stands in no word. */
export const SEPARATOR = 0;
/** Class of letters, digits and the marks on them. */
export const WORD = 1;
/** Class of scripts without spaces (Han, kana, Thai, …) and of Hangul, whose words carry their particles with them. */
export const UNSPACED = 2;

/** First and last code unit of each stretch of scripts that are cut into pairs of characters, not into words. */
const UNSPACED_RANGES: readonly (readonly [number, number])[] = [
  [0x0e01, 0x0eff], // Thai, Lao
  [0x1000, 0x109f], // Myanmar
  [0x1100, 0x11ff], // Hangul jamo
  [0x1780, 0x17ff], // Khmer
  [0x3005, 0x3007], // 々〆〇
  [0x3041, 0x30ff], // kana
  [0x3130, 0x318f], // Hangul compatibility jamo
  [0x31f0, 0x31ff], // small kana
  [0x3400, 0x9fff], // Han
  [0xac00, 0xd7a3], // Hangul
  [0xf900, 0xfaff], // Han compatibility
  [0xff66, 0xff9d], // half-width kana
];

const FIRST_SURROGATE = 0xd800;

/**
 * The class of every code unit, as a table: one look-up for each character of a vault. Characters beyond the basic
 * plane (emoji, rare Han) are separators.
 */
export const CHARACTER_CLASSES: Uint8Array = buildClasses();

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  const units: number[] = [];
  for (let unit = 0; unit < FIRST_SURROGATE; unit += 1) {
    units.push(unit);
  }
  const basic = String.fromCharCode.apply(null, units);
  for (const match of basic.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    classes.fill(WORD, match.index, match.index + match[0].length);
  }
  classes.fill(WORD, 0xfb00, 0xfdfc); // Latin, Hebrew and Arabic presentation forms
  classes.fill(WORD, 0xfe70, 0xfefd); // Arabic presentation forms
  classes.fill(WORD, 0xff10, 0xff1a); // full-width digits and letters
  classes.fill(WORD, 0xff21, 0xff3b);
  classes.fill(WORD, 0xff41, 0xff5b);
  for (const [first, last] of UNSPACED_RANGES) {
    for (let unit = first; unit <= last; unit += 1) {
      if (classes[unit] === WORD || unit > 0xe000) {
        classes[unit] = UNSPACED;
      }
    }
  }
  return classes;
}
