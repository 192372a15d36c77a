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
  /** The whole block, both fences and the closing line's end included; `undefined` for `none`. */
  readonly range: TextRange | undefined;
  readonly problem: FrontmatterProblem | undefined;
}

/** Edits that change one key and nothing else, or why there are none. */
export type FrontmatterEdit =
  | { readonly ok: true; readonly edits: TextEdit[] }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

export function parseFrontmatter(_text: string): Frontmatter {
  throw new Error('not written yet');
}

export function setFrontmatterValue(_text: string, _key: string, _value: string | string[]): FrontmatterEdit {
  throw new Error('not written yet');
}
