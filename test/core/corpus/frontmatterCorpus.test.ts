import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, parseDocument } from 'yaml';
import { datesOnSave } from '../../../src/core/edits/dates/datesOnSave.ts';
import { fillInDates } from '../../../src/core/edits/dates/fillInDates.ts';
import { addTags, removeTag, replaceTag } from '../../../src/core/edits/frontmatter/tagList.ts';
import {
  parseFrontmatter,
  removeFrontmatterKey,
  setFrontmatterValue,
  type FrontmatterEdit,
} from '../../../src/core/markdown/frontmatter.ts';
import { findFrontmatterFence } from '../../../src/core/markdown/frontmatterFence.ts';
import { frontmatterTags } from '../../../src/core/markdown/frontmatterTags.ts';
import { applyEdits, type TextEdit } from '../../../src/core/markdown/textEdit.ts';
import { dateSettings } from '../../support/dateSettings.ts';

const corpora = [
  'samples/vault',
  ...(process.env.NOTEWRIGHT_CORPUS === undefined ? [] : [process.env.NOTEWRIGHT_CORPUS]),
];

type Data = Record<string, unknown>;

/** A block as a full YAML parser sees it that the reading does not use. */
interface Block {
  readonly data: Data;
  /** Where each key's line begins and its value ends, comments behind it included; offsets into the note. */
  readonly places: ReadonlyMap<string, readonly [start: number, end: number]>;
  /** Where a new key goes. */
  readonly end: number;
  readonly body: string;
}

function readBlock(text: string): Block {
  const fence = findFrontmatterFence(text);
  if (fence === undefined) {
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    return { data: {}, places: new Map(), end: start, body: text.slice(start) };
  }
  const document = parseDocument(text.slice(fence.contentStart, fence.contentEnd), { logLevel: 'silent' });
  assert.deepEqual(document.errors, []);
  const places = new Map<string, readonly [number, number]>();
  for (const pair of isMap(document.contents) ? document.contents.items : []) {
    const { key, value } = pair as unknown as { key: { range: number[] }; value: { range: number[] } | null };
    // With its line: an empty value ends at its colon.
    const valueEnd = (value?.range[2] ?? key.range[2]!) + fence.contentStart;
    const end = text[valueEnd - 1] === '\n' ? valueEnd : text.indexOf('\n', valueEnd) + 1;
    places.set(isScalar(pair.key) ? String(pair.key.value) : '', [key.range[0]! + fence.contentStart, end]);
  }
  const data = (document.toJS() as Data | null) ?? {};
  return { data, places, end: fence.contentEnd, body: text.slice(fence.end) };
}

/** What is wrong with an edit that may touch only these keys; undefined where nothing is. */
function problemWith(
  text: string,
  before: Block,
  edits: readonly TextEdit[],
  keys: readonly string[],
  isDone: (after: Data, before: Data) => boolean,
): string | undefined {
  const after = readBlock(applyEdits(text, edits));
  if (after.body !== before.body) return 'the note below the block changed';
  for (const edit of edits) {
    const isWithin = keys.some((key) => {
      const place = before.places.get(key);
      return place === undefined
        ? edit.start === before.end && edit.end === before.end
        : edit.start >= place[0] && edit.end <= place[1];
    });
    if (!isWithin) return `edit ${edit.start}–${edit.end} is outside of ${keys.join(', ')}`;
  }
  for (const key of new Set([...Object.keys(before.data), ...Object.keys(after.data)])) {
    if (!keys.includes(key) && !isDeepStrictEqual(before.data[key], after.data[key])) return `${key} changed`;
  }
  return isDone(after.data, before.data) ? undefined : 'it does not read back as given';
}

/** What came of going over a folder. */
interface Tally {
  notes: number;
  malformed: number;
  edits: number;
  unneeded: number;
  refused: number;
  readonly wrong: string[];
  readonly reasons: Map<string, number>;
}

class NoteTrial {
  readonly #path: string;
  readonly #text: string;
  readonly #tally: Tally;
  readonly #before: Block;
  readonly #names: string[];

  constructor(path: string, text: string, tally: Tally) {
    this.#path = path;
    this.#text = text;
    this.#tally = tally;
    this.#before = readBlock(text);
    this.#names = Object.keys(parseFrontmatter(text).data);
  }

  /** Tries every edit on a note whose frontmatter can be read. */
  run(): void {
    const values = ['plain', '2024-09-03 04:05', 'a: b', 'it\'s "quoted"', 'two\nlines', ''];
    for (const key of [...this.#names, 'notewright-new']) {
      for (const value of values) this.#set(key, value);
      for (const list of [['a', 'b, c', '#d'], [], this.#listOf(key)]) this.#set(key, list);
      const removed = removeFrontmatterKey(this.#text, key);
      this.#judge(`remove ${key}`, removed, [key], (after) => !Object.hasOwn(after, key));
    }
    this.#tags();
    this.#dates();
  }

  #listOf(key: string): string[] {
    const value = parseFrontmatter(this.#text).data[key];
    const strings = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    return [...strings.slice(1), 'added'];
  }

  #set(key: string, value: string | string[]): void {
    const edit = setFrontmatterValue(this.#text, key, value);
    this.#judge(`set ${key}`, edit, [key], (after) => isDeepStrictEqual(after[key], value));
  }

  #tags(): void {
    const text = this.#text;
    const keys = this.#names.filter((key) => /^tags?$/i.test(key));
    const tagKeys = keys.length === 0 ? ['tags'] : keys;
    const had = tagNames(text);
    const check = (name: string, edit: FrontmatterEdit, expected: readonly string[]): void =>
      this.#judge(name, edit, tagKeys, () => {
        if (!edit.ok) return false;
        const found = tagNames(applyEdits(text, edit.edits));
        return isDeepStrictEqual([...new Set(found)].sort(), [...new Set(expected)].sort());
      });
    check('add tags', addTags(text, ['notewright-a', 'notewright/b']), [
      ...had,
      'notewright-a',
      'notewright/b',
    ]);
    for (const tag of new Set(had)) {
      const others = had.filter((name) => name !== tag);
      check(`remove tag ${tag}`, removeTag(text, tag), others);
      check(`replace tag ${tag}`, replaceTag(text, tag, 'notewright-a'), [...others, 'notewright-a']);
    }
  }

  #dates(): void {
    const moment = { now: Date.UTC(2024, 8, 3, 4, 5, 6), locale: 'en', localZone: 'UTC' };
    const settings = { ...dateSettings, addMissing: 'both' } as const;
    const keys = this.#names.filter((key) =>
      /^(?:date|created|updated|last_modified_at|modified)/i.test(key),
    );
    const dateKeys = [...keys, 'date', 'last_modified_at'];
    const known = { created: Date.UTC(2020, 1, 2, 3, 4), modified: moment.now };
    for (const overwrite of [false, true]) {
      const plan = fillInDates(this.#text, known, settings, moment, overwrite);
      const edit = plan.ok ? { ok: true as const, edits: [...plan.edits] } : plan;
      this.#judge(
        'fill in dates',
        edit,
        dateKeys,
        (after) => Object.keys(after).length >= this.#names.length,
      );
    }
    const typed = `${this.#text}typed`;
    const save = {
      path: 'a.md',
      savedText: this.#text,
      text: typed,
      reason: 'manual',
      createdAt: 0,
    } as const;
    const saved = datesOnSave(save, settings, moment);
    if (saved.kind !== 'edits') return;
    this.#tally.edits++;
    const problem = problemWith(
      typed,
      readBlock(typed),
      saved.edits,
      dateKeys,
      (after) => Object.keys(after).length >= this.#names.length,
    );
    if (problem !== undefined) this.#tally.wrong.push(`${this.#path}: dates on save: ${problem}`);
  }

  #judge(
    name: string,
    edit: FrontmatterEdit,
    keys: readonly string[],
    isDone: (after: Data, before: Data) => boolean,
  ): void {
    const tally = this.#tally;
    if (!edit.ok) {
      tally.refused++;
      tally.reasons.set(edit.reason, (tally.reasons.get(edit.reason) ?? 0) + 1);
      return;
    }
    if (edit.edits.length === 0) tally.unneeded++;
    else tally.edits++;
    const problem = problemWith(this.#text, this.#before, edit.edits, keys, isDone);
    if (problem !== undefined) tally.wrong.push(`${this.#path}: ${name}: ${problem}`);
  }
}

function tagNames(text: string): string[] {
  return frontmatterTags(text, parseFrontmatter(text)).map(({ name }) => name.toLowerCase());
}

/** A malformed block is never written to, by no edit. */
function isLeftAlone(text: string): boolean {
  const moment = { now: 0, locale: 'en', localZone: 'UTC' };
  const saved = datesOnSave(
    { path: 'a.md', savedText: text, text: `${text}typed`, reason: 'manual', createdAt: 0 },
    { ...dateSettings, addMissing: 'both' },
    moment,
  );
  return (
    saved.kind !== 'edits' &&
    !setFrontmatterValue(text, 'title', 'x').ok &&
    !addTags(text, ['x']).ok &&
    !removeFrontmatterKey(text, 'title').ok &&
    !fillInDates(text, { created: 0, modified: 0 }, dateSettings, moment).ok
  );
}

function tryFolder(folder: string): Tally {
  const tally: Tally = {
    notes: 0,
    malformed: 0,
    edits: 0,
    unneeded: 0,
    refused: 0,
    wrong: [],
    reasons: new Map(),
  };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    tally.notes++;
    if (parseFrontmatter(text).kind !== 'invalid') {
      new NoteTrial(path, text, tally).run();
      continue;
    }
    tally.malformed++;
    if (!isLeftAlone(text)) tally.wrong.push(`${path}: a malformed block was written to`);
  }
  return tally;
}

describe('every frontmatter edit on every note', function () {
  this.timeout(600_000);

  for (const folder of corpora) {
    it(`changes one key and nothing else in ${folder}`, () => {
      const { notes, malformed, edits, unneeded, refused, wrong, reasons } = tryFolder(folder);
      const counts = `${notes} notes (${malformed} malformed), ${edits} edits, ${unneeded} unneeded`;
      console.log(`      ${counts}, ${refused} refused, ${wrong.length} wrong`);
      for (const [reason, count] of reasons) console.log(`        ${count} × ${reason}`);
      assert.ok(notes > 0, 'no notes');
      assert.deepEqual(wrong.slice(0, 20), []);
    });
  }
});
