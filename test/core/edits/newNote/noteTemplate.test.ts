import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyTemplate, type TemplateValues } from '../../../../src/core/edits/newNote/noteTemplate.ts';
import { parseFrontmatter } from '../../../../src/core/markdown/frontmatter.ts';

const values: TemplateValues = {
  title: 'Rye bread',
  formatDate: (format) => `<${format}>`,
  mocName: 'Bread MOC',
};

describe('applyTemplate', () => {
  it('fills in title, date and time, in any case and with formats', () => {
    assert.equal(
      applyTemplate('# {{title}}\n{{Title}} {{ TITLE }}', values),
      '# Rye bread\nRye bread Rye bread',
    );
    assert.equal(applyTemplate('{{date}} {{time}}', values), '<YYYY-MM-DD> <HH:mm>');
    assert.equal(
      applyTemplate('{{date:D MMMM YYYY}} {{DATE:YYYY-MM-DD HH:mm}} {{time:H[h]mm}}', values),
      '<D MMMM YYYY> <YYYY-MM-DD HH:mm> <H[h]mm>',
    );
    assert.equal(applyTemplate('{{date: }}', values), '<YYYY-MM-DD>');
  });

  it('leaves placeholders of other tools, and formats that cannot be written', () => {
    const text = '{{author}} {{title|upper}} {{date+1}} {title} {{}} {{cursor}}';
    assert.equal(applyTemplate(text, values), text);
    assert.equal(
      applyTemplate('{{date:QQ}} {{title}}', { ...values, formatDate: () => undefined }),
      '{{date:QQ}} Rye bread',
    );
  });

  it('does not take long over a hostile template', () => {
    const blanks = ' '.repeat(100_000);
    for (const text of [
      `{{date${blanks}`,
      `---\na: ${blanks}x${blanks}b\n---\n`,
      '{{'.repeat(50_000),
      `[[your${blanks}`,
    ]) {
      assert.equal(applyTemplate(text, values), text);
    }
  });

  it('leaves the reminder in the text for the filing, and fills it in in the frontmatter', () => {
    const template = '---\nup: "[[YOUR MOC]]"\nparent: [[YOUR MOC]]\n---\n### [[YOUR MOC]]\n';
    assert.equal(
      applyTemplate(template, values),
      '---\nup: "[[Bread MOC]]"\nparent: "[[Bread MOC]]"\n---\n### [[YOUR MOC]]\n',
    );
    assert.equal(applyTemplate(template, { ...values, mocName: undefined }), template);
  });

  it('keeps all other bytes: line ends, quotes, comments, blanks', () => {
    const template = "\uFEFF---\r\ntitle:   '{{title}}'  # why\r\ntags:\r\n---\r\n\r\n#  {{title}}\t\r\n";
    assert.equal(applyTemplate(template, values), template.replaceAll('{{title}}', 'Rye bread'));
  });

  it('writes any title so that YAML reads it back, in whatever quotes the template has', function () {
    this.timeout(30_000);
    const template =
      '---\na: "{{title}}"\nb: \'{{title}}\'\nc: {{title}}\nd: [x, {{title}}, "{{title}}"]\n- e\n---\n'.replace(
        '- e\n',
        '',
      );
    const title = fc.oneof(
      fc.constantFrom(
        'a: b',
        '"',
        "it's",
        '# x',
        'x # y',
        '- z',
        '[a]',
        '{{title}}',
        'no',
        '123',
        '12:30',
        '\\',
        '!tag',
        '&a',
        '*b',
        'a\nb',
        '%',
        '@',
        '`',
        '$&',
        "$'",
      ),
      fc.string({ maxLength: 12, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(title, (raw) => {
        const expected = raw.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
        fc.pre(expected !== '');
        const { kind, data } = parseFrontmatter(applyTemplate(template, { ...values, title: raw }));
        assert.equal(kind, 'yaml');
        assert.equal(data.a, expected);
        assert.equal(data.b, expected);
        assert.equal(data.c, expected);
        const list = data.d as string[];
        assert.equal(list[1], expected);
      }),
      { numRuns: 300 },
    );
  });
});
