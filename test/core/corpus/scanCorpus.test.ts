import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { categories } from './mdastOracle.ts';
import { classes, compareWithOracle, type Disagreement, type DisagreementClass } from './scanComparison.ts';

/** Small texts, one for each rule on which parsers like to differ. */
const examples = [
  '# A\n\nB\n===\n\n> ## C\n> D\n> ---\n\n- # E\n  F\n  ---\n\n####### no\n#no\n# G #\n',
  '[a](b) [c](<d e> "f") [g][h] [h][] [h] ![i](j_(k).png) ![l][h]\n\n[h]: m%20n.md\n  "title"\n',
  '[not](a b) [not](c [x](<y\nz>) \\[no](d) [e](f\\)g) [a [b](c) d](e) [![f](g)](h)\n',
  '`a` ``b ` c`` `d\ne` ``f` \\`g` `[h](i)` [j`](k)`\n',
  '```js\n[a](b)\n```\n\n~~~~\n~~~\n~~~~\n\n> ```\n> c\n\n- ```\n  d\n\n  e\n  ```\n    f\n',
  '    code\n\n    more\n\ntext\n    lazy\n\n- item\n\n      code in item\n\n\ttab\n',
  '<div>\n[a](b)\n</div>\n\n<!-- [c](d)\n\n[e](f) -->\n\n<b>[g](h)</b> <!-- [i](j) --> <a\nhref="[k](l)">\n',
  '| [a](b) | `c` |\n|---|:-:|\n| d \\| e | [f](g) |\nh | i\n\n[j]: k\n| no | table |\n|---|\n',
  'https://a.org/b_(c). <https://d.org> (www.e.org) me@f.org, <g@h.org> http:// https://i.org?j=k&amp;l\n',
  '1. a\n   1) b\n      [c](d)\n2. # e\n\n   f\n- g\n+ h\n* * *\n- - i\n    - j\n',
  '> a\nb [c](d)\n\n> - e\n> f\n>\n> - g\n\n>> h\n> i\n\n> [j]: k\n\n[j]\n',
  '[^1] [a][b]\n\n[^1]: note [c](d)\n\n    more [e](f)\n\n[b]:\n<g>\n[B]: h\n[i]: j k\n',
  '- [ ] a [b](c)\n- [x] [d]\n\n[d]: e "f"\n',
  '\uFEFF---\ntitle: a\n---\r\n# A\r\n\r\n[b](c)\r\n\r\n```\r\nd\r\n```\r\n',
  'a\rb\r\r# C\r\r[d](e)\r',
  '***\n* a\n*\n\n  b\n- \n\n  c\n---\n_ _ _\n',
];

const corpus = process.env.NOTEWRIGHT_CORPUS;

/** The notes below a folder, by the first folder of their path. */
function readByFolder(root: string): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep);
    const folder = path.length > 1 ? path[0]! : '.';
    folders.set(folder, [...(folders.get(folder) ?? []), readFileSync(join(root, ...path), 'utf8')]);
  }
  return folders;
}

/** Compares all texts, prints agreement and the classes of disagreement, and asserts the bound. */
function hold(name: string, texts: readonly string[]): void {
  const agreed = Object.fromEntries(categories.map((category) => [category, 0]));
  const disagreements: (Disagreement & { text: string })[] = [];
  for (const text of texts) {
    const comparison = compareWithOracle(text);
    for (const category of comparison.agreed) agreed[category]!++;
    disagreements.push(...comparison.disagreements.map((each) => ({ ...each, text })));
  }
  const counted = disagreements.filter((each) => !classes[each.class].startsWith('masked'));
  const shares = categories.map((category) => {
    const against = counted.filter(({ finding }) => finding.category === category).length;
    const share = agreed[category]! / (agreed[category]! + against || 1);
    return { category, against, share: agreed[category] === 0 && against === 0 ? 1 : share };
  });
  console.log(`      ${name}: ${texts.length} notes`);
  for (const { category, against, share } of shares) {
    console.log(
      `        ${category}: ${(100 * share).toFixed(2)} % (${agreed[category]} agree, ${against} do not)`,
    );
  }
  for (const each of Object.keys(classes) as DisagreementClass[]) {
    const count = disagreements.filter((disagreement) => disagreement.class === each).length;
    if (count > 0) console.log(`        ${count} × ${each}: ${classes[each]}`);
  }
  for (const { category, against, share } of shares) {
    // In a small folder one disagreement is more than a hundredth.
    assert.ok(
      share > 0.99 || against <= 1,
      `${category} agree in ${(100 * share).toFixed(2)} %:\n${sample(counted)}`,
    );
  }
}

function sample(disagreements: readonly (Disagreement & { text: string })[]): string {
  return disagreements
    .slice(0, 10)
    .map(({ seenBy, finding: { category, start, what }, text }) => {
      return `only the ${seenBy}: ${category} ${what} in ${JSON.stringify(text.slice(Math.max(0, start - 20), start + 40))}`;
    })
    .join('\n');
}

describe('scanMarkdown against mdast-util-from-markdown', function () {
  this.timeout(120_000);

  it('agrees on small examples of every rule, in everything', () => {
    for (const text of examples) {
      assert.deepEqual(compareWithOracle(text).disagreements, [], JSON.stringify(text));
    }
  });

  it('agrees on the sample vault', () => {
    hold('samples/vault', [...readByFolder('samples/vault').values()].flat());
  });

  if (corpus !== undefined) {
    for (const [folder, texts] of readByFolder(corpus)) {
      it(`agrees on ${folder} of the corpus`, () => hold(folder, texts));
    }
  }
});
