import { isScalar, isSeq, type ParsedNode, type YAMLSeq } from 'yaml';
import {
  keyStart,
  pairKey,
  type BlockChange,
  type BlockPair,
  type EditableBlock,
} from '../../markdown/frontmatterBlock.ts';
import { editFrontmatter, type FrontmatterEdit } from '../../markdown/frontmatterEdit.ts';
import { sequenceTexts, type WantedItem } from '../../markdown/frontmatterSequence.ts';
import { isTagKey, splitTags } from '../../markdown/frontmatterTags.ts';
import { changeListItems, planScalar, planValue, replaceByList } from '../../markdown/frontmatterValue.ts';

/** What becomes of a tag: its new name, the same name where it stays, undefined where it goes. */
export type TagRewrite = (name: string) => string | undefined;

/**
 * Adds tags to the note's tags, whatever the style of the list; those that it has already, in any case, are left
 * out. A note without a `tags` or `tag` key gets `tags` as its last key, one without frontmatter gets a block.
 *
 * @param tags names, with or without `#`
 * @example addTags('---\ntags:\n- a\n---\n', ['b']) // inserts `- b` below `- a`
 */
export function addTags(text: string, tags: readonly string[]): FrontmatterEdit {
  const names = tags.map(bareName).filter((name) => name !== '');
  return names.length === 0 ? { ok: true, edits: [] } : editTags(text, (name) => name, names);
}

/** Takes a tag, in any case, out of the note's frontmatter tags; tags below it stay. */
export function removeTag(text: string, tag: string): FrontmatterEdit {
  const folded = bareName(tag).toLowerCase();
  return rewriteTags(text, (name) => (name.toLowerCase() === folded ? undefined : name));
}

/** Puts one tag in the place of another, in any case; tags below it stay as they are. */
export function replaceTag(text: string, tag: string, replacement: string): FrontmatterEdit {
  const folded = bareName(tag).toLowerCase();
  return rewriteTags(text, (name) => (name.toLowerCase() === folded ? bareName(replacement) : name));
}

/**
 * Renames, merges or removes tags in the note's frontmatter; a tag that another becomes equal to is not doubled.
 * Nothing to do is no refusal.
 */
export function rewriteTags(text: string, rewrite: TagRewrite): FrontmatterEdit {
  return editTags(text, rewrite, []);
}

/** What the tags of one edit are, gathered over all keys that hold tags. */
interface TagChange {
  readonly rewrite: TagRewrite;
  /** Lower case: tags that stay as they are, and those written so far. */
  readonly present: Set<string>;
  /** The names that the keys shall hold in the end, by key. */
  readonly expected: Map<string, string[]>;
}

function editTags(text: string, rewrite: TagRewrite, added: readonly string[]): FrontmatterEdit {
  let expected = new Map<string, string[]>();
  const plan = (block: EditableBlock): BlockChange => {
    const change: TagChange = { rewrite, present: new Set(), expected: new Map() };
    expected = change.expected;
    return planTags(block, change, added);
  };
  const isDone = (after: Readonly<Record<string, unknown>>): boolean =>
    [...expected].every(([key, names]) => isSameNames(namesOf(after[key]), names));
  // Without a block there is nothing to rewrite, and no block is made for it.
  if (added.length === 0 && !/^\uFEFF?---/.test(text)) return { ok: true, edits: [] };
  return editFrontmatter(text, plan, () => ({ mayChange: isTagKey, isDone }));
}

function planTags(block: EditableBlock, change: TagChange, added: readonly string[]): BlockChange {
  const pairs = (block.root?.items ?? []).filter((pair) => isTagKey(pairKey(pair) ?? ''));
  for (const pair of pairs) {
    for (const name of writtenNames(block, pair))
      if (change.rewrite(name) === name) change.present.add(name.toLowerCase());
  }
  const missing: string[] = [];
  for (const name of added) {
    if (change.present.has(name.toLowerCase())) continue;
    change.present.add(name.toLowerCase());
    missing.push(name);
  }
  const target = pairs.find((pair) => pairKey(pair)?.toLowerCase() === 'tags') ?? pairs[0];
  if (target === undefined) {
    if (missing.length === 0) return { ok: true, edits: [] };
    change.expected.set('tags', missing);
    return planValue(block, 'tags', missing);
  }
  const edits = [];
  for (const pair of pairs) {
    const planned = planPair(block, pair, change, pair === target ? missing : []);
    if (!planned.ok) return planned;
    edits.push(...planned.edits);
  }
  return { ok: true, edits };
}

function planPair(
  block: EditableBlock,
  pair: BlockPair,
  change: TagChange,
  added: readonly string[],
): BlockChange {
  const node = pair.value;
  const key = pairKey(pair) ?? '';
  if (isSeq(node)) return planItems(block, pair, node as YAMLSeq<ParsedNode>, change, added);
  if (node === null || (isScalar(node) && (node.value === null || node.value === ''))) {
    if (added.length === 0) return { ok: true, edits: [] };
    change.expected.set(key, [...added]);
    return replaceByList(block, pair, added);
  }
  if (isScalar(node)) return planText(block, pair, scalarText(block, node), change, added);
  return { ok: false, reason: `The key ${key} holds something other than tags.`, at: keyStart(block, pair) };
}

function planItems(
  block: EditableBlock,
  pair: BlockPair,
  sequence: YAMLSeq<ParsedNode>,
  change: TagChange,
  added: readonly string[],
): BlockChange {
  const names: string[] = [];
  const wanted: WantedItem[] = [];
  const texts = sequenceTexts(block, sequence);
  for (const [index, text] of texts.entries()) {
    const name = text === undefined ? '' : bareName(text);
    const result = name === '' ? name : rewritten(name, change);
    if (result === undefined) continue;
    wanted.push(
      result === name ? { keep: index } : { replace: index, value: text!.replace(name, () => result) },
    );
    if (result !== '') names.push(result);
  }
  const isHashed = names.length > 0 && texts.every((text) => text === undefined || text.startsWith('#'));
  for (const name of added) wanted.push({ add: isHashed ? `#${name}` : name });
  change.expected.set(pairKey(pair) ?? '', [...names, ...added]);
  const isSame = wanted.length === texts.length && wanted.every((item) => 'keep' in item);
  return isSame ? { ok: true, edits: [] } : changeListItems(block, pair, sequence, wanted);
}

/** Changes tags that stand in one text. It stays one text where that can hold the new tags, else it becomes a list. */
function planText(
  block: EditableBlock,
  pair: BlockPair,
  text: string,
  change: TagChange,
  added: readonly string[],
): BlockChange {
  const parts = splitTags(text).map((part) => text.slice(part.start, part.end));
  const names: string[] = [];
  const tokens: string[] = [];
  for (const part of parts) {
    const name = bareName(part);
    const result = name === '' ? name : rewritten(name, change);
    if (result === undefined) continue;
    tokens.push(part.replace(name, () => result));
    if (result !== '') names.push(result);
  }
  const isHashed = tokens.length > 0 && tokens.every((token) => token.startsWith('#'));
  tokens.push(...added.map((name) => (isHashed ? `#${name}` : name)));
  names.push(...added);
  change.expected.set(pairKey(pair) ?? '', names);
  if (tokens.length === parts.length && tokens.every((token, at) => token === parts[at]))
    return { ok: true, edits: [] };
  const hasCommas = text.includes(',');
  const fits = names.every((name) => !(hasCommas ? name.includes(',') : /[\s,]/.test(name)));
  const isOneMore = added.length > 0 && parts.length < 2;
  if (names.length === 0 || !fits || isOneMore) return replaceByList(block, pair, names);
  return planScalar(block, pair, tokens.join(separatorOf(text)));
}

/** What stands between the tags of a text. */
function separatorOf(text: string): string {
  const [first, second] = splitTags(text);
  return first === undefined || second === undefined ? ' ' : text.slice(first.end, second.start);
}

/** What becomes of a tag, undefined where it goes or another place already holds what it becomes. */
function rewritten(name: string, change: TagChange): string | undefined {
  const result = change.rewrite(name);
  if (result === undefined || result === name) return result;
  const folded = result.toLowerCase();
  if (result === '' || change.present.has(folded)) return undefined;
  change.present.add(folded);
  return result;
}

function scalarText(block: EditableBlock, node: ParsedNode): string {
  if (isScalar(node) && typeof node.value === 'string') return node.value;
  return block.text.slice(node.range[0] + block.offset, node.range[1] + block.offset);
}

/** The names under a tag key, as it stands. */
function writtenNames(block: EditableBlock, pair: BlockPair): string[] {
  const node = pair.value;
  if (isSeq(node)) {
    return sequenceTexts(block, node as YAMLSeq<ParsedNode>).map((text) => bareName(text ?? ''));
  }
  if (!isScalar(node) || node.value === null) return [];
  const text = scalarText(block, node);
  return splitTags(text).map((part) => bareName(text.slice(part.start, part.end)));
}

/** The names under a tag key, as the full YAML parser reads it. */
function namesOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value
      .filter((item) => item !== null && typeof item !== 'object')
      .map((item) => bareName(String(item)));
  }
  if (value === null || value === undefined) return [];
  const text = String(value);
  return splitTags(text).map((part) => bareName(text.slice(part.start, part.end)));
}

/** Numbers may be written in more than one way. */
function isSameNames(a: readonly string[], b: readonly string[]): boolean {
  const found = a.filter((name) => name !== '');
  return (
    found.length === b.length && found.every((name, at) => name === b[at] || Number(name) === Number(b[at]))
  );
}

/** Without blanks around it and `#` before it. */
function bareName(tag: string): string {
  return tag.trim().replace(/^#+/, '');
}
