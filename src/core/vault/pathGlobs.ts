/**
 * The patterns that a person's glob stands for, relative to the vault: the name of a folder, with a slash before or
 * after it or none, means all that lies in it.
 *
 * @example pathGlobs('/Diary/') // ['Diary', 'Diary/**']
 */
export function pathGlobs(glob: string): string[] {
  const plain = glob.trim().replace(/^\.?\/+|\/+$/g, '');
  return plain === '' ? [] : [plain, `${plain}/**`];
}
