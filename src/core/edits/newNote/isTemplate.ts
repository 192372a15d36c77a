/**
 * Whether a note is a template by the folder in which it stands (`templates`, `Template`, `_templates`). A template
 * names a MOC so that the notes made from it do; it does not belong there itself.
 *
 * @example isTemplate('templates/book.md') // true
 */
export function isTemplate(path: string): boolean {
  return /(?:^|\/)_?templates?\//i.test(path);
}
