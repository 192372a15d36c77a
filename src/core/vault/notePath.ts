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
  const rest = target.slice(start);
  return isPlain(target, start) ? below(base, rest) : joinSteps(base, rest);
}

/** Whether what is left of a target from `start` on is plain steps down, as it mostly is. */
function isPlain(target: string, start: number): boolean {
  if (start === target.length) return true;
  return !(
    target.includes('./', start) ||
    target.includes('//', start) ||
    target.endsWith('.') ||
    target.endsWith('/') ||
    target.startsWith('/', start)
  );
}

/**
 * Whether `path` is what {@link joinPath} gives, with an extension behind it. It compares where it stands: putting a
 * path together for each link of a vault costs more than all the rest of looking it up.
 *
 * @example isJoinedPath('docs/b.md', 'docs/a', '../b', '.md') // true
 */
export function isJoinedPath(path: string, folder: string, target: string, extension: string): boolean {
  let start = 0;
  let base = folder.length;
  for (; base > 0 && target.startsWith('../', start); start += 3) {
    base = Math.max(0, folder.lastIndexOf('/', base - 1));
  }
  if (!isPlain(target, start)) {
    const joined = joinPath(folder, target);
    return joined !== undefined && path === joined + extension;
  }
  const at = base === 0 ? 0 : base + 1;
  return (
    path.length === at + target.length - start + extension.length &&
    path.endsWith(extension) &&
    (base === 0 || path.charCodeAt(base) === SLASH) &&
    hasAt(path, 0, folder, 0, base) &&
    hasAt(path, at, target, start, target.length)
  );
}

/** Whether a part of another text stands in the text at `at`. */
function hasAt(text: string, at: number, other: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (text.charCodeAt(at + i - from) !== other.charCodeAt(i)) return false;
  return true;
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
