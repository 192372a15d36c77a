import fc from 'fast-check';

const names = [
  'title',
  'date',
  'tags',
  'Tags',
  'aliases',
  'last_modified_at',
  'up',
  'date modified',
  'x.y',
  '名前',
  'n1',
];

/** Strings that YAML writers get wrong, and ordinary ones. */
export const awkwardString: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      'yes',
      'No',
      'null',
      '~',
      'true',
      '1e3',
      '0x1F',
      '017',
      '12:30',
      '1_000',
      '.5',
      '-',
      '- a',
      '?',
      ': x',
    ],
    ...[
      '2023-05-23',
      '2023-05-23 11:03',
      'a: b',
      'a:',
      'a #b',
      '#x',
      "it's",
      '"q"',
      "'",
      'a, b',
      '[a]',
      '{a}',
      '{{date}}',
    ],
    ...[
      '[[Data MOC]]',
      '*a',
      '&a',
      '!a',
      '|',
      '>',
      '%a',
      '@a',
      '`a',
      'a\nb',
      '\ta',
      'a\r\nb',
      'é',
      '😀',
      '日本',
      '---',
      '...',
    ],
    ...[
      '\u0085',
      '\u2028',
      '\uFEFF',
      '\u0000',
      'a ',
      ' a',
      'C:\\x',
      '=',
      '<<',
      'https://a.b/c?d=e#f',
      '__proto__',
      '-1',
      '+1',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[a-z][a-z-]{0,8}$/),
);

const word = fc.stringMatching(/^[a-z][a-z-]{0,6}$/);

const scalar = fc.oneof(
  word,
  word.map((text) => `"${text}"`),
  word.map((text) => `'${text}'`),
  fc.constantFrom(
    '',
    '~',
    'true',
    '12',
    '1.5',
    '2023-05-23',
    '2023-05-23 11:03',
    '12:30',
    '"a: b"',
    "'it''s'",
    '"\\u00e9\\n"',
  ),
  fc.constantFrom(
    '"[[Up MOC]]"',
    'a:b',
    'https://x.y/z',
    '"#a"',
    'Null',
    '20240101000000',
    '"a" # note',
    'b # note',
  ),
);

const flowItem = fc.oneof(
  word,
  word.map((text) => `"${text}"`),
  fc.constantFrom("'x y'", 'a b', '12', '"a, b"'),
);

const flowList = fc
  .tuple(fc.array(flowItem, { maxLength: 4 }), fc.constantFrom(', ', ',', ' , '), fc.boolean())
  .map(([items, separator, padded]) =>
    padded ? `[ ${items.join(separator)} ]` : `[${items.join(separator)}]`,
  );

const blockList = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.constantFrom('k: v', '- z') }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    fc.constantFrom('', '  ', '    '),
    fc.constantFrom('- ', '-   '),
    fc.constantFrom('', '', '# between', '  # between'),
  )
  .map(([items, indent, dash, comment]) =>
    [
      '',
      ...items.flatMap((item, index) => [
        ...(index > 0 && comment !== '' ? [comment] : []),
        indent + dash + item,
      ]),
    ].join('\n'),
  );

const richValue = fc.constantFrom(
  '\n  a: 1\n  b:\n    - c',
  '\n  a: 1\n  b: "x y"\n  c:',
  '|\n  first\n  second',
  '>-\n  folded\n  text\n',
  '|+\n  kept\n\n',
  '"two\n  lines"',
  'two\n  lines',
  '&anchor value',
  '[a, [b, c]]',
  '[\n  a,\n  b\n  ]',
  '[a, # note\n  b]',
  '{a: 1}',
  '!!str 12',
);

/** The value of a key: what stands after its colon, lines joined by LF. */
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 3, arbitrary: blockList },
  { weight: 2, arbitrary: flowList },
  { weight: 2, arbitrary: richValue },
);

const entry = fc
  .tuple(
    value,
    fc.constantFrom('plain', 'plain', 'plain', 'double', 'single', 'spaced'),
    fc.constantFrom('', '', '', '# note\n', '\n'),
  )
  .map(([written, style, before]) => (key: string) => {
    const name =
      style === 'double'
        ? `"${key}"`
        : style === 'single'
          ? `'${key}'`
          : style === 'spaced'
            ? `${key} `
            : key;
    return `${before}${name}:${written.startsWith('\n') || written === '' ? '' : ' '}${written}\n`;
  });

/** A note with a frontmatter block in any style that people and tools write: CRLF, BOM, comments, every kind of value. */
export const noteWithFrontmatter: fc.Arbitrary<string> = fc
  .record({
    keys: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 6 }),
    entries: fc.array(entry, { minLength: 6, maxLength: 6 }),
    crlf: fc.boolean(),
    bom: fc.boolean(),
    open: fc.constantFrom('---', '---', '--- '),
    close: fc.constantFrom('---', '---', '...', '--- '),
    body: fc.constantFrom('', '\n# Title\n\nText --- more\n\n---\nend', 'Text'),
  })
  .map(({ keys, entries, crlf, bom, open, close, body }) => {
    const content = keys.map((key, index) => entries[index]!(key)).join('');
    const text = `${open}\n${content}${close}\n${body}`;
    return (bom ? '\uFEFF' : '') + (crlf ? text.replaceAll('\n', '\r\n') : text);
  });
