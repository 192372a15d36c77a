import { findFrontmatterFence } from './frontmatterFence.ts';
import { readPlainYaml, type FrontmatterScalar } from './frontmatterPlain.ts';
import { readYaml } from './frontmatterYaml.ts';
import type { TextEdit, TextRange } from './textEdit.ts';

/** Why a frontmatter block could not be read or edited, and where. */
export interface FrontmatterProblem {
  /** One clear sentence without the note's name, e.g. `The frontmatter is not valid YAML: …`. */
  readonly reason: string;
  /** 1-based line of the note. */
  readonly line: number;
}

/** The frontmatter of a note. */
export interface Frontmatter {
  /** `none`: no block. `yaml`: read. `invalid`: there is a block, and nothing may be written to it. */
  readonly kind: 'none' | 'yaml' | 'invalid';
  /** Keys and values as YAML 1.2 core reads them (dates stay strings); `{}` unless `yaml`. Has no prototype. */
  readonly data: Readonly<Record<string, unknown>>;
  /**
   * The whole block, both fences and the closing line's end included; `undefined` for `none`. Where a block is
   * opened and never closed, the opening line alone.
   */
  readonly range: TextRange | undefined;
  readonly problem: FrontmatterProblem | undefined;
  /** Where each value stands; `undefined` where the block is too rich to tell at once: see `frontmatterStrings`. */
  readonly scalars: readonly FrontmatterScalar[] | undefined;
}

/** Edits that change one key and nothing else, or why there are none. */
export type FrontmatterEdit =
  | { readonly ok: true; readonly edits: TextEdit[] }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

/** A first line that opens a block which is not ours: TOML, or a language named after the dashes. */
const foreignOpening = /^\uFEFF?(?:(\+\+\+)|---[ \t]*[A-Za-z][\w-]*)[ \t]*(?:\r\n?|\n)/;
const unclosedOpening = /^\uFEFF?---[ \t]*(?:\r\n?|\n|$)/;

/**
 * Reads the frontmatter of a note. Never throws and never runs what it reads; a typical block takes a few
 * microseconds, the largest and most hostile one that is read at all stays under 50 ms.
 *
 * @example parseFrontmatter('---\ndate: 2023-05-23 11:03\n---\n').data.date // '2023-05-23 11:03'
 */
export function parseFrontmatter(text: string): Frontmatter {
  const fence = findFrontmatterFence(text);
  if (fence === undefined) return withoutFence(text);
  const range = { start: fence.start, end: fence.end };
  const plain = readPlainYaml(text, fence.contentStart, fence.contentEnd);
  if (plain !== undefined) {
    return { kind: 'yaml', data: plain.data, range, problem: undefined, scalars: plain.scalars };
  }
  const read = readYaml(text.slice(fence.contentStart, fence.contentEnd));
  if (!read.ok) return invalid(range, read.reason, read.line + 2);
  return { kind: 'yaml', data: read.data, range, problem: undefined, scalars: undefined };
}

/** No block of ours begins the text; what looks like another kind of block, or like half of one, must not get a second on top. */
function withoutFence(text: string): Frontmatter {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const first = text.charCodeAt(start);
  if (first === 45 || first === 43) {
    const foreign = foreignOpening.exec(text);
    if (foreign !== null) {
      const close = foreignClose(text, foreign[0].length, foreign[1] ?? '---');
      const reason = 'The note begins with a block that is not YAML between --- lines.';
      if (close !== undefined) return invalid({ start, end: close }, reason, 1);
    }
    const unclosed = unclosedOpening.exec(text);
    if (unclosed !== null) {
      const reason = 'The frontmatter is opened by --- and not closed within 64 KB.';
      return invalid({ start, end: unclosed[0].length }, reason, 1);
    }
  }
  return { kind: 'none', data: noData(), range: undefined, problem: undefined, scalars: [] };
}

function foreignClose(text: string, from: number, fence: string): number | undefined {
  const close = text.indexOf(`\n${fence}`, from - 1);
  if (close === -1) return undefined;
  const lineEnd = text.indexOf('\n', close + 1);
  return lineEnd === -1 ? text.length : lineEnd + 1;
}

function invalid(range: TextRange, reason: string, line: number): Frontmatter {
  return { kind: 'invalid', data: noData(), range, problem: { reason, line }, scalars: [] };
}

function noData(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

export function setFrontmatterValue(_text: string, _key: string, _value: string | string[]): FrontmatterEdit {
  throw new Error('not written yet');
}
