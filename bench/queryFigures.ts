import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { datesOnSave } from '../src/core/edits/dates/datesOnSave.ts';
import type { DateSettings } from '../src/core/edits/dates/dateSettings.ts';
import { scanMarkdown } from '../src/core/markdown/scan.ts';
import { findRelated } from '../src/core/vault/candidates/findRelated.ts';
import { profileNote } from '../src/core/vault/candidates/noteProfile.ts';
import { MentionIndex } from '../src/core/vault/mentions.ts';
import { SearchIndex } from '../src/core/vault/search.ts';
import { Vault } from '../src/core/vault/vault.ts';
import { percentile, type Figure } from './figure.ts';
import { generateVault } from './generateVault.ts';

const SAMPLES = 200;

/** Mentions, related notes, the save hook. */
export function queryFigures(notes: number): Figure[] {
  return [mentionsFigure(notes * 5), relatedFigure(notes), saveFigure()];
}

/** Mentions of all titles of a vault in one note of 20 KB. */
function mentionsFigure(titles: number): Figure {
  const vault = new Vault();
  const mentions = new MentionIndex();
  let text = '';
  for (const note of generateVault(titles)) {
    mentions.upsert(vault.upsert(note.path, note.text));
    if (text.length < 20_000) text += note.text.replace(/^---[^]*?\n---\n/, '');
  }
  text = text.slice(0, 20_000).replaceAll('[[', '').replaceAll(']]', '');
  const times = sample(() => mentions.find(text, scanMarkdown(text)));
  return {
    name: 'mentions of all titles in one note of 20 KB',
    value: percentile(times, 0.5),
    unit: 'ms',
    bound: 10,
    from: { titles, found: mentions.find(text, scanMarkdown(text)).length, p95: percentile(times, 0.95) },
  };
}

function relatedFigure(notes: number): Figure {
  const context = { vault: new Vault(), search: new SearchIndex(), mentions: new MentionIndex() };
  const texts = [...generateVault(notes)];
  for (const { path, text } of texts) {
    const note = context.vault.upsert(path, text);
    context.search.upsert(path, text, note);
    context.mentions.upsert(note);
  }
  context.vault.settle();
  let next = 0;
  const times = sample(() => {
    const { path, text } = texts[(next++ * 7919) % texts.length]!;
    return findRelated(profileNote(context, path, text), 10);
  });
  return {
    name: 'related notes for one note',
    value: percentile(times, 0.5),
    unit: 'ms',
    bound: 5,
    from: { notes, p95: percentile(times, 0.95) },
  };
}

const dateSettings: DateSettings = {
  modifiedKey: 'last_modified_at',
  createdKey: 'date',
  aliases: ['updated', 'modified'],
  format: 'YYYY-MM-DD HH:mm',
  timeZone: 'local',
  addMissing: 'none',
  onSave: 'always',
  include: [],
  exclude: ['templates'],
  minMinutes: 0,
};

/** The save hook for a note of 100 KB. It knows no vault, so its cost cannot grow with one. */
function saveFigure(): Figure {
  const savedText = [...generateVault(60)]
    .map(({ text }) => text)
    .join('')
    .slice(0, 100_000);
  const moment = { now: Date.UTC(2024, 0, 2, 3, 4), locale: 'en', localZone: 'UTC' };
  let next = 0;
  const times = sample(() => {
    const at = 1000 + ((next++ * 7919) % 90_000);
    const text = `${savedText.slice(0, at)}x${savedText.slice(at)}`;
    const save = { path: 'a.md', savedText, text, reason: 'manual', createdAt: undefined } as const;
    const result = datesOnSave(save, dateSettings, moment);
    if (result.kind !== 'edits') throw new Error(`The save hook made no edits: ${JSON.stringify(result)}`);
  });
  return {
    name: 'save hook for a note of 100 KB, p95',
    value: percentile(times, 0.95),
    unit: 'ms',
    bound: 5,
    from: { median: percentile(times, 0.5) },
  };
}

const ACTIVATIONS = 9;

/** What starting the extension costs: the size of what is loaded first, and the time of its own code. */
export function activationFigures(): Figure[] {
  const size = statSync('dist/extension.cjs').size;
  const program = fileURLToPath(new URL('activate.js', import.meta.url));
  const times = Array.from({ length: ACTIVATIONS }, () => Number(execFileSync(process.execPath, [program])));
  return [
    {
      name: 'activation until commands answer, own code',
      value: Math.min(...times),
      unit: 'ms',
      bound: 50,
      from: { median: percentile(times, 0.5) },
    },
    { name: 'main bundle', value: size / 1000, unit: 'KB', bound: 250, from: {} },
  ];
}

/** Times of the work, in ms, after it has warmed up. */
function sample(work: () => unknown): number[] {
  for (let i = 0; i < SAMPLES / 4; i++) work();
  return Array.from({ length: SAMPLES }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}
