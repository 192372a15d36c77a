import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

const floors = (JSON.parse(readFileSync('src/floors.json', 'utf8')) as { floors: Record<string, string[]> })
  .floors;
const files = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative('.', join(entry.parentPath, entry.name)).split(sep).join('/'));

/** Everything that a file imports, statically, dynamically, by `require` or as a type. */
function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map((found) => found.fileName);
}

/** The file of this project that an import means; `undefined` for a package. */
function target(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(dirname(file), specifier) : undefined;
}

function floorOf(file: string): string | undefined {
  return Object.keys(floors).find((floor) => file.startsWith(`src/${floor}/`));
}

describe('architecture', () => {
  it('has every file of src on a floor, the composition root apart', () => {
    const homeless = files.filter((file) => file !== 'src/extension.ts' && floorOf(file) === undefined);
    assert.deepEqual(homeless, []);
  });

  it('keeps vscode and Node out of the core, even dynamically', () => {
    const forbidden = new Set(['vscode', ...builtinModules]);
    const found = files
      .filter((file) => file.startsWith('src/core/'))
      .flatMap((file) => importsOf(file).map((name) => ({ file, name })))
      .filter(({ name }) => name.startsWith('node:') || forbidden.has(name.split('/')[0] ?? ''));
    assert.deepEqual(found, []);
  });

  it('imports downwards only', () => {
    const wrong = files.flatMap((file) => {
      const floor = floorOf(file);
      return importsOf(file)
        .map((name) => target(file, name))
        .filter((other) => other !== undefined)
        .filter((other) => {
          const otherFloor = floorOf(other);
          if (floor === undefined) return false;
          return otherFloor !== floor && (otherFloor === undefined || !floors[floor]?.includes(otherFloor));
        })
        .map((other) => `${file} imports ${other}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('has views that know the vault only, and commands that know no view', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .map((name) => target(file, name) ?? name)
        .filter(
          (other) =>
            (file.startsWith('src/vscode/views/') &&
              /src\/core\/(?:assistant|edits|providers)\//.test(other)) ||
            (file.startsWith('src/vscode/commands/') && other.startsWith('src/vscode/views/')),
        )
        .map((other) => `${file} imports ${other}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('has no import cycle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const name of importsOf(file)) {
        const other = target(file, name);
        if (other?.startsWith('src/') && other.endsWith('.ts')) visit(other, [...trail, file]);
      }
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(cycles, []);
  });
});
