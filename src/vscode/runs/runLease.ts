import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How often the holder says that it is still there, and after which silence it counts as gone; ms. */
const BEAT_MS = 5_000;
const SILENCE_MS = 20_000;

/** Who holds a lease. */
interface Holder {
  readonly pid: number;
  readonly token: string;
}

/**
 * Only one window at a time runs over a vault and writes its journal: it holds a file, which it touches now and then.
 * A file that was not touched for a while, or whose process is gone, was left behind by a crash and is taken over.
 */
export class RunLease {
  readonly #path: string;
  readonly #token: string;
  readonly #beat: NodeJS.Timeout;

  private constructor(path: string, token: string) {
    this.#path = path;
    this.#token = token;
    this.#beat = setInterval(() => void touch(path), BEAT_MS);
    this.#beat.unref();
  }

  /**
   * @param token unique to this window
   * @returns `undefined` when another window holds it. Rejects when the file cannot be written.
   */
  static async take(path: string, token: string): Promise<RunLease | undefined> {
    await mkdir(dirname(path), { recursive: true });
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await create(path, { pid: process.pid, token })) return new RunLease(path, token);
      const left = await leftBehind(path);
      if (left === undefined) return undefined;
      await takeAway(path, left, token);
    }
    return undefined;
  }

  /** Lets others have it. */
  async release(): Promise<void> {
    clearInterval(this.#beat);
    const holder = await readHolder(this.#path);
    if (holder?.token === this.#token) await rm(this.#path, { force: true });
  }
}

async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(JSON.stringify(holder));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The text of a lease whose holder is gone; `undefined` while it is held. */
async function leftBehind(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    const silentFor = Date.now() - (await stat(path)).mtimeMs;
    const holder = parseHolder(text);
    const isGone = holder !== undefined && holder.pid !== process.pid && !isRunning(holder.pid);
    return silentFor > SILENCE_MS || isGone ? text : undefined;
  } catch {
    return ''; // Given back in the meantime.
  }
}

/** Moves a lease that was left behind out of the way, unless another window was quicker and holds a new one. */
async function takeAway(path: string, left: string, token: string): Promise<void> {
  const aside = `${path}.${token}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) === left) await rm(aside, { force: true });
    else await rename(aside, path);
  } catch {
    return; // It is gone: the next attempt tells.
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return parseHolder(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.token === 'string'
      ? { pid: value.pid, token: value.token }
      : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}
