import { isAlias, isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import type { Frontmatter } from './frontmatter.ts';
import { findFrontmatterFence } from './frontmatterFence.ts';
import type { FrontmatterScalar } from './frontmatterPlain.ts';
import { parseYamlNodes } from './frontmatterBlock.ts';

/**
 * Every value in a note's frontmatter that is no collection and not null, in the order of the text, with the key
 * that holds it and where it stands: for links and tags in values.
 *
 * Nearly free where `frontmatter.scalars` is there. Where it is not, the block is parsed once more (about
 * 0.1 ms): a caller that goes over a whole vault asks first whether the block holds what it looks for.
 *
 * @example frontmatterStrings(text, parseFrontmatter(text)) // [{ key: 'up', value: '[[Data MOC]]', range }]
 */
export function frontmatterStrings(text: string, frontmatter: Frontmatter): readonly FrontmatterScalar[] {
  if (frontmatter.scalars !== undefined) return frontmatter.scalars;
  const fence = findFrontmatterFence(text);
  if (fence === undefined) return [];
  const root = parseYamlNodes(text.slice(fence.contentStart, fence.contentEnd))?.root;
  const scalars: FrontmatterScalar[] = [];
  if (!isMap(root)) return scalars;
  for (const pair of root.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    collect(pair.value, { key, depth: 0 }, text, fence.contentStart, scalars);
  }
  return scalars;
}

interface Place {
  readonly key: string;
  readonly depth: number;
}

function collect(node: unknown, place: Place, text: string, offset: number, into: FrontmatterScalar[]): void {
  if (isMap(node) || isSeq(node)) {
    // A mapping is one level deeper than a list: what it holds is no item of the key's own list.
    const inside = { key: place.key, depth: place.depth + (isSeq(node) ? 1 : 2) };
    for (const item of node.items) collect(isPair(item) ? item.value : item, inside, text, offset, into);
    return;
  }
  if (!isScalar(node) || isAlias(node) || node.value === null) return;
  const range = contentRange(node as Node, text, offset);
  if (range === undefined) return;
  const written = text.slice(range.start, range.end);
  const scalar = { key: place.key, value: typeof node.value === 'string' ? node.value : written, range };
  into.push(place.depth > 1 ? { ...scalar, isNested: true } : scalar);
}

/** The scalar's text without its quotes; for a block scalar all of it, its header included. */
function contentRange(node: Node, text: string, offset: number): { start: number; end: number } | undefined {
  if (node.range === undefined || node.range === null) return undefined;
  const start = node.range[0] + offset;
  const end = node.range[1] + offset;
  const quote = text[start];
  const isQuoted = (quote === '"' || quote === "'") && end - start >= 2 && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
