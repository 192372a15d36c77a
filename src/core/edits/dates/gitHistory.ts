/**
 * What `git log` is asked, so that {@link readGitLog} understands the answer: every commit that touched a markdown
 * file, the newest first and never a parent before its children, with the blobs before and after and with renames.
 */
export const GIT_LOG: readonly string[] = [
  'log',
  '--date-order',
  '--raw',
  '--no-abbrev',
  '-M',
  '-z',
  '--no-color',
  '--no-ext-diff',
  '--no-show-signature',
  '--format=commit %H %at',
  '--',
  ':(icase)*.md',
  ':(icase)*.markdown',
];

/** What a commit did to one file. */
interface GitChange {
  /** `A` added, `M` changed, `D` deleted, `R` renamed, `T` turned into another type of file. */
  readonly status: string;
  /** The id of the content before; undefined for a file that is new. */
  readonly before: string | undefined;
  /** The id of the content after; undefined for a file that is gone. */
  readonly after: string | undefined;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** The path before a rename. */
  readonly from: string | undefined;
}

/** A commit that touched notes. */
export interface GitCommit {
  readonly id: string;
  /** When it was written, milliseconds since 1970. */
  readonly at: number;
  readonly changes: readonly GitChange[];
}

/** Reads what `git` printed for {@link GIT_LOG}. What it does not understand is left out. */
export function readGitLog(output: string): GitCommit[] {
  const commits: { id: string; at: number; changes: GitChange[] }[] = [];
  const fields = output.split('\0');
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!.replace(/^\n/, '');
    const header = /^commit ([0-9a-f]+) (\d+)$/.exec(field);
    if (header !== null) {
      commits.push({ id: header[1]!, at: Number(header[2]) * 1000, changes: [] });
      continue;
    }
    const raw = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(field);
    if (raw === null) continue;
    const [, before, after, status] = raw;
    const hasTwoPaths = status === 'R' || status === 'C';
    const from = hasTwoPaths ? fields[++i] : undefined;
    const path = fields[++i];
    if (path === undefined) continue;
    commits.at(-1)?.changes.push({ status: status!, before: blob(before!), after: blob(after!), path, from });
  }
  return commits;
}

/** Git writes nothing but zeros where there is no content. */
function blob(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id;
}

/** One commit's change of a note's content. */
interface NoteVersion {
  readonly at: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A note's past. */
export interface NoteHistory {
  /** The first commit of the note, under whatever name; undefined where the clone's history does not reach it. */
  readonly created: number | undefined;
  /** The newest first; without those that only renamed it. */
  readonly versions: readonly NoteVersion[];
  /** The history was cut off before it told everything: a shallow clone. */
  readonly isCut: boolean;
}

/**
 * Follows notes back through their renames. A note that was deleted and came back unchanged is the same one; another
 * note that once had the same name is not.
 *
 * @param commits the newest first
 * @param paths of the notes as they are named now, relative to the repository
 * @param boundary the commits at which a shallow clone ends: what they seem to add may be older
 */
export function followNotes(
  commits: readonly GitCommit[],
  paths: Iterable<string>,
  boundary: ReadonlySet<string>,
): Map<string, NoteHistory> {
  const trails = new Map([...paths].map((path) => [path, new Trail()]));
  const named = new Map([...trails].map(([path, trail]) => [path.normalize(), trail]));
  for (const commit of commits) {
    // All are looked up before any is renamed: one commit may swap two names.
    const met = commit.changes.map((change) => ({ change, trail: named.get(change.path.normalize()) }));
    const renamed: [string, Trail][] = [];
    for (const { change, trail } of met) {
      if (trail === undefined) continue;
      const next = boundary.has(commit.id) ? trail.cut() : trail.follow(change, commit.at);
      if (next !== change.path) named.delete(change.path.normalize());
      if (next !== undefined && next !== change.path) renamed.push([next.normalize(), trail]);
    }
    for (const [path, trail] of renamed) named.set(path, trail);
  }
  const found = [...trails].filter(([, trail]) => trail.isKnown);
  return new Map(found.map(([path, trail]) => [path, trail.history()]));
}

/** One note on its way back in time. */
class Trail {
  readonly #versions: NoteVersion[] = [];
  #created: number | undefined;
  #isCut = false;
  /** The content with which the note came, once that commit has been met. */
  #cameAs: string | undefined;

  get isKnown(): boolean {
    return this.#created !== undefined || this.#isCut;
  }

  cut(): undefined {
    this.#isCut = true;
  }

  /** The note's name before the change, or undefined where its history ends. */
  follow(change: GitChange, at: number): string | undefined {
    const { status, before, after, path, from } = change;
    if (status === 'D') {
      if (this.#cameAs === undefined) return path;
      const cameBack = this.#cameAs === before;
      this.#cameAs = undefined;
      return cameBack ? path : undefined;
    }
    this.#created = Math.min(at, this.#created ?? at);
    if (before !== after) this.#versions.push({ at, before, after });
    if (status === 'A') this.#cameAs = after;
    return status === 'R' ? from : path;
  }

  history(): NoteHistory {
    const created = this.#isCut ? undefined : this.#created;
    return { created, versions: this.#versions, isCut: this.#isCut };
  }
}
