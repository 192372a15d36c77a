import {
  isMap,
  isScalar,
  parseDocument,
  visit,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { FrontmatterFence } from './frontmatterFence.ts';
import type { TextEdit } from './textEdit.ts';
import type { YamlQuote } from './yamlScalar.ts';

/** One key of the block with its value, as the `yaml` package knows them. Offsets are into the YAML, not the note. */
export type BlockPair = Pair<ParsedNode, ParsedNode | null>;

/** A frontmatter block opened for editing: its YAML as nodes that know their place. */
export interface EditableBlock {
  readonly text: string;
  readonly fence: FrontmatterFence;
  /** What to add to an offset of a node to get one of the note. */
  readonly offset: number;
  /** `\n` or `\r\n`, as the block has it. */
  readonly lineEnd: string;
  /** Undefined for a block without keys. */
  readonly root: YAMLMap<ParsedNode, ParsedNode | null> | undefined;
  /** The quotes that the block uses; double where it uses none. */
  readonly quote: "'" | '"';
  /** The quotes that every text gets in a block written as JSON; none in any other. */
  readonly usualQuote: YamlQuote;
}

/** Edits within one block, or why there are none. `at` is an offset into the note. */
export type BlockChange =
  | { readonly ok: true; readonly edits: TextEdit[] }
  | { readonly ok: false; readonly reason: string; readonly at: number };

/**
 * How many lines, commas and opening brackets a block may have to be opened: nodes that know their place take
 * some 12 µs each, so that an edit stays under 50 ms. Blocks that people write have a few dozen.
 */
const maxParts = 2000;

/** Why a block is too large to be opened for editing; undefined where it is not. Looks at every character once. */
export function tooLargeToOpen(text: string, fence: FrontmatterFence): string | undefined {
  let parts = 0;
  for (let at = fence.contentStart; at < fence.contentEnd; at++) {
    if (partStarts.has(text.charCodeAt(at)) && ++parts > maxParts) {
      return `The frontmatter is not edited, because it has more than ${maxParts.toLocaleString('en')} lines and list items.`;
    }
  }
  return undefined;
}

/** Line feed, comma, `[` and `{`. */
const partStarts: ReadonlySet<number> = new Set([10, 44, 91, 123]);

/**
 * Parses the YAML between the fences into nodes that know their place in it. Only for blocks that js-yaml has read:
 * on a hostile one it would be slow. Undefined where it does not understand what js-yaml does.
 */
export function parseYamlNodes(yaml: string): { root: ParsedNode | null } | undefined {
  // The check for unique keys is quadratic, and js-yaml has made it already.
  const document = parseDocument(yaml, { keepSourceTokens: true, uniqueKeys: false, logLevel: 'silent' });
  return document.errors.length > 0 ? undefined : { root: document.contents };
}

/** Opens a block that js-yaml has read. Undefined where its nodes cannot be told. */
export function openBlock(text: string, fence: FrontmatterFence): EditableBlock | undefined {
  const parsed = parseYamlNodes(text.slice(fence.contentStart, fence.contentEnd));
  if (parsed === undefined || (parsed.root !== null && !isMap(parsed.root) && !isEmptyScalar(parsed.root))) {
    return undefined;
  }
  const root = isMap(parsed.root) ? (parsed.root as EditableBlock['root']) : undefined;
  const lineEnd = text.slice(fence.start, fence.contentStart).endsWith('\r\n') ? '\r\n' : '\n';
  return {
    text,
    fence,
    offset: fence.contentStart,
    lineEnd,
    root,
    quote: quoteInUse(root),
    usualQuote: jsonQuote(root),
  };
}

function jsonQuote(root: EditableBlock['root']): YamlQuote {
  const key = root?.flow === true ? root.items[0]?.key : undefined;
  return isScalar(key) ? quoteOf(key) : '';
}

function isEmptyScalar(node: ParsedNode): boolean {
  return isScalar(node) && node.value === null;
}

function quoteInUse(root: EditableBlock['root']): "'" | '"' {
  let balance = 0;
  if (root !== undefined) {
    visit(root, {
      Scalar: (_key, node) => {
        if (node.type === 'QUOTE_SINGLE') balance++;
        else if (node.type === 'QUOTE_DOUBLE') balance--;
      },
    });
  }
  return balance > 0 ? "'" : '"';
}

/**
 * The pair whose key is `key`: spelled just so, or else the only one that differs from it in case alone. `ambiguous`
 * where several do.
 */
export function findPair(block: EditableBlock, key: string): BlockPair | 'ambiguous' | undefined {
  const pairs = block.root?.items ?? [];
  const exact = pairs.find((pair) => pairKey(pair) === key);
  if (exact !== undefined) return exact;
  const folded = key.toLowerCase();
  const similar = pairs.filter((pair) => pairKey(pair)?.toLowerCase() === folded);
  return similar.length > 1 ? 'ambiguous' : similar[0];
}

/** The key as js-yaml spells it; undefined for an alias. */
export function pairKey(pair: BlockPair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

/** The offset in the note after the colon of a pair; undefined where it has none. */
export function afterColon(block: EditableBlock, pair: BlockPair): number | undefined {
  const colon = pair.srcToken?.sep?.find((token) => token.type === 'map-value-ind');
  return colon === undefined ? undefined : colon.offset + block.offset + 1;
}

/** Whether an anchor or an explicit YAML tag stands before the value. */
export function hasProperties(pair: BlockPair): boolean {
  return pair.srcToken?.sep?.some((token) => token.type === 'anchor' || token.type === 'tag') ?? false;
}

/** Where the pair's key begins in the note. */
export function keyStart(block: EditableBlock, pair: BlockPair): number {
  return pair.key.range[0] + block.offset;
}

/** The quotes of a scalar. */
export function quoteOf(scalar: Scalar): YamlQuote {
  return scalar.type === 'QUOTE_SINGLE' ? "'" : scalar.type === 'QUOTE_DOUBLE' ? '"' : '';
}

/** Where the line of `position` begins. */
export function lineStartOf(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** Where the line of `position` ends, before its line end. */
export function lineEndOf(text: string, position: number): number {
  const newline = text.indexOf('\n', position);
  if (newline === -1) return text.length;
  return newline > position && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** Where the next line begins; `position` itself when it begins a line and ends what came before. */
export function nextLineOf(text: string, position: number): number {
  if (text[position - 1] === '\n') return position;
  const newline = text.indexOf('\n', position);
  return newline === -1 ? text.length : newline + 1;
}
