import { oneLine } from './plainText.ts';
import type { DroppedReply } from './suggestion.ts';

/** Longest reason shown, in UTF-16 code units. */
const LONGEST_REASON = 160;
/** What is named in a note about a dropped part. */
const LONGEST_NAMED = 60;
/** Longer lists are not read to their end. */
const LONGEST_LIST = 200;

/** A part of a reply, whatever it may be. */
export type Loose = Readonly<Record<string, unknown>>;

/** Its own properties, where `value` is a JSON object. */
export function asObject(value: unknown): Loose | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : undefined;
}

/**
 * The lists of a reply by name. A list that is missing or null counts as empty; `undefined` when the reply is no
 * object, has none of the lists, or has something else in a list's place.
 */
export function readLists<Key extends string>(
  reply: unknown,
  keys: readonly Key[],
): Record<Key, readonly unknown[]> | undefined {
  const object = asObject(reply);
  if (object === undefined || !keys.some((key) => Array.isArray(own(object, key)))) return undefined;
  const lists = {} as Record<Key, readonly unknown[]>;
  for (const key of keys) {
    const value = own(object, key) ?? [];
    if (!Array.isArray(value)) return undefined;
    lists[key] = value.slice(0, LONGEST_LIST);
  }
  return lists;
}

/** A property of the object itself, never one that every object has. */
export function own(object: Loose, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A choice by number that passed: counted from 0. */
export interface Pick<T> {
  readonly chosen: T;
  readonly reason: string;
  readonly confidence: number;
  readonly entry: Loose;
}

/**
 * Reads choices out of a numbered list. A number that is none, out of range or there twice is dropped and told.
 * Numbers may come as text (`"2"`).
 */
export function readPicks<T>(
  entries: readonly unknown[],
  candidates: readonly T[],
  what: string,
  dropped: DroppedReply[],
): Pick<T>[] {
  const seen = new Set<number>();
  const picks: Pick<T>[] = [];
  for (const raw of entries) {
    const entry = asObject(raw);
    const number = entry === undefined ? asNumber(raw) : asNumber(own(entry, 'candidate'));
    const chosen = number !== undefined && Number.isInteger(number) ? candidates[number - 1] : undefined;
    if (number === undefined || chosen === undefined) {
      dropped.push({ what: `${what} ${named(number ?? raw)}`, why: 'there is no such candidate' });
    } else if (seen.has(number)) {
      dropped.push({ what: `${what} ${number}`, why: 'it was chosen twice' });
    } else {
      seen.add(number);
      picks.push({ chosen, entry: entry ?? {}, ...reasonAndConfidence(entry ?? {}) });
    }
  }
  return picks;
}

export function reasonAndConfidence(entry: Loose): { reason: string; confidence: number } {
  const reason = own(entry, 'reason');
  const confidence = asNumber(own(entry, 'confidence')) ?? 0.5;
  return {
    reason: typeof reason === 'string' ? oneLine(reason, LONGEST_REASON) : '',
    // Some models answer in percent.
    confidence: Math.min(1, Math.max(0, confidence > 1 && confidence <= 100 ? confidence / 100 : confidence)),
  };
}

function asNumber(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?%?\s*$/.test(value) ? parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** How a part of a reply is named in a note about it: one short line. */
export function named(value: unknown): string {
  return oneLine(
    typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? 'nothing'),
    LONGEST_NAMED,
  );
}
