// Bundles the extension into dist/. What few people need at once stands in files of its own, loaded when first used:
// every module that is reached by a dynamic import, and the YAML parser (25 ms to load), which is needed synchronously.
import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { build } from 'esbuild';
import * as yaml from 'yaml';

const outdir = 'dist';
const production = !process.argv.includes('--dev');

/** Builds one CommonJS file and returns the modules that it wants to load later. */
async function bundle(entry, name) {
  const later = new Map();
  await build({
    entryPoints: [entry],
    outfile: `${outdir}/${name}.cjs`,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    minify: production,
    keepNames: true,
    sourcemap: production ? false : 'linked',
    logLevel: 'warning',
    plugins: [dynamicImportsAsFiles(later), lazyYaml(name), grayMatterWithoutEngines()],
  });
  return later;
}

/** `import('./x.ts')` becomes a file of its own in dist/. */
function dynamicImportsAsFiles(later) {
  return {
    name: 'dynamic-imports-as-files',
    setup(b) {
      b.onResolve({ filter: /^\./ }, (args) => {
        if (args.kind !== 'dynamic-import') return undefined;
        const path = resolve(dirname(args.importer), args.path);
        const name = basename(path).replace(/\.ts$/, '');
        later.set(path, name);
        return { path: `./${name}.cjs`, external: true };
      });
    },
  };
}

/** Stand-ins for the functions and classes of `yaml` that load it when first called. */
const lazyFunctions = Object.entries(yaml)
  .filter(([, value]) => typeof value === 'function')
  .map(([name, value]) => {
    const call = String(value).startsWith('class') ? 'new ' : '';
    return `export const ${name} = function (...args) { return ${call}(require('./yaml.cjs').${name})(...args); };`;
  })
  .join('\n');

/** The `yaml` package loads at its first call. */
function lazyYaml(name) {
  return {
    name: 'lazy-yaml',
    setup(b) {
      if (name === 'yaml') return;
      b.onResolve({ filter: /^yaml$/ }, () => ({ path: 'yaml', namespace: 'lazy-yaml' }));
      b.onLoad({ filter: /.*/, namespace: 'lazy-yaml' }, () => ({ loader: 'js', contents: lazyFunctions }));
      b.onResolve({ filter: /^\.\/yaml\.cjs$/ }, () => ({ path: './yaml.cjs', external: true }));
    },
  };
}

/** gray-matter's own engines evaluate code and bring js-yaml 3; ours are passed with every call (frontmatter.ts). */
function grayMatterWithoutEngines() {
  return {
    name: 'gray-matter-without-engines',
    setup(b) {
      b.onResolve({ filter: /\/engines$/ }, (args) =>
        args.importer.includes('gray-matter') ? { path: 'engines', namespace: 'no-engines' } : undefined,
      );
      b.onLoad({ filter: /.*/, namespace: 'no-engines' }, () => ({
        contents: 'module.exports = {};',
        loader: 'js',
      }));
    },
  };
}

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });
const waiting = new Map([
  [resolve('src/extension.ts'), 'extension'],
  ['yaml', 'yaml'],
]);
const done = new Set();
for (const [entry, name] of waiting) {
  if (done.has(entry)) continue;
  done.add(entry);
  for (const [path, laterName] of await bundle(entry, name)) {
    if ([...waiting].some(([other, taken]) => taken === laterName && other !== path)) {
      throw new Error(`Two modules would both become ${laterName}.cjs: rename one`);
    }
    waiting.set(path, laterName);
  }
}
