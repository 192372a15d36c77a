import { angleAutolinkEnd, mailEnd, mailStart, schemeStart, urlEnd, wwwStart } from './bareUrls.ts';
import {
  AT,
  BACKSLASH,
  BACKTICK,
  BANG,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  characterTable,
  COLON,
  DOLLAR,
  DOT,
  HASH,
  isAsciiPunctuation,
  isBlank,
  isDigit,
  LESS,
  LF,
  CR,
  PAREN_OPEN,
  PERCENT,
  QUESTION,
} from './charCodes.ts';
import { CodeSpans } from './codeSpans.ts';
import { DeepParentheses } from './deepParentheses.ts';
import { htmlTagEnd } from './htmlSyntax.ts';
import { inlineTagEnd } from './inlineTag.ts';
import type { LinkCollector } from './linkCollector.ts';
import { labelEnd, readResource, type Resource } from './linkSyntax.ts';
import { NextOccurrence, NOWHERE } from './nextOccurrence.ts';
import type { CodeRange, InlineTag } from './structure.ts';
import type { TextRange } from './textEdit.ts';
import { readWikilink } from './wikilink.ts';

/** The characters of {@link InlineScanner.special}: one that stands right here needs no search. */
const specialTable = characterTable('\\`[]<#$%:@');

/** An open bracket that has a `!` before it. */
const imageFlag = 1;
/** An open bracket whose text holds another bracket, so that it is no label. */
const nestedFlag = 2;

/**
 * Finds links, code, math, comments and tags in pieces of text, given in order. Every construct that looks ahead
 * for its end either finds it and jumps there, or learns something that spares later ones the search.
 */
export class InlineScanner {
  readonly links: LinkCollector;
  readonly code: CodeRange[] = [];
  readonly opaque: TextRange[] = [];
  readonly tags: InlineTag[] = [];
  private readonly text: string;
  private readonly spans: CodeSpans;
  private readonly percents: NextOccurrence;
  private readonly dollars: NextOccurrence;
  private readonly closers: NextOccurrence;
  private readonly parentheses: NextOccurrence;
  private readonly deepParentheses: DeepParentheses;
  private readonly htmlMarks: {
    comment: NextOccurrence;
    instruction: NextOccurrence;
    cdata: NextOccurrence;
    greater: NextOccurrence;
  };
  /**
   * Characters with which something other than plain text can begin or end; full stops only where there is `www.`.
   * The one place where a regular expression beats a loop: most characters are skipped here.
   */
  private readonly special: RegExp;
  /** The next such character from where it was last searched; NOWHERE for none. */
  private nextSpecial = -1;
  /** End of the piece at hand. */
  private end = 0;
  /** Where what was read last ended: text before it belongs to that. */
  private from = 0;
  /** The open `[`: four times their place, and {@link imageFlag} and {@link nestedFlag}. */
  private readonly openers: number[] = [];
  /** Openers below this height stand around a link, so they begin none. */
  private inactiveBelow = 0;
  /** No inline math ends before this place. */
  private noMathBefore = 0;
  /** How many characters tags may be read in vain; what a hostile note can spend is bounded. */
  private tagBudget: number;

  constructor(text: string, links: LinkCollector) {
    this.text = text;
    this.links = links;
    this.spans = new CodeSpans(text);
    this.percents = new NextOccurrence(text, '%%');
    this.dollars = new NextOccurrence(text, '$$');
    this.closers = new NextOccurrence(text, ']');
    this.parentheses = new NextOccurrence(text, ')');
    this.deepParentheses = new DeepParentheses(text);
    this.htmlMarks = {
      comment: new NextOccurrence(text, '-->'),
      instruction: new NextOccurrence(text, '?>'),
      cdata: new NextOccurrence(text, ']]>'),
      greater: new NextOccurrence(text, '>'),
    };
    this.special = text.includes('www.') || text.includes('WWW.') ? /[\\`[\]<#$%:@.]/g : /[\\`[\]<#$%:@]/g;
    this.tagBudget = 8 * text.length + 10_000;
  }

  /** Reads one piece: a paragraph, heading or table cell. Nothing reaches from one piece into another. */
  scan(start: number, end: number): void {
    const { text } = this;
    this.end = end;
    this.from = start;
    // Setting the length of an empty array costs as much as reading a line.
    if (this.openers.length > 0) this.openers.length = 0;
    this.inactiveBelow = 0;
    this.noMathBefore = 0;
    this.spans.begin(end);
    for (let at = this.specialFrom(start); at < end;) {
      at = this.specialFrom(this.read(text.charCodeAt(at), at));
    }
  }

  /** The first special character at or after `at`. Searched for once, however many pieces have none. */
  private specialFrom(at: number): number {
    if (this.nextSpecial >= at) return this.nextSpecial;
    const code = this.text.charCodeAt(at);
    if (code < 128 && specialTable[code] === 1) {
      this.nextSpecial = at;
    } else {
      this.special.lastIndex = at;
      this.nextSpecial = this.special.test(this.text) ? this.special.lastIndex - 1 : NOWHERE;
    }
    return this.nextSpecial;
  }

  /** Reads what may begin at `at`, and gives where to go on. */
  private read(code: number, at: number): number {
    switch (code) {
      case BACKSLASH:
        return isAsciiPunctuation(this.text.charCodeAt(at + 1)) ? this.skipTo(at + 2) : at + 1;
      case BACKTICK:
        return this.codeSpan(at);
      case BRACKET_OPEN:
        return this.bracketOpen(at);
      case BRACKET_CLOSE:
        return this.openers.length === 0 ? at + 1 : this.bracketClose(at);
      case LESS:
        return this.angle(at);
      case HASH:
        return this.tag(at);
      case DOLLAR:
        return this.math(at);
      case PERCENT:
        return this.comment(at);
      default:
        return this.bareUrl(code, at);
    }
  }

  private skipTo(position: number): number {
    this.from = position;
    return position;
  }

  private codeSpan(at: number): number {
    const end = this.spans.end(at);
    if (end < 0) return ~end;
    this.code.push({ kind: 'inline', start: at, end });
    return this.skipTo(end);
  }

  private bracketOpen(at: number): number {
    const { text } = this;
    if (this.closers.from(at) >= this.end) return at + 1;
    const isImage = at > this.from && text.charCodeAt(at - 1) === BANG;
    if (text.charCodeAt(at + 1) === BRACKET_OPEN) {
      const wiki = readWikilink(text, at, this.end);
      // `[[1]](target)` is a link with the text `[1]` wherever markdown is read.
      if (wiki && !this.hasResource(wiki.end)) {
        this.links.wiki(wiki, isImage);
        if (!isImage) this.inactiveBelow = this.openers.length;
        return this.skipTo(wiki.end);
      }
    }
    const { openers } = this;
    if (openers.length > 0) openers[openers.length - 1]! |= nestedFlag;
    openers.push(4 * at + (isImage ? imageFlag : 0));
    return at + 1;
  }

  private hasResource(at: number): boolean {
    return this.text.charCodeAt(at) === PAREN_OPEN && this.resource(at) !== undefined;
  }

  /** What the parenthesis at `at` opens. */
  private resource(at: number): Resource | undefined {
    const close = this.parentheses.from(at);
    if (close >= this.end || this.deepParentheses.isTooDeep(at, close)) return undefined;
    return readResource(this.text, at, this.end);
  }

  private bracketClose(at: number): number {
    const flagged = this.openers.pop()!;
    const opener = Math.floor(flagged / 4);
    const isImage = (flagged & imageFlag) !== 0;
    const height = this.openers.length;
    const isInactive = !isImage && height < this.inactiveBelow;
    this.inactiveBelow = Math.min(this.inactiveBelow, height);
    if (isInactive) return at + 1;
    const start = isImage ? opener - 1 : opener;
    const end = this.linkEnd(start, opener + 1, at, isImage, (flagged & nestedFlag) !== 0);
    if (end < 0) return at + 1;
    if (!isImage) this.inactiveBelow = height;
    return this.skipTo(end);
  }

  /** Adds the link whose text is from `textStart` to the `]` at `close`, and gives its end; -1 when it is none. */
  private linkEnd(
    start: number,
    textStart: number,
    close: number,
    isImage: boolean,
    isNested: boolean,
  ): number {
    const { text, links } = this;
    const next = close + 1;
    const following = next < this.end ? text.charCodeAt(next) : 0;
    if (following === PAREN_OPEN) {
      const resource = this.resource(next);
      if (resource) {
        links.inline(isImage, start, textStart, close, resource, this);
        return resource.end;
      }
    }
    if (links.definitions.size === 0) return -1;
    if (following === BRACKET_OPEN) {
      const labelClose = labelEnd(text, next + 1, this.end);
      if (labelClose >= 0) {
        const range = { start, end: labelClose + 1 };
        const isLink = links.reference(isImage, range, textStart, close, next + 1, labelClose, this);
        return isLink ? range.end : -1;
      }
    }
    if (isNested || labelEnd(text, textStart, close + 1) !== close) return -1;
    const isCollapsed =
      following === BRACKET_OPEN && next + 1 < this.end && text.charCodeAt(next + 1) === BRACKET_CLOSE;
    const range = { start, end: isCollapsed ? next + 2 : next };
    return links.reference(isImage, range, textStart, close, textStart, close, this) ? range.end : -1;
  }

  private angle(at: number): number {
    const { text, end } = this;
    const code = text.charCodeAt(at + 1);
    if (code === BANG || code === QUESTION) return this.htmlMark(at, code);
    if (code === LESS || isBlank(code)) return at + 1;
    const autolinkEnd = angleAutolinkEnd(text, at, end);
    if (autolinkEnd >= 0) {
      this.links.autolink(at, autolinkEnd, at + 1, autolinkEnd - 1);
      return this.skipTo(autolinkEnd);
    }
    if (this.tagBudget < 0) return at + 1;
    const tagEnd = htmlTagEnd(text, at, end);
    if (tagEnd >= 0) return this.skipOpaque(at, tagEnd);
    this.tagBudget -= ~tagEnd - at;
    return at + 1;
  }

  /** A comment, processing instruction, declaration or CDATA section. */
  private htmlMark(at: number, code: number): number {
    const { text, htmlMarks } = this;
    if (code === QUESTION) return this.opaqueTo(at, htmlMarks.instruction.from(at + 2), 2);
    if (text.startsWith('--', at + 2)) {
      if (text.startsWith('>', at + 4)) return this.opaqueTo(at, at + 4, 1);
      if (text.startsWith('->', at + 4)) return this.opaqueTo(at, at + 4, 2);
      return this.opaqueTo(at, htmlMarks.comment.from(at + 4), 3);
    }
    if (text.startsWith('[CDATA[', at + 2)) return this.opaqueTo(at, htmlMarks.cdata.from(at + 9), 3);
    if (!/[A-Za-z]/.test(text.charAt(at + 2))) return at + 1;
    return this.opaqueTo(at, htmlMarks.greater.from(at + 2), 1);
  }

  private tag(at: number): number {
    const end = inlineTagEnd(this.text, at, this.from, this.end);
    if (end < 0) return at + 1;
    this.tags.push({ name: this.text.slice(at + 1, end), range: { start: at, end } });
    return this.skipTo(end);
  }

  /**
   * `$$…$$`, or `$…$` on one line: no blank after the opening mark or before the closing one, and no digit after it
   * (Obsidian and pandoc), so that prices are no math. A backtick between them says that it is prose with code.
   */
  private math(at: number): number {
    const { text, end } = this;
    const next = text.charCodeAt(at + 1);
    if (next === DOLLAR) {
      const to = this.opaqueTo(at, this.dollars.from(at + 2), 2);
      return to === at + 1 ? at + 2 : to;
    }
    if (at < this.noMathBefore || isBlank(next)) return at + 1;
    for (let i = at + 1; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === BACKSLASH) i++;
      else if (code === DOLLAR) {
        if (!isBlank(text.charCodeAt(i - 1)) && !(i + 1 < end && isDigit(text.charCodeAt(i + 1)))) {
          return this.skipOpaque(at, i + 1);
        }
      } else if (code === LF || code === CR || code === BACKTICK) {
        this.noMathBefore = i;
        return at + 1;
      }
    }
    this.noMathBefore = end;
    return at + 1;
  }

  private comment(at: number): number {
    if (this.text.charCodeAt(at + 1) !== PERCENT) return at + 1;
    const to = this.opaqueTo(at, this.percents.from(at + 2), 2);
    return to === at + 1 ? at + 2 : to;
  }

  private bareUrl(code: number, at: number): number {
    const { text } = this;
    let start: number;
    let end = -1;
    if (code === AT) {
      start = mailStart(text, at, this.from);
      if (start >= 0) end = mailEnd(text, at, this.end);
    } else {
      start =
        code === COLON ? schemeStart(text, at, this.from) : code === DOT ? wwwStart(text, at, this.from) : -1;
      if (start >= 0) end = urlEnd(text, code === COLON ? at + 3 : start, this.end, this.openers.length > 0);
    }
    if (end < 0) return at + 1;
    this.links.autolink(start, end, start, end);
    return this.skipTo(end);
  }

  private opaqueTo(start: number, mark: number, length: number): number {
    return mark + length <= this.end ? this.skipOpaque(start, mark + length) : start + 1;
  }

  private skipOpaque(start: number, end: number): number {
    this.opaque.push({ start, end });
    return this.skipTo(end);
  }
}
