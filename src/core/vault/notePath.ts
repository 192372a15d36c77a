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
  if (!target.includes('./') && !target.includes('//') && !target.endsWith('.') && !target.endsWith('/')) {
    return folder === '' ? target : `${folder}/${target}`;
  }
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
  const left = a === '' ? [] : a.split('/');
  const right = b === '' ? [] : b.split('/');
  let common = 0;
  while (common < left.length && common < right.length && left[common] === right[common]) common++;
  return left.length + right.length - 2 * common;
}
