import assert from 'node:assert/strict';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';

function tags(text: string): string[] {
  return scanMarkdown(text).inlineTags.map(({ name, range }) => {
    assert.equal(text.slice(range.start, range.end), `#${name}`);
    return name;
  });
}

describe('scanMarkdown: inline tags', () => {
  it('finds them at the start, after blanks and after some punctuation', () => {
    assert.deepEqual(tags('#one text #two\n#three\t#four (#five) **#six**,#seven'), [
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
    ]);
    assert.deepEqual(tags('> #quoted\n\n- #listed\n\n# Heading #in-heading\n\n| #cell |\n|---|\n|#other|'), [
      'quoted',
      'listed',
      'in-heading',
      'cell',
      'other',
    ]);
  });

  it('takes nested tags, any script, emoji, and leaves out what ends a sentence', () => {
    assert.deepEqual(tags('#a/b/c #日本語 #café #Ελλάδα #हिन्दी #🎉party #✅ #to-do_1'), [
      'a/b/c',
      '日本語',
      'café',
      'Ελλάδα',
      'हिन्दी',
      '🎉party',
      '✅',
      'to-do_1',
    ]);
    assert.deepEqual(tags('#end. #comma, #slash/ #日本。 #bang! #dot.not'), [
      'end',
      'comma',
      'slash',
      '日本',
      'bang',
      'dot',
    ]);
  });

  it('wants something other than digits', () => {
    assert.deepEqual(tags('#123 #1984 #y1984 #1990s #2024-05 #1/2 #- #_ #--- # x #/x'), [
      'y1984',
      '1990s',
      '2024-05',
    ]);
  });

  it('takes no colour for a tag', () => {
    assert.deepEqual(tags('#fff #FFFFFF #a1b2c3 #ff0 #12ab #11223344 #eee #ccc #bdbdbd'), []);
    assert.deepEqual(tags('#bad #cafe #decade #face #abcde #b2b #2fa #a11y'), [
      'bad',
      'cafe',
      'decade',
      'face',
      'abcde',
      'b2b',
      '2fa',
      'a11y',
    ]);
    assert.deepEqual(tags('The background is #facade, the colour: #beef'), []);
  });

  it('sees none in URLs, targets, link texts of wikilinks, code, math, comments and HTML', () => {
    const text = [
      'https://a.org/#part #https://b.org www.a.org/x#y [a](b.md#c) [[d#e]] [[#f]] <https://g.org/#h>',
      '`#code` $#math$ %%#comment%% <!-- #html --> <a href="#x">y</a>',
      '```\n#fenced\n```',
      '    #indented',
      '<div>\n#block\n</div>',
    ].join('\n\n');
    assert.deepEqual(tags(text), []);
  });

  it('sees none within a word, escaped, doubled or before a bracket', () => {
    assert.deepEqual(tags('a#b C# x #\n\n\\#escaped ##double ###[x](y.md) ## not'), []);
  });
});
