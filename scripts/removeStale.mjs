// Removes compiled files from out/ whose source is gone: a deleted test must not go on running.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

for (const folder of ['src', 'test', 'scripts', 'bench', 'eval']) {
  if (!existsSync(join('out', folder))) continue;
  for (const entry of readdirSync(join('out', folder), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!/\.js(\.map)?$/.test(file)) continue;
    const source = relative('out', file).replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(source)) rmSync(file);
  }
}
