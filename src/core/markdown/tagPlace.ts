import { inlineTagEnd } from './inlineTag.ts';
import type { TextRange } from './textEdit.ts';
import { encodeYamlScalar, type YamlQuote } from './yamlScalar.ts';

/** How tags are written where one is being typed. */
export type TagPlace =
  /** `#tag` in the text. */
  | { readonly kind: 'inline' }
  /** One item of a YAML list. */
  | { readonly kind: 'item'; readonly inFlow: boolean; readonly quote: YamlQuote }
  /** One of the tags that a single YAML text holds, parted by commas or by blanks. */
  | { readonly kind: 'part'; readonly separator: ',' | ' '; readonly quote: YamlQuote };

/** A tag that is being typed: the cursor stands in its name, or where its name would begin. */
export interface TypedTag extends TextRange {
  readonly place: TagPlace;
  /** The name up to the cursor, without `#` and quotes. It begins at `start`; `end` is after what follows the cursor. */
  readonly typed: string;
}

/**
 * A tag's name as it must be written at a place to be read back as that name, or `undefined` where it cannot stand:
 * a name with blanks has no place in the text.
 *
 * @example spellTag('yes', { kind: 'item', inFlow: false, quote: '' }) // '"yes"'
 */
export function spellTag(name: string, place: TagPlace): string | undefined {
  if (place.kind === 'inline') {
    const tag = `#${name}`;
    return inlineTagEnd(tag, 0, 0, tag.length) === tag.length ? name : undefined;
  }
  if (place.kind === 'part' && (name.includes(',') || (place.separator === ' ' && /\s/.test(name))))
    return undefined;
  const { quote } = place;
  const inFlow = place.kind === 'item' && place.inFlow;
  const written = encodeYamlScalar(name, { inFlow, keep: quote, preferred: '"' });
  if (quote !== '') return written.startsWith(quote) ? written.slice(1, -1) : undefined;
  return place.kind === 'item' || written === name ? written : undefined;
}
