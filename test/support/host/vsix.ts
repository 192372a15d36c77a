import { join } from 'node:path';
import { projectRoot } from './projectRoot.ts';
import { run } from './processes.ts';

/** Packs an extension folder, as it is, into a `.vsix` and returns the file's path. */
export async function makeVsix(extensionFolder: string, file: string): Promise<string> {
  const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  await run(process.execPath, [vsce, ...args], { cwd: extensionFolder });
  return file;
}
