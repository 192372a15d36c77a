import { mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../core/base/errors.ts';
import { isRunning } from '../isRunning.ts';

/** How often the holder says that it is still there, and after which silence it counts as gone; ms. */
const BEAT_MS = 5_000;
const SILENCE_MS = 20_000;
/** So long after its last word nobody can have taken over, not even between two looks at the clock; ms. */
const SURE_MS = SILENCE_MS / 2;

const NAME = /^lease\.(\d+)$/;

/**
 * Only one window at a time runs over a vault and writes its journal. Each time that one takes over is a generation
 * with a file of its own, `lease.1`, `lease.2`, …; whoever made the latest file holds the lease. Its holder touches it
 * now and then. Untouched for a while, or made by a process that is gone, it was left behind, and the file of the next
 * generation can be made, which the file system lets one alone do. The latest file is never removed, so that no number
 * comes twice: somebody who looked at a generation long ago cannot take over a later one unawares.
 */
export class RunLease {
  readonly #folder: string;
  readonly #token: string;
  readonly #onLost: () => void;
  readonly #timer: NodeJS.Timeout;
  #generation: number;
  /** When the file was last touched, ms since 1970; taken before it was, so never too late. */
  #touchedAt: number;
  #state: 'held' | 'lost' | 'released' = 'held';
  #renewing: Promise<boolean> | undefined;

  private constructor(folder: string, token: string, claimed: Claimed, onLost: () => void) {
    this.#folder = folder;
    this.#token = token;
    this.#onLost = onLost;
    this.#generation = claimed.generation;
    this.#touchedAt = claimed.at;
    this.#timer = setInterval(() => void this.#renew().catch(() => undefined), BEAT_MS);
    this.#timer.unref();
  }

  /**
   * @param folder holds the files; it is made where it is not there
   * @param token unique to this window
   * @param onLost told once when another window has taken over, as after a sleep of this one
   * @returns `undefined` when another window holds it. Rejects when the file cannot be written.
   */
  static async take(
    folder: string,
    token: string,
    onLost: () => void = () => undefined,
  ): Promise<RunLease | undefined> {
    await mkdir(folder, { recursive: true });
    const latest = (await generations(folder)).at(-1) ?? 0;
    if (latest > 0 && !(await isLeftBehind(pathOf(folder, latest)))) return undefined;
    const claimed = await claim(folder, latest + 1, token);
    return claimed === undefined ? undefined : new RunLease(folder, token, claimed, onLost);
  }

  /**
   * Whether this window may write now: to be asked before each write. After a silence that let others take over, the
   * lease is taken anew first, which fails when one of them was quicker.
   */
  async isHeld(): Promise<boolean> {
    if (this.#state !== 'held') return false;
    return Date.now() - this.#touchedAt < SURE_MS ? true : await this.#renew();
  }

  /** Lets others have it. */
  async release(): Promise<void> {
    if (this.#state === 'released') return;
    clearInterval(this.#timer);
    await this.#renewing?.catch(() => undefined);
    const wasHeld = this.#state === 'held';
    this.#state = 'released';
    if (wasHeld) await giveBack(pathOf(this.#folder, this.#generation));
  }

  async #renew(): Promise<boolean> {
    this.#renewing ??= this.#touch().finally(() => (this.#renewing = undefined));
    return await this.#renewing;
  }

  async #touch(): Promise<boolean> {
    const at = Date.now();
    if (at - this.#touchedAt < SURE_MS) {
      const now = new Date(at);
      await utimes(pathOf(this.#folder, this.#generation), now, now);
      this.#touchedAt = at;
      return true;
    }
    // Somebody may be taking over at this moment: the next file tells who has it.
    const claimed = await claim(this.#folder, this.#generation + 1, this.#token);
    if (claimed === undefined) {
      this.#lose();
      return false;
    }
    this.#generation = claimed.generation;
    this.#touchedAt = claimed.at;
    return true;
  }

  #lose(): void {
    if (this.#state !== 'held') return;
    this.#state = 'lost';
    clearInterval(this.#timer);
    this.#onLost();
  }
}

interface Claimed {
  readonly generation: number;
  /** ms since 1970, before the file was made. */
  readonly at: number;
}

/** Makes the file of a generation; `undefined` when that one, or a later one, is somebody else's. */
async function claim(folder: string, generation: number, token: string): Promise<Claimed | undefined> {
  const at = Date.now();
  const path = pathOf(folder, generation);
  if (!(await create(path, JSON.stringify({ pid: process.pid, token })))) return undefined;
  const all = await generations(folder);
  if (all.at(-1) !== generation) {
    await rm(path, { force: true });
    return undefined;
  }
  // The one before stays: a look into the folder that meets a change of hands sees one of the two at the least.
  for (const older of all) if (older < generation - 1) await rm(pathOf(folder, older), { force: true });
  return { generation, at };
}

async function create(path: string, text: string): Promise<boolean> {
  const file = await open(path, 'wx').catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  });
  if (file === undefined) return false;
  try {
    await file.writeFile(text);
    return true;
  } catch (error) {
    await giveBack(path);
    throw error;
  } finally {
    await file.close();
  }
}

/** A file that was touched last in 1970 was left behind, whoever made it. */
async function giveBack(path: string): Promise<void> {
  await utimes(path, 0, 0).catch(() => undefined);
}

/** `false` also for a file that is gone: somebody has made a later one. */
async function isLeftBehind(path: string): Promise<boolean> {
  try {
    const silentFor = Date.now() - (await stat(path)).mtimeMs;
    if (silentFor > SILENCE_MS) return true;
    const pid = pidIn(await readFile(path, 'utf8'));
    return pid !== undefined && pid !== process.pid && !isRunning(pid);
  } catch {
    return false;
  }
}

/** `undefined` while its maker has not written it yet. */
function pidIn(text: string): number | undefined {
  try {
    const { pid } = JSON.parse(text) as { readonly pid?: unknown };
    return typeof pid === 'number' ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Ascending. */
async function generations(folder: string): Promise<number[]> {
  const found = (await readdir(folder)).map((name) => Number(NAME.exec(name)?.[1] ?? 0));
  return found.filter((generation) => generation > 0).sort((a, b) => a - b);
}

function pathOf(folder: string, generation: number): string {
  return join(folder, `lease.${generation}`);
}
