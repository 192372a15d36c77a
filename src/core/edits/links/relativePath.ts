/**
 * The way from a folder to a file, both vault-relative.
 *
 * @example relativePath('docs/books', 'docs/LLMs.md') // '../LLMs.md'
 * @example relativePath('', 'docs/LLMs.md') // 'docs/LLMs.md'
 */
export function relativePath(fromFolder: string, to: string): string {
  const from = fromFolder === '' ? [] : fromFolder.split('/');
  const steps = to.split('/');
  let common = 0;
  while (common < from.length && common < steps.length - 1 && from[common] === steps[common]) common++;
  return [...from.slice(common).map(() => '..'), ...steps.slice(common)].join('/');
}
