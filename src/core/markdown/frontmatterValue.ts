import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLSeq } from 'yaml';
import {
  afterColon,
  findPair,
  hasProperties,
  keyStart,
  lineEndOf,
  lineStartOf,
  nextLineOf,
  quoteOf,
  type BlockChange,
  type BlockPair,
  type EditableBlock,
} from './frontmatterBlock.ts';
import {
  changeSequence,
  holdsComments,
  nodeEnd,
  sequenceTexts,
  withoutLineEnd,
  type WantedItem,
} from './frontmatterSequence.ts';
import { wantedItems } from './frontmatterListDiff.ts';
import { encodeYamlScalar } from './yamlScalar.ts';

/**
 * Plans to give `key` a value: in place where the block has the key in any case, else as its last line.
 *
 * @param asNumber whether a text of digits alone may become a number
 */
export function planValue(
  block: EditableBlock,
  key: string,
  value: string | readonly string[],
  asNumber = false,
): BlockChange {
  const pair = findPair(block, key);
  if (pair === 'ambiguous') return ambiguous(block, key);
  if (pair === undefined) return planNewKey(block, key, value, asNumber);
  return typeof value === 'string' ? planScalar(block, pair, value, asNumber) : planList(block, pair, value);
}

/** Plans to take `key` out of the block, with its line or lines. */
export function planRemoval(block: EditableBlock, key: string): BlockChange {
  const pair = findPair(block, key);
  if (pair === undefined) return { ok: true, edits: [] };
  if (pair === 'ambiguous') return ambiguous(block, key);
  const { text } = block;
  const keyAt = keyStart(block, pair);
  const start = lineStartOf(text, keyAt);
  if (block.root?.flow === true || text.slice(start, keyAt).trim() !== '') {
    return { ok: false, reason: `The key ${key} shares its line with others.`, at: keyAt };
  }
  const colon = afterColon(block, pair) ?? keyAt;
  const end = nextLineOf(text, nodeEnd(pair.value, colon - block.offset) + block.offset);
  return { ok: true, edits: [{ start, end, newText: '' }] };
}

function ambiguous(block: EditableBlock, key: string): BlockChange {
  return { ok: false, reason: `The key ${key} stands there in several spellings.`, at: block.offset };
}

/** The lines of a key that a block does not have yet, indented like its other keys. */
function planNewKey(
  block: EditableBlock,
  key: string,
  value: string | readonly string[],
  asNumber: boolean,
): BlockChange {
  const { root, fence, lineEnd } = block;
  if (root?.flow === true) {
    const reason = 'The frontmatter is written as one {…}, to which no key can be added safely.';
    return { ok: false, reason, at: block.offset };
  }
  const firstKey = root?.items[0];
  const indent = firstKey === undefined ? '' : indentOf(block, keyStart(block, firstKey));
  const style = { inFlow: false, keep: '', preferred: block.quote } as const;
  const name = encodeYamlScalar(key, style);
  const written =
    typeof value === 'string'
      ? ` ${encodeYamlScalar(value, { ...style, asNumber })}${lineEnd}`
      : newList(block, indent, value);
  const start = fence.contentEnd;
  return { ok: true, edits: [{ start, end: start, newText: `${indent}${name}:${written}` }] };
}

function indentOf(block: EditableBlock, position: number): string {
  const before = block.text.slice(lineStartOf(block.text, position), position);
  return before.trim() === '' ? before : '';
}

/** What follows the colon of a list that was not there: a list in the style of the block's others. */
function newList(block: EditableBlock, keyIndent: string, values: readonly string[]): string {
  const style = listStyle(block);
  if (values.length === 0 || style.flow) return ` ${flowList(block, values)}${block.lineEnd}`;
  const items = values.map((value) => {
    const written = encodeYamlScalar(value, { inFlow: false, keep: '', preferred: block.quote });
    return `${keyIndent}${style.indent}- ${written}${block.lineEnd}`;
  });
  return block.lineEnd + items.join('');
}

function flowList(block: EditableBlock, values: readonly string[]): string {
  const style = { inFlow: true, keep: block.usualQuote, preferred: block.quote } as const;
  return `[${values.map((value) => encodeYamlScalar(value, style)).join(', ')}]`;
}

/** How the block writes its lists, judged by its first: two blanks and a dash where it has none. */
function listStyle(block: EditableBlock): { readonly flow: boolean; readonly indent: string } {
  let flow: boolean | undefined;
  for (const pair of block.root?.items ?? []) {
    if (!isSeq(pair.value) || pair.value.items.length === 0) continue;
    const token = (pair.value as YAMLSeq).srcToken;
    if (token?.type === 'block-seq') {
      const extra = Math.max(0, token.indent - indentOf(block, keyStart(block, pair)).length);
      return { flow: false, indent: ' '.repeat(extra) };
    }
    flow = true;
  }
  return { flow: flow ?? false, indent: '  ' };
}

/** Plans to give a pair that is there a text, in the quotes of what stands there. */
export function planScalar(
  block: EditableBlock,
  pair: BlockPair,
  value: string,
  asNumber = false,
): BlockChange {
  const refusal = refuseToReplace(block, pair);
  if (refusal !== undefined) return refusal;
  const node = pair.value;
  const isQuotable = isScalar(node) && !isAbsent(node);
  const written = encodeYamlScalar(value, {
    inFlow: block.root?.flow === true,
    keep: isQuotable ? quoteOf(node) : block.usualQuote,
    preferred: block.quote,
    asNumber,
  });
  const span = valueSpan(block, pair);
  if (span.isEmpty) return { ok: true, edits: [insertAfterColon(block, span.start, written)] };
  const newText = span.start === span.gapStart ? ` ${written}` : written;
  return { ok: true, edits: [{ start: span.start, end: span.end, newText }] };
}

/** An insertion after the colon at `colonEnd`; blanks that stand there already serve. */
function insertAfterColon(block: EditableBlock, colonEnd: number, written: string) {
  const useBlank = block.text[colonEnd] === ' ' && block.text[colonEnd + 1] !== '#';
  const start = useBlank ? colonEnd + 1 : colonEnd;
  return { start, end: start, newText: useBlank ? written : ` ${written}` };
}

function planList(block: EditableBlock, pair: BlockPair, values: readonly string[]): BlockChange {
  const node = pair.value;
  if (isSeq(node)) {
    const sequence = node as YAMLSeq<ParsedNode>;
    const texts = sequence.items.map((item) =>
      isScalar(item) && typeof item.value === 'string' ? item.value : null,
    );
    const isSimple = sequenceTexts(block, sequence).map((text) => text !== undefined);
    return changeListItems(block, pair, sequence, wantedItems(texts, isSimple, values));
  }
  return replaceByList(block, pair, values);
}

/** Changes the items of the pair's list, and writes `[]` where none is left of a block list. */
export function changeListItems(
  block: EditableBlock,
  pair: BlockPair,
  sequence: YAMLSeq<ParsedNode>,
  wanted: readonly WantedItem[],
): BlockChange {
  const change = changeSequence(block, sequence, wanted);
  const colon = afterColon(block, pair);
  if (!change.ok || change.emptied !== true) return change;
  if (colon === undefined)
    return { ok: false, reason: 'This list cannot be emptied safely.', at: keyStart(block, pair) };
  return { ok: true, edits: [insertAfterColon(block, colon, '[]'), ...change.edits] };
}

/** Puts a list where a scalar or nothing stands. A comment on the key's line stays there. */
export function replaceByList(block: EditableBlock, pair: BlockPair, values: readonly string[]): BlockChange {
  const refusal = refuseToReplace(block, pair);
  if (refusal !== undefined) return refusal;
  const span = valueSpan(block, pair);
  const { text } = block;
  if (block.root?.flow === true || values.length === 0 || listStyle(block).flow) {
    const written = flowList(block, values);
    if (!span.isEmpty) return { ok: true, edits: [{ start: span.start, end: span.end, newText: written }] };
    return { ok: true, edits: [insertAfterColon(block, span.start, written)] };
  }
  const lineEnd = lineEndOf(text, span.end);
  const list = newList(block, indentOf(block, keyStart(block, pair)), values).slice(0, -block.lineEnd.length);
  const edits = span.isEmpty ? [] : [{ start: span.gapStart, end: span.end, newText: '' }];
  return { ok: true, edits: [...edits, { start: lineEnd, end: lineEnd, newText: list }] };
}

/**
 * Where the pair's value stands in the note, `gapStart` being the place after the colon. An empty value and a block
 * list, which begins lines of its own, start there.
 */
function valueSpan(block: EditableBlock, pair: BlockPair) {
  const { text, offset } = block;
  const colon = afterColon(block, pair) ?? keyStart(block, pair);
  const node = pair.value;
  if (node === null || isAbsent(node)) return { isEmpty: true, gapStart: colon, start: colon, end: colon };
  const start = node.range[0] + offset;
  const end = withoutLineEnd(text, start, nodeEnd(node, node.range[1]) + offset);
  const isBlockList = isSeq(node) && (node as YAMLSeq).srcToken?.type === 'block-seq';
  return { isEmpty: false, gapStart: colon, start: isBlockList ? colon : start, end };
}

function isAbsent(node: ParsedNode): boolean {
  return isScalar(node) && node.value === null && (node as Scalar).source === '';
}

/** Why the pair's value cannot be replaced as a whole, or undefined where it can. */
function refuseToReplace(block: EditableBlock, pair: BlockPair): BlockChange | undefined {
  const at = keyStart(block, pair);
  const colon = afterColon(block, pair);
  const node = pair.value;
  if (colon === undefined) return { ok: false, reason: 'This key has no colon.', at };
  if (node === null || isAbsent(node)) {
    return hasProperties(pair)
      ? { ok: false, reason: 'This key holds an anchor without a value.', at }
      : undefined;
  }
  if (isMap(node)) return { ok: false, reason: 'This key holds keys of its own, which would be lost.', at };
  const isBlockList = isSeq(node) && (node as YAMLSeq).srcToken?.type === 'block-seq';
  const gap = isBlockList ? block.text.slice(colon, node.range[0] + block.offset) : '';
  if (gap.trim() !== '' || (isSeq(node) && holdsComments(node)) || hasHeaderComment(node)) {
    return { ok: false, reason: 'This value holds a comment, which would be lost.', at };
  }
  return undefined;
}

/** A comment after the `|` or `>` of a block scalar. */
function hasHeaderComment(node: ParsedNode): boolean {
  if (isAlias(node) || !isScalar(node)) return false;
  const token = (node as Scalar).srcToken;
  return token?.type === 'block-scalar' && token.props.some((part) => part.type === 'comment');
}
