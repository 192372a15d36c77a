import { execFile, type ExecFileException } from 'node:child_process';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { followNotes, GIT_LOG, readGitLog, type NoteHistory } from '../core/edits/dates/gitHistory.ts';
import type { DateSettings } from '../core/edits/dates/dateSettings.ts';
import { lastContentChange } from '../core/edits/dates/lastContentChange.ts';

/** A note of this machine whose past is wanted. */
export interface NoteOnDisk {
  /** The absolute path. */
  readonly file: string;
  readonly text: string;
  readonly settings: DateSettings;
}

/** What git knows of a note, in milliseconds since 1970. */
interface GitDates {
  /** Undefined where the history of the clone does not reach back to it. */
  readonly created: number | undefined;
  /** `uncommitted` where the note has changed since its last commit. */
  readonly modified: number | 'uncommitted' | undefined;
}

/** The dates of the notes that git knows, by file, and why it could not be asked about others. */
export interface GitAnswer {
  readonly dates: ReadonlyMap<string, GitDates>;
  readonly problems: readonly string[];
}

/** A repository that takes longer to answer than this is given up; ms. */
const TIMEOUT_MS = 120_000;
/** For how many notes one `git cat-file` is asked. */
const NOTES_AT_ONCE = 250;
/** A larger content is no note; bytes. */
const LARGEST_BLOB = 2 * 1024 * 1024;

/**
 * Asks git when notes came and when what they say last changed: one `git log` for each repository, and one
 * `git cat-file` for some hundred contents.
 *
 * @throws when `signal` is aborted
 */
export async function gitDates(notes: readonly NoteOnDisk[], signal: AbortSignal): Promise<GitAnswer> {
  const dates = new Map<string, GitDates>();
  const problems: string[] = [];
  for (const [root, found] of await byRepository(notes)) {
    try {
      for (const [file, known] of await datesInRepository(root, found, signal)) dates.set(file, known);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof GitFailure)) throw error;
      if (!problems.includes(error.message)) problems.push(error.message);
    }
  }
  return { dates, problems };
}

/** Notes by their path in the repository. */
type Found = ReadonlyMap<string, NoteOnDisk>;

/** The repository of a note is the nearest folder above it that holds `.git`, with links resolved as git does. */
async function byRepository(notes: readonly NoteOnDisk[]): Promise<Map<string, Map<string, NoteOnDisk>>> {
  const roots = new Map<string, Promise<string | undefined>>();
  const rootOf = (folder: string): Promise<string | undefined> => {
    let root = roots.get(folder);
    if (root === undefined) roots.set(folder, (root = findRoot(folder)));
    return root;
  };
  const findRoot = async (folder: string): Promise<string | undefined> => {
    if (await exists(join(folder, '.git'))) return folder;
    const above = dirname(folder);
    return above === folder ? undefined : await rootOf(above);
  };
  const repositories = new Map<string, Map<string, NoteOnDisk>>();
  for (const note of notes) {
    const file = await realpath(note.file).catch(() => note.file);
    const root = await rootOf(dirname(file));
    if (root === undefined) continue;
    const found = repositories.get(root) ?? new Map<string, NoteOnDisk>();
    repositories.set(root, found.set(relative(root, file).replaceAll(sep, '/'), note));
  }
  return repositories;
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

async function datesInRepository(
  root: string,
  found: Found,
  signal: AbortSignal,
): Promise<Map<string, GitDates>> {
  const boundary = await shallowBoundary(root, signal);
  const histories = followNotes(readGitLog(await readLog(root, signal)), found.keys(), boundary);
  const modified = await lastChanges(root, found, histories, signal);
  return new Map(
    [...histories].map(([path, { created }]) => [
      found.get(path)!.file,
      { created, modified: modified.get(path) },
    ]),
  );
}

async function readLog(root: string, signal: AbortSignal): Promise<string> {
  try {
    return (await git(root, GIT_LOG, signal)).toString('utf8');
  } catch (error) {
    if (error instanceof GitFailure && /does not have any commits/.test(error.message)) return '';
    throw error;
  }
}

/** The commits at which a shallow clone ends; none in any other repository. */
async function shallowBoundary(root: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const answer = await git(root, ['rev-parse', '--git-path', 'shallow'], signal);
  const file = resolve(root, answer.toString('utf8').replace(/\r?\n$/, ''));
  const ids = (await exists(file)) ? await readFile(file, 'utf8') : '';
  return new Set(ids.split('\n').filter((id) => id !== ''));
}

/** Reads contents, a batch of notes at a time, until each note's last change is known. */
async function lastChanges(
  root: string,
  found: Found,
  histories: ReadonlyMap<string, NoteHistory>,
  signal: AbortSignal,
): Promise<Map<string, GitDates['modified']>> {
  const modified = new Map<string, GitDates['modified']>();
  const all = [...histories.keys()];
  for (let start = 0; start < all.length; start += NOTES_AT_ONCE) {
    const texts = new Map<string, string | null>();
    let open = all.slice(start, start + NOTES_AT_ONCE);
    while (open.length > 0) {
      const wanted = new Set<string>();
      open = open.filter((path) => {
        const { text, settings } = found.get(path)!;
        const change = lastContentChange(text, histories.get(path)!, settings, (blob) => texts.get(blob));
        if (change.kind === 'at') modified.set(path, change.at);
        else if (change.kind === 'uncommitted') modified.set(path, 'uncommitted');
        else if (change.kind === 'needs') change.blobs.forEach((blob) => wanted.add(blob));
        return change.kind === 'needs';
      });
      if (open.length > 0) await readBlobs(root, [...wanted], texts, signal);
    }
  }
  return modified;
}

async function readBlobs(
  root: string,
  ids: readonly string[],
  into: Map<string, string | null>,
  signal: AbortSignal,
): Promise<void> {
  const output = await git(root, ['cat-file', '--batch'], signal, `${ids.join('\n')}\n`);
  let at = 0;
  for (const id of ids) {
    const lineEnd = output.indexOf(0x0a, at);
    const [, type, size] = output.toString('utf8', at, lineEnd).split(' ');
    at = lineEnd + 1;
    into.set(id, null);
    if (size === undefined) continue; // `missing`: a partial clone, say.
    const end = at + Number(size);
    if (type === 'blob' && Number(size) <= LARGEST_BLOB) into.set(id, output.toString('utf8', at, end));
    at = end + 1;
  }
}

/** Without a shell, a terminal, a lock, the network or anything that the repository's own settings could start. */
function git(root: string, args: readonly string[], signal: AbortSignal, input?: string): Promise<Buffer> {
  const env = {
    ...process.env,
    // What a git hook that started VS Code would have set.
    GIT_DIR: undefined,
    GIT_WORK_TREE: undefined,
    GIT_INDEX_FILE: undefined,
    GIT_LITERAL_PATHSPECS: undefined,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
  // `-C` and not `cwd`: on Windows a `git.exe` in the working folder would be started.
  const safe = ['-C', root, '-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false', '--no-pager'];
  return new Promise((done, fail) => {
    const child = execFile(
      'git',
      [...safe, ...args],
      { encoding: 'buffer', env, signal, timeout: TIMEOUT_MS, maxBuffer: 2 ** 29, windowsHide: true },
      (error, stdout, stderr) => (error === null ? done(stdout) : fail(new GitFailure(root, error, stderr))),
    );
    // A git that ends early closes its input; its exit code tells why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Why git gave no answer, in one sentence. */
class GitFailure extends Error {
  constructor(root: string, cause: ExecFileException, stderr: Buffer) {
    const [line] = stderr.toString('utf8').split('\n');
    super(
      cause.code === 'ENOENT'
        ? 'git is not installed, or not on the PATH.'
        : cause.killed === true
          ? `git took too long in “${basename(root)}”.`
          : `git failed in “${basename(root)}”: ${line || cause.message}`,
      { cause },
    );
  }
}
