import type { Link, MarkdownScan } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';
import { CHARACTER_CLASSES, UNSPACED } from './characters.ts';
import type { ProseBlock } from './prose.ts';

const MARKUP =
  /<\/?[a-z][^<>\n]{0,200}>|\[\^[^\]\s]{1,40}\]|(?<=\S)\*+|\*+(?=\S)|`+|~~|==|(?<![\p{L}\p{N}_])_+(?=\S)|(?<=[^\s_])_+(?![\p{L}\p{N}_])/giu;
const BLOCK_ID = /\s\^[\w-]+\s*$/;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;

/** A note's prose as a reader sees it: link text in place of links, no images, no markup, blanks as one. */
export class PlainText {
  readonly #text: string;
  readonly #links: readonly Link[];

  constructor(text: string, scan: MarkdownScan) {
    this.#text = text;
    this.#links = [...scan.links].sort((a, b) => a.range.start - b.range.start);
  }

  /** All lines of a block as one; lines of Chinese or Japanese join without a blank. */
  ofBlock(block: ProseBlock): string {
    return block.lines.map((line) => this.of(line)).reduce(joinLines, '');
  }

  of(range: TextRange): string {
    return this.#withoutLinks(range)
      .replace(BLOCK_ID, '')
      .replace(MARKUP, '')
      .replace(ESCAPE, '$1')
      .replace(/\s+/g, ' ')
      .trim();
  }

  /** Whether nothing but links, signs and blanks stands in the range. */
  isLinksOnly(range: TextRange): boolean {
    let rest = '';
    let at = range.start;
    for (const link of this.#linksIn(range)) {
      rest += this.#text.slice(at, link.range.start);
      at = link.range.end;
    }
    return at > range.start && !/[\p{L}\p{N}]/u.test(rest + this.#text.slice(at, Math.max(at, range.end)));
  }

  #withoutLinks(range: TextRange): string {
    let plain = '';
    let at = range.start;
    for (const link of this.#linksIn(range)) {
      plain += this.#text.slice(at, link.range.start) + shownText(link);
      at = link.range.end;
    }
    return plain + this.#text.slice(at, Math.max(at, range.end));
  }

  /** Links that begin in the range, outermost only. */
  #linksIn(range: TextRange): Link[] {
    const found: Link[] = [];
    let at = range.start;
    for (let next = this.#firstFrom(range.start); next < this.#links.length; next += 1) {
      const link = this.#links[next]!;
      if (link.range.start >= range.end) {
        break;
      }
      if (link.range.start >= at) {
        found.push(link);
        at = link.range.end;
      }
    }
    return found;
  }

  #firstFrom(position: number): number {
    let low = 0;
    let high = this.#links.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#links[middle]!.range.start < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

function shownText(link: Link): string {
  if (link.embed) {
    return '';
  }
  return link.text ?? (link.kind === 'wiki' && link.target === '' ? (link.fragment ?? '') : link.target);
}

function joinLines(before: string, line: string): string {
  if (before === '' || line === '') {
    return before + line;
  }
  const isUnspaced = [before.charCodeAt(before.length - 1), line.charCodeAt(0)].every(
    (unit) => CHARACTER_CLASSES[unit] === UNSPACED || (unit >= 0x3000 && unit < 0x3040) || unit >= 0xff00,
  );
  // Hangul is written with blanks.
  return before + (isUnspaced && !/[\uac00-\ud7a3]/.test(line[0]!) ? '' : ' ') + line;
}
