/**
 * Frontmatter that makes careless readers slow, and whether it is read or refused.
 *
 * @returns the name, what stands between the dashes, and the kind that reading it gives
 */
export function hostileBlocks(): readonly (readonly [
  name: string,
  content: string,
  expected: 'invalid' | 'yaml',
])[] {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level++) {
    const before = String.fromCharCode(96 + level);
    const name = String.fromCharCode(97 + level);
    bomb.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
  }
  return [
    ['an alias bomb', bomb.join('\n'), 'invalid'],
    ['an alias to itself', 'a: &a [*a]', 'invalid'],
    ['100,000 nested lists', `a: ${'['.repeat(60_000)}`, 'invalid'],
    [
      'deep nesting by indentation',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'invalid',
    ],
    ['more than 64 KB', `a: ${'x'.repeat(70_000)}`, 'invalid'],
    ['50,000 keys', Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join('\n'), 'invalid'],
    ['as many keys as 64 KB hold', Array.from({ length: 6_500 }, (_, i) => `k${i}: 1`).join('\n'), 'yaml'],
    ['as many quoted keys', Array.from({ length: 5_000 }, (_, i) => `"k${i}": 1`).join('\n'), 'yaml'],
    ['60,000 blank lines', '\n'.repeat(60_000), 'yaml'],
    ['60,000 blank lines and a rich value', `a: {b: c}${'\n'.repeat(60_000)}`, 'invalid'],
    ['60,000 blanks', `a: b${' '.repeat(60_000)}c`, 'yaml'],
    ['a long line of quotes', `a: ${'"'.repeat(60_000)}`, 'invalid'],
    ['a list of 30,000 quotes', `a: [${"'a',".repeat(15_000)}b]`, 'yaml'],
    ['60,000 colons', `a: ${':'.repeat(60_000)}`, 'invalid'],
    ['60,000 comment marks', `${'#'.repeat(60_000)}\na: b`, 'yaml'],
    ['4,000 anchors', Array.from({ length: 4_000 }, (_, i) => `k${i}: &a${i}`).join('\n'), 'yaml'],
    ['a code engine', 'a: !!js/function "function () { return 1 }"', 'invalid'],
  ];
}
