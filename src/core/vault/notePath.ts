/** Vault-relative paths: `/` between folders, none at the start, no `.` or `..`. */

const NOTE_EXTENSION = /\.(?:md|markdown)$/i;

/** Whether the path names a note by its extension (`.md`, `.markdown`). */
export function isNotePath(path: string): boolean {
  return path.endsWith('.md') || (path.includes('.') && NOTE_EXTENSION.test(path));
}

/** The path or name without a note's extension; other extensions stay. */
export function withoutNoteExtension(path: string): string {
  return isNotePath(path) ? path.slice(0, path.lastIndexOf('.')) : path;
}

/** `''` for a file at the vault's root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The file name without a note's extension. */
export function stemOf(path: string): string {
  return withoutNoteExtension(fileNameOf(path));
}

/**
 * Where `target` leads from `folder`; `undefined` when it leaves the vault.
 *
 * @example joinPath('docs/a', '../b.md') // 'docs/b.md'
 * @example joinPath('docs', '../../b.md') // undefined
 */
export function joinPath(folder: string, target: string): string | undefined {
  if (!target.includes('/')) return below(folder, target);
  let start = 0;
  let base = folder;
  for (; target.startsWith('../', start); start += 3) {
    if (base === '') return undefined;
    base = folderOf(base);
  }
  // What is left is mostly plain steps down.
  const rest = target.slice(start);
  return rest.includes('./') ||
    rest.includes('//') ||
    rest.endsWith('.') ||
    rest.endsWith('/') ||
    rest.startsWith('/')
    ? joinSteps(base, rest)
    : below(base, rest);
}

function below(folder: string, target: string): string {
  return folder === '' ? target : `${folder}/${target}`;
}

function joinSteps(folder: string, target: string): string | undefined {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of target.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

/** Steps up and down between two folders. */
export function folderDistance(a: string, b: string): number {
  if (a === b) return 0;
  let common = 0;
  let i = 0;
  for (; i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i); i++) {
    if (a.charCodeAt(i) === SLASH) common++;
  }
  // Where one path ends, the other must go on with a folder of its own.
  const endsA = i === a.length || a.charCodeAt(i) === SLASH;
  const endsB = i === b.length || b.charCodeAt(i) === SLASH;
  if (i > 0 && endsA && endsB) common++;
  return depthOf(a) + depthOf(b) - 2 * common;
}

const SLASH = 47;

function depthOf(folder: string): number {
  if (folder === '') return 0;
  let depth = 1;
  for (let slash = folder.indexOf('/'); slash >= 0; slash = folder.indexOf('/', slash + 1)) depth++;
  return depth;
}
