import { scanMarkdown, type Link } from '../../markdown/scan.ts';
import { applyEdits, type TextEdit } from '../../markdown/textEdit.ts';
import type { Vault } from '../../vault/vault.ts';
import type { LiveNote } from '../noteChange.ts';

/**
 * Reads the note again with the edits made: whether it has exactly the links that it had, less those removed, and
 * one to each of the notes added. Whatever the text around an edit does (an open code fence, a comment, a list),
 * a plan that passes this does what it says and nothing else to links and code.
 */
export function addsLinks(
  note: LiveNote,
  edits: readonly TextEdit[],
  added: readonly string[],
  vault: Pick<Vault, 'resolveLink'>,
  removed: readonly Link[] = [],
): boolean {
  const before = scanMarkdown(note.text);
  const after = scanMarkdown(applyEdits(note.text, edits));
  if (before.codeRanges.length !== after.codeRanges.length) return false;
  if (before.opaqueRanges.length !== after.opaqueRanges.length) return false;
  const key = (link: Link): string => {
    const resolution = vault.resolveLink(note.path, link);
    return resolution.kind === 'note' ? `note ${resolution.path}` : `${link.kind} ${link.target}`;
  };
  const gone = new Set(removed.map((link) => link.range.start));
  const kept = before.links.filter((link) => !gone.has(link.range.start));
  const expected = [...kept.map(key), ...added.map((path) => `note ${path}`)].sort();
  const found = after.links.map(key).sort();
  return expected.length === found.length && expected.every((each, index) => each === found[index]);
}

/** Paths of the notes to which a note links anywhere in its text. */
export function linkedNotes(
  note: LiveNote,
  links: readonly Link[],
  vault: Pick<Vault, 'resolveLink'>,
): Set<string> {
  const paths = new Set<string>();
  for (const link of links) {
    const resolution = vault.resolveLink(note.path, link);
    if (resolution.kind === 'note') paths.add(resolution.path);
  }
  return paths;
}
