import { findFrontmatterFence } from '../markdown/frontmatterFence.ts';
import type { TextRange } from '../markdown/textEdit.ts';
import { fold } from './noteName.ts';
import type { Note, NoteLink } from './note.ts';
import { folderOf, stemOf } from './notePath.ts';

/** A part of a note and how much its words weigh beside the words of the body. */
export interface SearchField {
  readonly text: string;
  readonly weight: number;
}

const TITLE_WEIGHT = 5;
const HEADING_WEIGHT = 2;
const TAG_WEIGHT = 3;

/** The texts by which a note is found. */
export function searchFields(text: string, note: Note): SearchField[] {
  return [
    { text: [note.title, ...note.aliases].join('\n'), weight: TITLE_WEIGHT },
    { text: note.headings.map((heading) => heading.text).join('\n'), weight: HEADING_WEIGHT },
    { text: note.tags.map((tag) => tag.name).join('\n'), weight: TAG_WEIGHT },
    { text: bodyWords(text, note.links), weight: 1 },
  ];
}

/**
 * Where a note stands, as terms that notes near it share: each folder above it, and each prefix of a name that is
 * built with dots, as in `topic.git.commands`. They begin with `/`, so that no word is one.
 *
 * @example placeTerms('docs/books/A.md') // ['/docs', '/docs/books']
 */
export function placeTerms(path: string): string[] {
  const folders = folderOf(path).split('/');
  const names = stemOf(path).split('.');
  const terms: string[] = [];
  let place = '';
  for (const step of folders) {
    place += step === '' ? '' : `/${fold(step)}`;
    if (step !== '') {
      terms.push(place);
    }
  }
  for (const name of names.slice(0, -1)) {
    place += `/${fold(name)}`;
    terms.push(place);
  }
  return terms;
}

/** What a note links to, existing or not, as terms that notes with the same links share. They begin with `>`. */
export function linkTerms(links: readonly NoteLink[]): string[] {
  const targets = links.filter(
    ({ kind, target }) => kind !== 'autolink' && target !== '' && !/^[a-z][a-z\d+.-]*:/i.test(target),
  );
  return [...new Set(targets.map(({ target }) => `>${fold(stemOf(target))}`))];
}

/** The body without the addresses of its links, and the words of the links of the frontmatter. */
function bodyWords(text: string, links: readonly NoteLink[]): string {
  const pieces: string[] = [];
  let position = findFrontmatterFence(text)?.end ?? 0;
  for (const link of links) {
    if (link.source === 'frontmatter') {
      pieces.push(link.text ?? link.target);
      continue;
    }
    const address = addressRange(link);
    if (address !== undefined && address.start >= position) {
      pieces.push(text.slice(position, address.start));
      position = address.end;
    }
  }
  pieces.push(text.slice(position));
  return pieces.join('\n');
}

/** What of a link is an address and not words of the note; a bare `[[target]]` is words. */
function addressRange(link: NoteLink): TextRange | undefined {
  return link.kind === 'wiki' && link.textRange === undefined ? undefined : link.targetRange;
}
