// Bundles the extension into dist/. What few people need at once stands in files of its own, loaded when first used:
// every module that is reached by a dynamic import, and what stands below in `late`.
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
    sourcemap: production ? false : 'linked',
    logLevel: 'warning',
    plugins: [dynamicImportsAsFiles(later), lateModules(name), grayMatterWithoutEngines()],
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

/**
 * What is loaded at its first call, though it is imported statically and answers at once: the YAML editor's parser,
 * and the full reader, which few notes need. Their exports are functions and classes.
 */
const late = [
  { name: 'yaml', entry: 'yaml', filter: /^yaml$/, exports: yaml },
  {
    name: 'frontmatterYaml',
    entry: resolve('src/core/markdown/frontmatterYaml.ts'),
    filter: /\/frontmatterYaml\.ts$/,
    exports: { readYaml: () => undefined },
  },
];

/** Puts stand-ins, which load the real thing when first called, in the place of what is late. */
function lateModules(bundleName) {
  return {
    name: 'late-modules',
    setup(b) {
      for (const { name, filter, exports } of late) {
        if (name === bundleName) continue;
        b.onResolve({ filter }, (args) =>
          args.kind === 'entry-point' ? undefined : { path: name, namespace: 'late' },
        );
        b.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'late' }, () => ({
          loader: 'js',
          contents: standIns(name, exports),
        }));
      }
      b.onResolve({ filter: /^\.\/\w+\.cjs$/, namespace: 'late' }, ({ path }) => ({ path, external: true }));
    },
  };
}

function standIns(file, exports) {
  return Object.entries(exports)
    .filter(([, value]) => typeof value === 'function')
    .map(([name, value]) => {
      const call = String(value).startsWith('class') ? 'new ' : '';
      return `export const ${name} = function (...args) { return ${call}(require('./${file}.cjs').${name})(...args); };`;
    })
    .join('\n');
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
  // Runs in a thread of its own, so nothing imports it.
  [resolve('src/vscode/noteStores/readThread.ts'), 'readThread'],
  ...late.map(({ name, entry }) => [entry, name]),
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
