import { join } from 'node:path';
import { run } from './processes.ts';
import { projectRoot } from './projectRoot.ts';

const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
const flags = [
  '--no-dependencies',
  '--allow-missing-repository',
  '--skip-license',
  // Without a repository there is nothing to turn the README's relative links into.
  '--no-rewrite-relative-links',
];

/** Packs an extension folder, as it is, into a `.vsix` and returns the file's path. */
export async function makeVsix(extensionFolder: string, file: string): Promise<string> {
  await run(process.execPath, [vsce, 'package', ...flags, '--out', file], { cwd: extensionFolder });
  return file;
}
