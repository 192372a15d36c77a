import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch/posix.js';

/** Folders that never hold notes: version control, tools' own data, installed packages, Obsidian's and Foam's bins. */
const NEVER = new Set(['.git', '.hg', '.svn', '.obsidian', '.trash', '.foam', '.vscode', 'node_modules']);

/** Decides what below a folder is left out. Paths are relative to the vault, with `/`. */
export interface IgnoreRules {
  readonly ignores: (path: string, isFolder: boolean) => boolean;
  /** These rules and those of a `.gitignore` that lies in `folder` (`''` for the root). */
  readonly within: (folder: string, gitignore: string) => IgnoreRules;
}

interface GitRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** @param globs `files.exclude` and the person's own; a glob that does not compile matches nothing. */
export function ignoreRules(globs: readonly string[], git: readonly GitRules[] = []): IgnoreRules {
  const excluded = globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
  return {
    ignores: (path, isFolder) =>
      (isFolder && NEVER.has(path.slice(path.lastIndexOf('/') + 1))) ||
      excluded(path) ||
      git.some(({ folder, rules }) => isIgnored(path, isFolder, folder, rules)),
    within: (folder, gitignore) =>
      ignoreRules(globs, [...git, { folder, rules: ignore({ allowRelativePaths: false }).add(gitignore) }]),
  };
}

function isIgnored(path: string, isFolder: boolean, folder: string, rules: Ignore): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false;
  const below = folder === '' ? path : path.slice(folder.length + 1);
  return below !== '' && rules.ignores(isFolder ? `${below}/` : below);
}

/** Whether a file says what is left out. */
export function isIgnoreFile(path: string): boolean {
  return path === '.gitignore' || path.endsWith('/.gitignore');
}

/** A file is left out when it or a folder above it is. */
export function isIgnoredAnywhere(rules: IgnoreRules, path: string): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (rules.ignores(path.slice(0, slash), true)) return true;
  }
  return rules.ignores(path, false);
}
