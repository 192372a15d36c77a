import type { TextRange } from './textEdit.ts';

/** What begins a note like frontmatter and is none of ours: a second block must not be put on top of it. */
export interface ForeignBlock {
  readonly range: TextRange;
  readonly reason: string;
}

/** A first line that opens a block which is not ours: TOML, or a language named after the dashes. */
const foreignOpening = /^\uFEFF?(?:(\+\+\+)|---[ \t]*[A-Za-z][\w-]*)[ \t]*(?:\r\n?|\n)/;
const unclosedOpening = /^\uFEFF?---[ \t]*(?:\r\n?|\n|$)/;

/**
 * Looks at a note in which no frontmatter block was found: does it begin with a block of another kind (`+++`,
 * `---js`), or with a `---` that is never closed? Of an unclosed one the range is its first line alone.
 */
export function findForeignBlock(text: string): ForeignBlock | undefined {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const first = text[start];
  if (first !== '-' && first !== '+') return undefined;
  const foreign = foreignOpening.exec(text);
  if (foreign !== null) {
    const end = foreignEnd(text, foreign[0].length, foreign[1] ?? '---');
    const reason = 'The note begins with a block that is not YAML between --- lines.';
    if (end !== undefined) return { range: { start, end }, reason };
  }
  const unclosed = unclosedOpening.exec(text);
  if (unclosed === null) return undefined;
  const reason = 'The frontmatter is opened by --- and not closed within 64 KB.';
  return { range: { start, end: unclosed[0].length }, reason };
}

function foreignEnd(text: string, from: number, fence: string): number | undefined {
  const close = text.indexOf(`\n${fence}`, from - 1);
  if (close === -1) return undefined;
  const lineEnd = text.indexOf('\n', close + 1);
  return lineEnd === -1 ? text.length : lineEnd + 1;
}
