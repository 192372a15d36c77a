import picomatch from 'picomatch/posix.js';
import { fold } from './noteName.ts';
import { pathGlobs } from './pathGlobs.ts';
import type { VaultSettings } from './vaultSettings.ts';

/** The word MOC at the end of a title or file name, after a space, hyphen or underscore, or as all of it. */
const DEFAULT_MOC_PATTERN = '(?:^|[\\s_-])moc$';

export const DEFAULT_VAULT_SETTINGS: VaultSettings = {
  mocPattern: DEFAULT_MOC_PATTERN,
  privateKeys: ['private'],
  privateTags: ['private'],
  privateGlobs: [],
  createdKeys: [
    'date',
    'created',
    'created_at',
    'date created',
    'date_created',
    'creation date',
    'createdat',
  ],
  modifiedKeys: [
    'last_modified_at',
    'modified',
    'updated',
    'lastmod',
    'last_modified',
    'last_updated',
    'updated_at',
    'date modified',
    'date_modified',
    'modification date',
  ],
};

/** Settings made ready for reading notes. Keys and tags are folded. */
export interface NoteRules {
  readonly moc: RegExp;
  readonly privateKeys: ReadonlySet<string>;
  readonly privateTags: readonly string[];
  readonly isPrivatePath: (path: string) => boolean;
  readonly createdKeys: readonly string[];
  readonly modifiedKeys: readonly string[];
  /** What the rules were made of. */
  readonly settings: VaultSettings;
  /** The same for the same settings: notes read by other rules are other notes. */
  readonly key: string;
  /** What could not be used of the settings, one clear sentence each; the default stands in for it. */
  readonly problems: readonly string[];
}

/** Longer names are not held against the MOC pattern: they are no names, and a pattern's time grows with them. */
export const MAX_MATCHED_NAME = 200;

const MAX_PATTERN = 200;
const MAX_UNBOUNDED = 3;

export function noteRules(settings: Partial<VaultSettings> = {}): NoteRules {
  const all = { ...DEFAULT_VAULT_SETTINGS, ...settings };
  const problems: string[] = [];
  const why = patternProblem(all.mocPattern);
  if (why !== undefined) problems.push(`The MOC pattern ${why}; the default is used instead.`);
  return {
    settings: all,
    key: JSON.stringify(all),
    moc: new RegExp(why === undefined ? all.mocPattern : DEFAULT_MOC_PATTERN, 'iu'),
    privateKeys: new Set(all.privateKeys.map(fold)),
    privateTags: all.privateTags.map((tag) => fold(tag.replace(/^#/, ''))),
    isPrivatePath: globMatcher(all.privateGlobs, problems),
    createdKeys: all.createdKeys.map(fold),
    modifiedKeys: all.modifiedKeys.map(fold),
    problems,
  };
}

/**
 * Why a pattern cannot be used: it does not compile, or its time could explode on a title. A pattern may come with a
 * vault from a stranger, so what could backtrack without end is refused by its shape: a repeated group that itself
 * repeats or chooses, a back reference, more than three open-ended repeats.
 */
function patternProblem(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'is empty';
  if (pattern.length > MAX_PATTERN) return `is longer than ${MAX_PATTERN} characters`;
  try {
    new RegExp(pattern, 'iu');
  } catch {
    return 'is not a valid regular expression';
  }
  return isSlowPattern(pattern) ? 'could take forever on some titles' : undefined;
}

function isSlowPattern(pattern: string): boolean {
  const bare = pattern
    .replace(/\\k<|\\[1-9]/g, '\u0000')
    .replace(/\\./g, 'x')
    .replace(/\[[^\]]*\]/g, 'x');
  if (bare.includes('\u0000')) return true;
  if ((bare.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > MAX_UNBOUNDED) return true;
  const groups: boolean[] = [];
  for (let i = 0; i < bare.length; i++) {
    const repeats = /[*+{]/.test(bare[i]!);
    if (bare[i] === '(') groups.push(false);
    else if (bare[i] === '|' || repeats) markInner(groups);
    else if (bare[i] === ')') {
      const branches = groups.pop() ?? false;
      if (branches && /[*+{]/.test(bare[i + 1] ?? '')) return true;
      if (branches) markInner(groups);
    }
  }
  return false;
}

/** The innermost open group repeats or chooses. */
function markInner(groups: boolean[]): void {
  if (groups.length > 0) groups[groups.length - 1] = true;
}

function globMatcher(globs: readonly string[], problems: string[]): (path: string) => boolean {
  const matchers = globs.flatMap((glob) => {
    const patterns = pathGlobs(glob);
    try {
      if (patterns.length > 0) return [picomatch(patterns, { dot: true, nocase: true })];
    } catch {
      // Told below, as an empty one is.
    }
    problems.push(`The private glob “${glob}” is not valid; it matches nothing.`);
    return [];
  });
  return (path) => matchers.some((matches) => matches(path));
}
