/**
 * Whether a note is a template by the folder in which it stands (`templates`, `Template`, `_templates`). A template
 * names a MOC so that the notes made from it do, and is called `moc` because it makes MOCs: it is none itself, is not
 * missed where it belongs to none, and what it links to is not missed where it does not exist.
 *
 * @example isTemplate('templates/book.md') // true
 */
export function isTemplate(path: string): boolean {
  return /(?:^|\/)_?templates?\//i.test(path);
}
