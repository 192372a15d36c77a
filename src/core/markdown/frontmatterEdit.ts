import { openBlock, tooLargeToOpen, type BlockChange, type EditableBlock } from './frontmatterBlock.ts';
import { findFrontmatterFence, type FrontmatterFence } from './frontmatterFence.ts';
import { findForeignBlock } from './frontmatterForeign.ts';
import { readPlainYaml } from './frontmatterPlain.ts';
import { planRemoval, planValue } from './frontmatterValue.ts';
import { readYaml, type YamlReading } from './frontmatterYaml.ts';
import { applyEdits, type TextEdit } from './textEdit.ts';

/** Edits that change one key and nothing else, or why there are none. */
export type FrontmatterEdit =
  | { readonly ok: true; readonly edits: TextEdit[] }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

type Data = Readonly<Record<string, unknown>>;

/** What must hold of the keys after an edit. */
export interface EditCheck {
  /** Whether the edit may change this key. */
  readonly mayChange: (key: string) => boolean;
  /** Whether the data after the edit say what the edit was for. */
  readonly isDone: (after: Data) => boolean;
}

/** What must hold after an edit of a block that reads as given. */
type CheckFor = (before: Data) => EditCheck;

/**
 * Gives a key of the frontmatter a value, a text or a list of texts, and changes nothing else: the key is found
 * whatever its case and quotes, the value keeps its quotes, a list keeps the items that stay and its style. A key
 * that is not there becomes the block's last; a note without a block gets one.
 *
 * The result is read again with the full YAML parser: where any other key would change, or the value would not
 * read back as given, the edit is refused. So is that of a block of thousands of values, which would take too long.
 *
 * @example setFrontmatterValue('---\ntags: [a]\n---\n', 'tags', ['a', 'b']) // inserts `, b`
 */
export function setFrontmatterValue(text: string, key: string, value: string | string[]): FrontmatterEdit {
  if (key.trim() === '') return { ok: false, reason: 'A frontmatter key needs a name.' };
  return editFrontmatter(
    text,
    (block) => planValue(block, key, value),
    (before) => {
      const own = spelledKey(before, key);
      return { mayChange: (other) => other === own, isDone: (after) => isSameValue(after[own], value) };
    },
  );
}

/**
 * Takes a key out of the frontmatter, with its line or lines; comments above it stay. Without the key there is
 * nothing to do.
 */
export function removeFrontmatterKey(text: string, key: string): FrontmatterEdit {
  if (findFrontmatterFence(text) === undefined && findForeignBlock(text) === undefined)
    return { ok: true, edits: [] };
  return editFrontmatter(
    text,
    (block) => planRemoval(block, key),
    (before) => {
      const own = spelledKey(before, key);
      return { mayChange: (other) => other === own, isDone: (after) => !Object.hasOwn(after, own) };
    },
  );
}

/** The key as the block spells it; `key` itself where the block has it just so or not at all. */
function spelledKey(data: Data, key: string): string {
  if (Object.hasOwn(data, key)) return key;
  const folded = key.toLowerCase();
  return Object.keys(data).find((other) => other.toLowerCase() === folded) ?? key;
}

/**
 * Plans a change of the frontmatter and makes sure of it: applied, read again with the full YAML parser, every key
 * that may not change compared. A note without a block gets one first.
 */
export function editFrontmatter(
  text: string,
  plan: (block: EditableBlock) => BlockChange,
  check: CheckFor,
): FrontmatterEdit {
  const fence = findFrontmatterFence(text);
  if (fence === undefined) return editNewBlock(text, plan, check);
  const tooLarge = tooLargeToOpen(text, fence);
  if (tooLarge !== undefined) return { ok: false, reason: tooLarge, line: lineOf(text, fence.start) };
  const before = readBlock(text, fence);
  if (!before.ok) return { ok: false, reason: before.reason, line: before.line + 2 };
  const block = openBlock(text, fence);
  if (block === undefined) {
    return {
      ok: false,
      reason: 'The frontmatter is written in a way that cannot be edited safely.',
      line: 2,
    };
  }
  const change = plan(block);
  if (!change.ok) return { ok: false, reason: change.reason, line: lineOf(text, change.at) };
  return checked(text, fence, change.edits, before.data, check(before.data));
}

/**
 * Makes sure of edits within a frontmatter block that were planned without looking into its YAML, as
 * {@link editFrontmatter} does of its own: for a scalar whose place is known.
 */
export function checkFrontmatterEdits(
  text: string,
  edits: readonly TextEdit[],
  check: EditCheck,
): FrontmatterEdit {
  const fence = findFrontmatterFence(text);
  if (fence === undefined) return { ok: false, reason: 'The note has no frontmatter.', line: 1 };
  const before = readBlock(text, fence);
  if (!before.ok) return { ok: false, reason: before.reason, line: before.line + 2 };
  return checked(text, fence, edits, before.data, check);
}

/** A plain block is read at once. What comes of the edit is always read with the full parser. */
function readBlock(text: string, { contentStart, contentEnd }: FrontmatterFence): YamlReading {
  const plain = readPlainYaml(text, contentStart, contentEnd);
  if (plain !== undefined) return { ok: true, data: plain.data };
  return readYaml(text.slice(contentStart, contentEnd));
}

function checked(
  text: string,
  fence: FrontmatterFence,
  planned: readonly TextEdit[],
  before: Data,
  check: EditCheck,
): FrontmatterEdit {
  const edits = planned.filter((edit) => text.slice(edit.start, edit.end) !== edit.newText);
  const problem = edits.length === 0 ? undefined : wrongResult(text, fence, edits, before, check);
  if (problem === undefined) return { ok: true, edits };
  return { ok: false, reason: problem, line: lineOf(text, edits[0]?.start ?? fence.start) };
}

/** Plans the change for an empty block, and puts that block on top of the note. */
function editNewBlock(
  text: string,
  plan: (block: EditableBlock) => BlockChange,
  check: CheckFor,
): FrontmatterEdit {
  const foreign = findForeignBlock(text);
  if (foreign !== undefined) return { ok: false, reason: foreign.reason, line: 1 };
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const planned = editFrontmatter(`---${lineEnd}---${lineEnd}`, plan, check);
  if (!planned.ok || planned.edits.length === 0) return planned;
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const newText = applyEdits(`---${lineEnd}---${lineEnd}`, planned.edits);
  return { ok: true, edits: [{ start, end: start, newText }] };
}

/** What is wrong with the note after the edits, if anything is. */
function wrongResult(
  text: string,
  fence: FrontmatterFence,
  edits: readonly TextEdit[],
  before: Data,
  check: EditCheck,
): string | undefined {
  const unsafe = 'The frontmatter is written in a way that cannot be edited safely';
  const after = applyEdits(text, edits);
  const newFence = findFrontmatterFence(after);
  if (newFence === undefined) return 'The frontmatter would grow beyond 64 KB.';
  if (after.length - newFence.contentEnd !== text.length - fence.contentEnd) return `${unsafe}.`;
  const read = readYaml(after.slice(newFence.contentStart, newFence.contentEnd));
  if (!read.ok) return `${unsafe}: it would no longer be valid YAML.`;
  const oldKeys = Object.keys(before).filter((key) => !check.mayChange(key));
  const newKeys = Object.keys(read.data).filter((key) => !check.mayChange(key));
  const isUntouched =
    oldKeys.length === newKeys.length &&
    oldKeys.every((key, index) => key === newKeys[index] && isSameValue(before[key], read.data[key]));
  if (!isUntouched) return `${unsafe}: another key would change with this one.`;
  return check.isDone(read.data) ? undefined : `${unsafe}: the value would not read back as it was given.`;
}

/** Deep equality of what YAML can hold. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (keys.length !== others.length) return false;
  return keys.every(
    (key, index) =>
      key === others[index] &&
      isSameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

/** 1-based. */
function lineOf(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
