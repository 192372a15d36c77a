import type { RunEvent, RunPlan } from './runEvent.ts';

/** Of the lines; another version's are not read. */
const VERSION = 1;

const KINDS: ReadonlySet<unknown> = new Set([
  'begun',
  'resumed',
  'found',
  'failed',
  'accepted',
  'dismissed',
  'undone',
  'moved',
  'sending',
  'sent',
  'batchEnded',
  'ended',
] satisfies RunEvent['kind'][]);

/** An event as a line of its own, with its end. */
export function runLine(event: RunEvent): string {
  return `${JSON.stringify(event.kind === 'begun' ? { version: VERSION, ...event } : event)}\n`;
}

/** A journal as it was kept. */
export interface ReadJournal {
  readonly plan: RunPlan;
  readonly events: readonly RunEvent[];
  /** UTF-16 code units up to the end of the last whole line: what comes after was torn by a crash. */
  readonly wholeLength: number;
}

/** Reads a journal's lines; `undefined` when it is none of ours. Lines that are damaged are passed over. */
export function readRunLines(text: string): ReadJournal | undefined {
  const wholeLength = text.lastIndexOf('\n') + 1;
  const [first, ...lines] = text.slice(0, wholeLength).split('\n');
  const begun = parseLine(first ?? '');
  if (begun?.kind !== 'begun' || !isPlan(begun.run) || !('version' in begun) || begun.version !== VERSION) {
    return undefined;
  }
  const events = lines.flatMap((line) => parseLine(line) ?? []).filter(({ kind }) => kind !== 'begun');
  return { plan: begun.run, events, wholeLength };
}

function parseLine(line: string): RunEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind)
    ? (value as RunEvent)
    : undefined;
}

function isPlan(value: unknown): value is RunPlan {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'paths' in value &&
    Array.isArray(value.paths) &&
    'parts' in value &&
    Array.isArray(value.parts)
  );
}
