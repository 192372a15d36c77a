import { lineNumberAt } from '../../markdown/lines.ts';
import { proseRanges } from '../../markdown/prose.ts';
import { scanMarkdown, type MarkdownScan } from '../../markdown/scan.ts';
import type { TextEdit, TextRange } from '../../markdown/textEdit.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Refusal } from '../editPlan.ts';
import type { LiveNote, NoteChange } from '../noteChange.ts';
import { addsLinks, linkedNotes } from './linkCheck.ts';
import type { LinkStyle } from './linkStyle.ts';
import { findMention, type MentionPlace } from './findMention.ts';
import { writeLink } from './writeLink.ts';

/** Words of the note that are to become a link. */
export interface MentionToLink extends MentionPlace {
  /** The note that they name. */
  readonly path: string;
}

/**
 * Turns mentions into links, in the live text. Words that are no longer there, or no longer in prose, are refused, not
 * looked for elsewhere. In each section only the first mention of a note is linked.
 */
export function linkMentions(
  note: LiveNote,
  mentions: readonly MentionToLink[],
  style: LinkStyle,
  vault: Pick<Vault, 'resolveLink'>,
): NoteChange {
  const planner = new MentionPlanner(note, style, vault);
  const placed = mentions.map((mention) => ({ mention, at: findMention(note.text, planner.prose, mention) }));
  // In the order of the text, so that the first one of a section wins.
  placed.sort((a, b) => (a.at.kind === 'found' ? a.at.start : 0) - (b.at.kind === 'found' ? b.at.start : 0));
  for (const { mention, at } of placed) {
    if (at.kind === 'found') planner.link(mention, at.start);
    else planner.refuse(`“${mention.quote}” ${at.why}`);
  }
  return planner.checked();
}

interface PlannedLink {
  readonly edit: TextEdit;
  readonly path: string;
  readonly quote: string;
}

class MentionPlanner {
  readonly prose: readonly TextRange[];
  readonly #planned: PlannedLink[] = [];
  readonly #refused: Refusal[] = [];
  readonly #note: LiveNote;
  readonly #style: LinkStyle;
  readonly #vault: Pick<Vault, 'resolveLink'>;
  readonly #scan: MarkdownScan;
  /** Notes that a section links, by the section's place in the note. */
  readonly #linked = new Map<number, Set<string>>();

  constructor(note: LiveNote, style: LinkStyle, vault: Pick<Vault, 'resolveLink'>) {
    this.#note = note;
    this.#style = style;
    this.#vault = vault;
    this.#scan = scanMarkdown(note.text);
    this.prose = proseRanges(this.#scan);
  }

  link({ path, quote }: MentionToLink, start: number): void {
    const { text, path: from } = this.#note;
    const line = lineNumberAt(text, start);
    const end = start + quote.length;
    if (path === from) return this.refuse(`“${quote}” is the note itself.`, line);
    const linked = this.#linkedInSection(start);
    if (linked.has(path)) return this.refuse(`“${quote}” is linked in this section already.`, line);
    if (this.#planned.some(({ edit }) => edit.start < end && start < edit.end)) {
      return this.refuse(`“${quote}” overlaps other words that become a link.`, line);
    }
    const newText = writeLink({ from, to: path, text: quote, isSource: true }, this.#style, this.#vault);
    if (newText === undefined) return this.refuse(`“${quote}” cannot be written as a link here.`, line);
    this.#planned.push({ edit: { start, end, newText }, path, quote });
    linked.add(path);
  }

  refuse(reason: string, line?: number): void {
    this.#refused.push({ path: this.#note.path, reason, ...(line === undefined ? {} : { line }) });
  }

  /** All of it where the note reads as meant afterwards; else as much as does. */
  checked(): NoteChange {
    if (this.#fits(this.#planned)) return this.#change(this.#planned);
    const fitting: PlannedLink[] = [];
    for (const link of this.#planned) {
      if (this.#fits([...fitting, link])) fitting.push(link);
      else
        this.refuse(
          `“${link.quote}” cannot be written as a link here.`,
          lineNumberAt(this.#note.text, link.edit.start),
        );
    }
    return this.#change(fitting);
  }

  #fits(links: readonly PlannedLink[]): boolean {
    const edits = links.map(({ edit }) => edit);
    return addsLinks(
      this.#note,
      edits,
      links.map(({ path }) => path),
      this.#vault,
    );
  }

  #change(links: readonly PlannedLink[]): NoteChange {
    return { edits: links.map(({ edit }) => edit), refused: this.#refused };
  }

  #linkedInSection(at: number): Set<string> {
    const { headings, links } = this.#scan;
    const section = headings.findLastIndex((heading) => heading.range.start <= at);
    const known = this.#linked.get(section);
    if (known !== undefined) return known;
    const start = headings[section]?.range.start ?? 0;
    const end = headings[section + 1]?.range.start ?? Infinity;
    const inside = links.filter(({ range }) => range.start >= start && range.start < end);
    const linked = linkedNotes(this.#note, inside, this.#vault);
    this.#linked.set(section, linked);
    return linked;
  }
}
