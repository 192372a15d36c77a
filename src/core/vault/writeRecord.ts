import type { TextRange } from '../markdown/textEdit.ts';
import {
  HEADER,
  HEADER_FIELDS,
  HEADING,
  HEADING_FIELDS,
  LINK,
  LINK_FIELDS,
  NO_KEY,
  NOWHERE,
  TAG,
  TAG_FIELDS,
  type NoteReading,
  type ReadLink,
} from './noteRecord.ts';

/** Records end to end. An array for each record would cost more than what is written into it. */
export class RecordBuffer {
  /** Replaced when it grows. */
  numbers: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 0) {
    this.numbers = new Int32Array(capacity);
  }

  /** Where there is room for `size` more numbers, all of them 0. */
  take(size: number): number {
    const at = this.length;
    this.length += size;
    if (this.length > this.numbers.length) {
      const larger = new Int32Array(Math.max(this.length, this.numbers.length * 2));
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return at;
  }
}

/** Adds the record of a note, and gives the pool of its strings; title and aliases are the first of them. */
export function writeRecord(note: NoteReading, buffer: RecordBuffer): string {
  const names = 2 + note.aliases.length;
  const lists = note.headings.length * HEADING_FIELDS + note.tags.length * TAG_FIELDS;
  const size = HEADER_FIELDS + names + lists + note.links.length * LINK_FIELDS;
  const start = buffer.take(size);
  const writer = new RecordWriter(buffer.numbers);
  writer.keep(note.title);
  for (const alias of note.aliases) writer.keep(alias);
  writer.header(start, size, note);
  let at = start + HEADER_FIELDS + names;
  for (const heading of note.headings) {
    writer.numbers[at + HEADING.level] = heading.level;
    writer.string(at + HEADING.text, heading.text);
    writer.range(at + HEADING.range, heading.range);
    at += HEADING_FIELDS;
  }
  for (const tag of note.tags) {
    writer.numbers[at + TAG.source] = tag.source === 'frontmatter' ? 0 : 1;
    writer.string(at + TAG.name, tag.name);
    writer.range(at + TAG.range, tag.range);
    at += TAG_FIELDS;
  }
  for (const link of note.links) {
    writer.link(at, link);
    at += LINK_FIELDS;
  }
  // Joining copies: the parts were cut from the note's text and would keep all of it alive.
  return writer.parts.join('');
}

class RecordWriter {
  readonly numbers: Int32Array;
  readonly parts: string[] = [];
  poolEnd = 0;

  constructor(numbers: Int32Array) {
    this.numbers = numbers;
  }

  /** Puts a string into the pool. */
  keep(text: string): void {
    this.parts.push(text);
    this.poolEnd += text.length;
  }

  header(at: number, size: number, note: NoteReading): void {
    const { numbers } = this;
    numbers[at + HEADER.size] = size;
    numbers[at + HEADER.length] = note.length;
    numbers[at + HEADER.flags] = note.flags;
    numbers[at + HEADER.hash] = note.hash;
    numbers[at + HEADER.names] = 2 + note.aliases.length;
    numbers[at + HEADER.headings] = note.headings.length;
    numbers[at + HEADER.tags] = note.tags.length;
    numbers[at + HEADER.links] = note.links.length;
    this.string(at + HEADER.created, note.created);
    this.string(at + HEADER.modified, note.modified);
    this.string(at + HEADER.summary, note.summary);
    this.string(at + HEADER.excerpt, note.excerpt);
  }

  string(at: number, text: string | undefined): void {
    if (text === undefined) {
      this.numbers[at] = this.numbers[at + 1] = -1;
      return;
    }
    this.numbers[at] = this.poolEnd;
    this.keep(text);
    this.numbers[at + 1] = this.poolEnd;
  }

  range(at: number, range: TextRange | undefined): void {
    this.numbers[at] = range === undefined ? -1 : range.start;
    this.numbers[at + 1] = range === undefined ? -1 : range.end;
  }

  link(at: number, { link, flags, key }: ReadLink): void {
    this.numbers[at + LINK.flags] = flags;
    this.numbers[at + LINK.nameKey] = NO_KEY;
    this.numbers[at + LINK.resolved] = NOWHERE.elsewhere;
    this.string(at + LINK.target, link.target);
    this.string(at + LINK.fragment, link.fragment);
    this.string(at + LINK.text, link.text);
    this.range(at + LINK.range, link.range);
    this.range(at + LINK.targetRange, link.targetRange);
    this.range(at + LINK.textRange, link.textRange);
    this.string(at + LINK.key, key);
  }
}
