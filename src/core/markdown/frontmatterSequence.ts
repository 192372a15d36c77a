import { isMap, isPair, isScalar, isSeq, type ParsedNode, type YAMLSeq } from 'yaml';
import {
  lineStartOf,
  nextLineOf,
  quoteOf,
  type BlockChange,
  type EditableBlock,
} from './frontmatterBlock.ts';
import type { TextEdit } from './textEdit.ts';
import { encodeYamlScalar, type YamlQuote } from './yamlScalar.ts';

/** One item that a list shall have: an old one as it stands, an old one with a new value, or a new one. */
export type WantedItem =
  { readonly keep: number } | { readonly replace: number; readonly value: string } | { readonly add: string };

/** An item of a list as it stands. Offsets are into the note. */
interface Item {
  readonly node: ParsedNode;
  readonly start: number;
  readonly end: number;
  /** Of a block list: where its `-` stands. */
  readonly dash: number;
}

/** What a list in the frontmatter holds: strings and other scalars as text, undefined for anything else. */
export function sequenceTexts(block: EditableBlock, sequence: YAMLSeq<ParsedNode>): (string | undefined)[] {
  return sequence.items.map((node) => {
    if (!isScalar(node) || node.value === null) return undefined;
    if (typeof node.value === 'string') return node.value;
    return block.text.slice(node.range[0] + block.offset, node.range[1] + block.offset);
  });
}

/**
 * Changes a list into the wanted one, touching only the items that differ. Wanted items name old ones in their old
 * order; old ones that none names go, a block item with its line. Of `emptied`, the caller has to write `[]`.
 */
export function changeSequence(
  block: EditableBlock,
  sequence: YAMLSeq<ParsedNode>,
  wanted: readonly WantedItem[],
): BlockChange & { readonly emptied?: boolean } {
  const at = sequence.range![0] + block.offset;
  if (sequence.srcToken?.type === 'block-seq') return changeBlockSequence(block, sequence, wanted, at);
  if (sequence.srcToken?.type === 'flow-collection') return changeFlowSequence(block, sequence, wanted, at);
  return { ok: false, reason: 'This list is written in a way that cannot be edited safely.', at };
}

/** Writes an item in the way of its neighbours: quoted where all of them are. */
function encodeItem(block: EditableBlock, sequence: YAMLSeq<ParsedNode>, value: string): string {
  const quotes = new Set(sequence.items.map((node): YamlQuote => (isScalar(node) ? quoteOf(node) : '')));
  const [common = block.usualQuote] = quotes.size <= 1 ? quotes : ([''] satisfies YamlQuote[]);
  return encodeYamlScalar(value, { inFlow: sequence.flow === true, keep: common, preferred: block.quote });
}

/** Where the last character of a node stands, comments behind it left out. Offset into the YAML. */
export function nodeEnd(node: ParsedNode | null, fallback: number): number {
  if (node === null) return fallback;
  if (!(isMap(node) || isSeq(node)) || node.flow === true || node.items.length === 0) {
    return isScalar(node) && node.value === null && node.source === '' ? fallback : node.range[1];
  }
  const last = node.items.at(-1) as unknown;
  if (isPair(last)) return nodeEnd(last.value as ParsedNode | null, (last.key as ParsedNode).range[1] + 1);
  return nodeEnd(last as ParsedNode, fallback);
}

function changeBlockSequence(
  block: EditableBlock,
  sequence: YAMLSeq<ParsedNode>,
  wanted: readonly WantedItem[],
  at: number,
): BlockChange & { readonly emptied?: boolean } {
  const { text } = block;
  const items = blockItems(block, sequence);
  const first = items?.[0];
  if (items === undefined || first === undefined) {
    return { ok: false, reason: 'This list is written in a way that cannot be edited safely.', at };
  }
  const linePrefix =
    /^[ \t]*-[ \t]*/.exec(text.slice(lineStartOf(text, first.dash), first.start))?.[0] ?? '- ';
  const prefix = /[ \t]$/.test(linePrefix) ? linePrefix : `${linePrefix} `;
  const edits: TextEdit[] = [];
  let done = 0;
  const removeBefore = (index: number): void => {
    for (const item of items.slice(done, index)) {
      edits.push({ start: lineStartOf(text, item.dash), end: nextLineOf(text, item.end), newText: '' });
    }
    done = Math.max(done, index);
  };
  for (const item of wanted) {
    if ('add' in item) {
      const previous = items[done - 1];
      const position =
        previous === undefined ? lineStartOf(text, first.dash) : nextLineOf(text, previous.end);
      const newText = prefix + encodeItem(block, sequence, item.add) + block.lineEnd;
      edits.push({ start: position, end: position, newText });
      continue;
    }
    const index = 'keep' in item ? item.keep : item.replace;
    removeBefore(index);
    done = index + 1;
    if ('replace' in item) edits.push(replaceItem(block, items[index]!, item.value, false));
  }
  removeBefore(items.length);
  return { ok: true, edits, emptied: wanted.length === 0 };
}

/** The items with their places; undefined where one does not begin a line of its own. */
function blockItems(block: EditableBlock, sequence: YAMLSeq<ParsedNode>): Item[] | undefined {
  const token = sequence.srcToken;
  if (token?.type !== 'block-seq') return undefined;
  const dashes = token.items.flatMap((item) => item.start.filter((part) => part.type === 'seq-item-ind'));
  if (dashes.length !== sequence.items.length) return undefined;
  const items = sequence.items.map((node, index): Item => {
    const dash = dashes[index]!.offset + block.offset;
    const end = nodeEnd(node, dashes[index]!.offset + 1) + block.offset;
    const start =
      isScalar(node) && node.value === null && node.source === '' ? dash + 1 : node.range[0] + block.offset;
    return { node, start, end, dash };
  });
  const onOwnLine = (item: Item): boolean =>
    block.text.slice(lineStartOf(block.text, item.dash), item.dash).trim() === '';
  return items.every(onOwnLine) ? items : undefined;
}

function replaceItem(block: EditableBlock, item: Item, value: string, inFlow: boolean): TextEdit {
  const keep = isScalar(item.node) ? quoteOf(item.node) : '';
  const encoded = encodeYamlScalar(value, { inFlow, keep, preferred: block.quote });
  const newText = item.start === item.dash + 1 ? ` ${encoded}` : encoded;
  return { start: item.start, end: withoutLineEnd(block.text, item.start, item.end), newText };
}

/** `end`, or the end of the line before it where it begins a line (block scalars include their last line end). */
export function withoutLineEnd(text: string, start: number, end: number): number {
  if (end <= start || text[end - 1] !== '\n') return end;
  return Math.max(start, text[end - 2] === '\r' ? end - 2 : end - 1);
}

function changeFlowSequence(
  block: EditableBlock,
  sequence: YAMLSeq<ParsedNode>,
  wanted: readonly WantedItem[],
  at: number,
): BlockChange {
  const { text, offset } = block;
  const open = sequence.range![0] + offset + 1;
  const close = sequence.range![1] + offset - 1;
  const items = sequence.items.map((node): Item => {
    return { node, start: node.range[0] + offset, end: node.range[1] + offset, dash: -1 };
  });
  const gaps = items.map((item, index) => text.slice(item.end, items[index + 1]?.start ?? close));
  const lead = text.slice(open, items[0]?.start ?? close);
  const isSimple =
    text[open - 1] === '[' &&
    text[close] === ']' &&
    /^\s*$/.test(lead) &&
    gaps.every((gap, index) => (index === gaps.length - 1 ? /^\s*,?\s*$/ : /^\s*,\s*$/).test(gap));
  if (!isSimple) return { ok: false, reason: 'This list holds comments or anchors between its items.', at };
  const separator = gaps.length > 1 ? gaps[0]! : ', ';
  let inside = items.length === 0 ? '' : lead;
  let previous = -1;
  for (const [position, item] of wanted.entries()) {
    const index = 'add' in item ? -1 : 'keep' in item ? item.keep : item.replace;
    if (position > 0) inside += index > 0 && previous === index - 1 ? gaps[previous]! : separator;
    previous = index;
    if ('keep' in item) inside += text.slice(items[index]!.start, items[index]!.end);
    else if ('replace' in item) inside += replaceItem(block, items[index]!, item.value, true).newText;
    else inside += encodeItem(block, sequence, item.add);
  }
  if (wanted.length > 0) inside += gaps.at(-1) ?? '';
  return { ok: true, edits: [{ start: open, end: close, newText: wanted.length === 0 ? '' : inside }] };
}

/** Whether comments stand within a collection: they would be lost with it. */
export function holdsComments(node: unknown): boolean {
  if (!isMap(node) && !isSeq(node)) {
    const { comment, commentBefore } = (node ?? {}) as {
      comment?: string | null;
      commentBefore?: string | null;
    };
    return Boolean(comment) || Boolean(commentBefore);
  }
  if (node.commentBefore || node.comment) return true;
  return node.items.some((item) =>
    isPair(item) ? holdsComments(item.key) || holdsComments(item.value) : holdsComments(item),
  );
}
