import assert from 'node:assert/strict';
import { readPrivateSetting } from '../../../src/core/vault/privateSetting.ts';

describe('the setting of what is private', () => {
  for (const [value, keys, tags, globs, problem] of [
    [{}, ['private'], ['private'], [], undefined],
    [{ keys: [], tags: ['me'], globs: ['Diary'] }, [], ['me'], ['Diary'], undefined],
    [{ globs: 'Diary/**' }, ['private'], ['private'], ['Diary/**'], undefined],
    [{ keys: 'diary' }, ['diary'], ['private'], [], undefined],
    [{ keys: 3 }, ['private'], ['private'], [], /^keys in .* list of texts; the default/],
    [{ keys: null }, ['private'], ['private'], [], /^keys in /],
    [{ globs: ['Diary', 7] }, ['private'], ['private'], ['Diary'], /^globs in .* no text/],
    [{ glob: ['Diary'] }, ['private'], ['private'], [], /knows no “glob”/],
    [['Diary'], ['private', 'Diary'], ['private', 'Diary'], ['Diary'], /must be an object/],
    ['Diary', ['private', 'Diary'], ['private', 'Diary'], ['Diary'], /must be an object/],
    [null, ['private'], ['private'], [], /must be an object/],
    [undefined, ['private'], ['private'], [], /must be an object/],
  ] as const) {
    it(`is read from ${JSON.stringify(value)}`, () => {
      const { privateKeys, privateTags, privateGlobs, problems } = readPrivateSetting(value);
      assert.deepEqual(
        { privateKeys, privateTags, privateGlobs },
        {
          privateKeys: keys,
          privateTags: tags,
          privateGlobs: globs,
        },
      );
      if (problem === undefined) assert.deepEqual(problems, []);
      else assert.match(problems.join(' '), problem);
    });
  }
});
