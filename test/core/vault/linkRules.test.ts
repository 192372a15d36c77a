import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Vault, type LinkResolution } from '../../../src/core/vault/vault.ts';

/** A row of docs/links.md. */
interface Rule {
  readonly section: string;
  readonly rule: string;
  /** Path and frontmatter line of each note. */
  readonly notes: readonly (readonly [path: string, frontmatter: string])[];
  readonly from: string;
  readonly link: string;
  readonly leadsTo: string;
}

const COLUMNS = 5;

function readRules(markdown: string): Rule[] {
  const rules: Rule[] = [];
  let section = '';
  for (const line of markdown.split('\n')) {
    section = /^## (.+)/.exec(line)?.[1] ?? section;
    if (!line.startsWith('|') || /^\|(?:---|\s*Rule)/.test(line)) continue;
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
    assert.equal(cells.length, COLUMNS, line);
    const [rule, notes, from, link, leadsTo] = cells as [string, string, string, string, string];
    rules.push({ section, rule, notes: readNotes(notes), from: code(from), link: code(link), leadsTo });
  }
  return rules;
}

/** `path`, or `path` = `frontmatter line`. */
function readNotes(cell: string): (readonly [string, string])[] {
  return [...cell.matchAll(/`([^`]+)`(?: = `([^`]+)`)?/g)].map((match) => [match[1]!, match[2] ?? '']);
}

function code(cell: string): string {
  return /^`(.+)`$/.exec(cell)?.[1] ?? assert.fail(`${cell} is not in backticks`);
}

function tell(resolution: LinkResolution): string {
  switch (resolution.kind) {
    case 'note':
      return [resolution.path, ...resolution.ambiguousWith].map((path) => `\`${path}\``).join(', else ');
    case 'dangling':
      return `missing \`${resolution.path}\``;
    case 'external':
      return 'elsewhere';
    case 'attachment':
      return 'a file';
  }
}

describe('rules of docs/links.md', () => {
  const rules = readRules(readFileSync('docs/links.md', 'utf8'));

  it('are there', () => {
    assert.ok(rules.length > 50);
  });

  for (const { section, rule, notes, from, link, leadsTo } of rules) {
    it(`${section}: ${rule}: ${link} → ${leadsTo}`, () => {
      const vault = new Vault();
      for (const [path, frontmatter] of notes) {
        const block = frontmatter === '' ? '' : `---\n${frontmatter}\n---\n`;
        vault.upsert(path, `${block}${path === from ? link : ''}\n`);
      }
      const found = vault.note(from)?.links[0];
      assert.ok(found !== undefined, `no link was found in ${link}`);
      const resolution = vault.resolveLink(from, found);
      assert.equal(tell(resolution), leadsTo);
      // The index itself agrees.
      const target = resolution.kind === 'note' && resolution.path !== from ? [resolution.path] : [];
      assert.deepEqual(vault.outgoing(from), target);
      assert.equal(vault.dangling()[0]?.path, resolution.kind === 'dangling' ? resolution.path : undefined);
    });
  }
});
