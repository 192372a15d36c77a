import { packNotes } from '../../core/vault/noteParcel.ts';
import { noteRules, type NoteRules } from '../../core/vault/noteRules.ts';
import type { NoteParcel, ReadFile } from '../../core/vault/noteStore.ts';
import { readNoteNow } from './readFile.ts';
import type { NoteFolder } from './threadPort.ts';

/** So many notes the caller reads in one go: a few ms. */
const AT_ONCE = 32;
/** A note of so many characters would keep the caller too long. */
const LONG = 100_000;
/** A file that takes so long has kept the caller waiting; after so much waiting it leaves reading to the threads; ms. */
const SLOW_FILE_MS = 5;
const PATIENCE_MS = 100;

/** What was read in one go. */
export interface OwnReading {
  readonly parcel: NoteParcel;
  /** How many of the paths that is. */
  readonly count: number;
  /** The last of them where it is a long note: a thread is to read it. */
  readonly long: string | undefined;
}

/** Reads notes in the thread of the caller, while the disk keeps nobody waiting. */
export class OwnReader {
  readonly #root: string;
  readonly #rules: NoteRules;
  #waitedMs = 0;

  constructor({ root, settings }: NoteFolder) {
    this.#root = root;
    this.#rules = noteRules(settings);
  }

  get isQuick(): boolean {
    return this.#waitedMs < PATIENCE_MS;
  }

  /** The notes from `first` on, a few of them; at least one. */
  read(paths: readonly string[], first: number): OwnReading {
    const files: ReadFile[] = [];
    const end = Math.min(paths.length, first + AT_ONCE);
    let length = 0;
    let next = first;
    let long: string | undefined;
    while (next < end && length < LONG && long === undefined) {
      const path = paths[next++]!;
      const began = performance.now();
      const text = readNoteNow(`${this.#root}/${path}`, path);
      if (typeof text === 'string' && text.length >= LONG) long = path;
      else files.push([path, text]);
      length += typeof text === 'string' ? text.length : 0;
      const tookMs = performance.now() - began;
      if (tookMs <= SLOW_FILE_MS) continue;
      this.#waitedMs += tookMs;
      break;
    }
    return { parcel: packNotes(files, this.#rules), count: next - first, long };
  }
}
