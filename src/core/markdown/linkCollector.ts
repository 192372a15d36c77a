import type { Definition } from './definitions.ts';
import { decodeTarget, splitTarget, unescapeMarkdown, type DecodedTarget } from './decode.ts';
import { normalizeLabel, type Resource } from './linkSyntax.ts';
import { readerText, type InlineMarks } from './readerText.ts';
import type { Link, LinkKind } from './structure.ts';
import type { TextRange } from './textEdit.ts';
import type { Wikilink } from './wikilink.ts';

/** Gathers the links of a note: reads targets and texts, knows the definitions, keeps the order of the text. */
export class LinkCollector {
  readonly list: Link[] = [];
  /** By normalized label; of several the first counts. */
  readonly definitions = new Map<string, DecodedTarget>();
  private readonly text: string;
  private isOrdered = true;

  constructor(text: string) {
    this.text = text;
  }

  /** All links in the order of the text. */
  inOrder(): Link[] {
    return this.isOrdered ? this.list : this.list.sort((a, b) => a.range.start - b.range.start);
  }

  /** Makes a definition known to references before and after it. It becomes a link by {@link definition}. */
  define(definition: Definition): void {
    const label = normalizeLabel(this.text.slice(definition.labelStart, definition.labelEnd));
    if (this.definitions.has(label)) return;
    this.definitions.set(label, decodeTarget(this.text.slice(definition.targetStart, definition.targetEnd)));
  }

  definition(definition: Definition): void {
    const { start, end, labelStart, labelEnd, targetStart, targetEnd } = definition;
    const target = decodeTarget(this.text.slice(targetStart, targetEnd));
    const text = unescapeMarkdown(this.text.slice(labelStart, labelEnd));
    this.add(
      'definition',
      false,
      target,
      text,
      { start, end },
      { start: targetStart, end: targetEnd },
      {
        start: labelStart,
        end: labelEnd,
      },
    );
  }

  wiki(wiki: Wikilink, embed: boolean): void {
    const { start, end, targetStart, targetEnd, aliasStart, aliasEnd } = wiki;
    const target = splitTarget(this.text.slice(targetStart, targetEnd));
    const hasAlias = aliasStart >= 0;
    this.add(
      'wiki',
      embed,
      target,
      hasAlias ? this.text.slice(aliasStart, aliasEnd) : undefined,
      { start: embed ? start - 1 : start, end },
      { start: targetStart, end: targetEnd },
      hasAlias ? { start: aliasStart, end: aliasEnd } : undefined,
    );
  }

  inline(
    embed: boolean,
    start: number,
    textStart: number,
    textEnd: number,
    resource: Resource,
    marks: InlineMarks,
  ): void {
    this.dropInner(embed, textStart);
    const { targetStart, targetEnd, end } = resource;
    this.add(
      'inline',
      embed,
      decodeTarget(this.text.slice(targetStart, targetEnd)),
      readerText(this.text, textStart, textEnd, this.list, marks),
      { start, end },
      { start: targetStart, end: targetEnd },
      { start: textStart, end: textEnd },
    );
  }

  /** Adds the reference when its label is defined; says whether it is. */
  reference(
    embed: boolean,
    range: TextRange,
    textStart: number,
    textEnd: number,
    labelStart: number,
    labelEnd: number,
    marks: InlineMarks,
  ): boolean {
    const target = this.definitions.get(normalizeLabel(this.text.slice(labelStart, labelEnd)));
    if (!target) return false;
    this.dropInner(embed, textStart);
    const text = readerText(this.text, textStart, textEnd, this.list, marks);
    this.add(
      'reference',
      embed,
      target,
      text,
      range,
      { start: labelStart, end: labelEnd },
      { start: textStart, end: textEnd },
    );
    return true;
  }

  autolink(start: number, end: number, targetStart: number, targetEnd: number): void {
    const raw = this.text.slice(targetStart, targetEnd);
    const target = splitTarget(withScheme(raw));
    this.add(
      'autolink',
      false,
      target,
      undefined,
      { start, end },
      { start: targetStart, end: targetEnd },
      undefined,
    );
  }

  /** A bare URL in the text of a link is only text, and so is any link in the description of an image. */
  private dropInner(embed: boolean, from: number): void {
    const { list } = this;
    for (let last = list.at(-1); last && last.range.start >= from; last = list.at(-1)) {
      const isBareUrl = last.kind === 'autolink' && last.range.start === last.targetRange.start;
      if (!embed && !isBareUrl) return;
      list.pop();
    }
  }

  private add(
    kind: LinkKind,
    embed: boolean,
    { target, fragment }: DecodedTarget,
    text: string | undefined,
    range: TextRange,
    targetRange: TextRange,
    textRange: TextRange | undefined,
  ): void {
    const last = this.list.at(-1);
    if (last && last.range.start > range.start) this.isOrdered = false;
    this.list.push({ kind, embed, target, fragment, text, range, targetRange, textRange });
  }
}

function withScheme(raw: string): string {
  if (/^www\./i.test(raw)) return `http://${raw}`;
  return /^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `mailto:${raw}`;
}
