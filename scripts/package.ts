// Makes the .vsix and holds what goes into it against what should: `npm run package`.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import picomatch from 'picomatch';
import { projectRoot } from '../test/support/host/projectRoot.ts';
import { makeVsix } from '../test/support/host/vsix.ts';

/** What every start of the extension has to read. */
const mainBundle = 'dist/extension.cjs';
const mainBundleLimit = 250_000;

/** Missing ones are an error, and so is any file that neither list names. */
const required = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'package.nls.json',
  mainBundle,
  'dist/yaml.cjs',
  'media/icon.png',
  'media/notewright.svg',
];
/** A part that is loaded later has the name of its module (scripts/build.mjs). */
const laterParts = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `dist/${basename(path, '.ts')}.cjs`);
const picture = picomatch(['media/screenshots/*.png', 'media/walkthrough/*.{md,png}']);
const allowed = (file: string): boolean => laterParts.includes(file) || picture(file);

const files = await listFiles({ cwd: projectRoot, packageManager: PackageManager.None });
const missing = required.filter((file) => !files.includes(file));
const unexpected = files.filter((file) => !required.includes(file) && !allowed(file));

const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};
const vsix = await makeVsix(projectRoot, join(projectRoot, `${name}-${version}.vsix`));

const kilobytes = (file: string): string => `${(statSync(file).size / 1000).toFixed(1)} kB`;
for (const file of files.sort()) console.log(`  ${file} ${kilobytes(join(projectRoot, file))}`);
console.log(`${vsix}: ${files.length} files, ${kilobytes(vsix)}`);

const mainSize = statSync(join(projectRoot, mainBundle)).size;
console.log(`${mainBundle}: ${(mainSize / 1000).toFixed(1)} kB of ${mainBundleLimit / 1000} kB`);

const problems = [
  ...missing.map((file) => `${file} is missing.`),
  ...unexpected.map(
    (file) => `${file} has no business in the package (or belongs on the list in scripts/package.ts).`,
  ),
  ...(mainSize > mainBundleLimit ? [`${mainBundle} is too large: load what is rarely needed later.`] : []),
];
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
