/** How names of notes and tags are compared and ordered: by what a reader sees, not by how it is stored. */

const ASCII = /^[\x00-\x7f]*$/;
const MARKS = /\p{M}+/gu;
const DIGITS = /\d+/g;

/**
 * The form in which two names are compared: NFC, lower case.
 *
 * @example fold('Café') === fold('cafe\u0301') // true
 */
export function fold(name: string): string {
  return ASCII.test(name) ? name.toLowerCase() : name.normalize('NFC').toLowerCase().normalize('NFC');
}

/**
 * A key by which titles sort as people expect: case and accents aside, numbers by value. Compared with `<`.
 *
 * @example ['Week 10', 'École', 'week 2'].sort(bySortKey) // École, week 2, Week 10
 */
export function sortKeyOf(title: string): string {
  return plainName(title).replace(DIGITS, (digits) => digits.padStart(8, '0'));
}

/** A name without case and accents, as it is looked for by typing a part of it. */
export function plainName(name: string): string {
  return ASCII.test(name) ? name.toLowerCase() : name.normalize('NFKD').replace(MARKS, '').toLowerCase();
}
