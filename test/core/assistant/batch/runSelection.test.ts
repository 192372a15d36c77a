import assert from 'node:assert/strict';
import { forecastRun } from '../../../../src/core/assistant/batch/runForecast.ts';
import { selectNotes, type RunFilter } from '../../../../src/core/assistant/batch/runSelection.ts';
import { estimateTokens } from '../../../../src/core/assistant/tokens.ts';
import { Vault } from '../../../../src/core/vault/vault.ts';
import { runNoteInput } from '../../../support/runs/runNoteInput.ts';

function grains(): Vault {
  const vault = new Vault();
  vault.upsert('Grain MOC.md', '# Grain MOC\n\n- [Rye](Fields/Rye.md)\n');
  vault.upsert('Fields/Rye.md', '---\nsummary: Dark and hardy.\ntags: [bread]\n---\n# Rye\n');
  vault.upsert('Fields/Oats.md', '# Oats\n\nFor porridge.\n');
  vault.upsert('Diary.md', '---\nprivate: true\n---\n# Diary\n');
  return vault;
}

const anywhere = (_path: string): boolean => true;

describe('the notes of a run', () => {
  const pathsOf = (filter: RunFilter, isIn = anywhere): readonly string[] =>
    selectNotes(grains(), isIn, filter, true).paths;

  it('are all but the private ones, which are counted', () => {
    assert.deepEqual(selectNotes(grains(), anywhere, { kind: 'all' }, true), {
      paths: ['Fields/Oats.md', 'Fields/Rye.md', 'Grain MOC.md'],
      privateNotes: 1,
    });
  });

  it('hold the private ones where nothing is sent', () => {
    assert.equal(selectNotes(grains(), anywhere, { kind: 'all' }, false).paths.length, 4);
  });

  it('are those that lack something', () => {
    assert.deepEqual(pathsOf({ kind: 'missing', what: 'summary' }), ['Fields/Oats.md', 'Grain MOC.md']);
    assert.deepEqual(pathsOf({ kind: 'missing', what: 'tags' }), ['Fields/Oats.md', 'Grain MOC.md']);
    assert.deepEqual(pathsOf({ kind: 'missing', what: 'moc' }), ['Fields/Oats.md']);
  });

  it('are those of a folder, a tag or a pattern', () => {
    assert.deepEqual(
      pathsOf({ kind: 'all' }, (path) => path.startsWith('Fields/')),
      ['Fields/Oats.md', 'Fields/Rye.md'],
    );
    assert.deepEqual(pathsOf({ kind: 'tag', paths: new Set(['Fields/Rye.md']) }), ['Fields/Rye.md']);
    assert.deepEqual(pathsOf({ kind: 'glob', accepts: (path) => path.endsWith('Oats.md') }), [
      'Fields/Oats.md',
    ]);
  });
});

describe('the forecast of a run', () => {
  it('adds what goes with a note, seen on some of them, to the notes themselves', () => {
    const text = '# Rye\n\nRye is a grain.\n';
    const notes = [{ text, input: runNoteInput('Rye.md', text) }, { text }, { text }];
    const model = { isLanguageModel: true };
    const one = forecastRun(notes.slice(0, 1), ['summary'], model);
    const three = forecastRun(notes, ['summary'], model);
    assert.ok(one.input > estimateTokens(text));
    assert.ok(Math.abs(three.input - 3 * one.input) <= 2);
    assert.equal(three.output, 3 * one.output);
    assert.ok(forecastRun(notes, ['summary', 'tags'], model).input > three.input);
  });
});
