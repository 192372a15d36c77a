/**
 * The beginning of a text, not cut between the halves of a surrogate pair.
 *
 * @param length the most that it may have, in UTF-16 code units
 */
export function beginningOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
