import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinkStyle } from '../../../src/core/edits/links/linkStyle.ts';
import { updateMoc } from '../../../src/core/edits/mocs/updateMoc.ts';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

const corpora = [
  'samples/vault',
  ...(process.env.NOTEWRIGHT_CORPUS === undefined ? [] : [process.env.NOTEWRIGHT_CORPUS]),
];
const LINKS: LinkStyle = { kind: 'markdown', target: 'relative', extension: true, blanks: 'percent' };

function readTexts(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** A vault in which a text is a MOC that four notes name, each tagged like one of its headings. */
function vaultAround(text: string): Vault {
  const vault = new Vault();
  vault.upsert('All MOC.md', text);
  const headings = scanMarkdown(text).headings.map((heading) => heading.text);
  for (const [i, title] of ['Apple', 'Quince', 'Zebra', 'Medlar'].entries()) {
    const tag = (headings[i + 1] ?? 'none').replace(/[^\p{L}\p{N}]+/gu, '-');
    vault.upsert(`${title} of the test.md`, `---\ntags: ["${tag}"]\nup: "[[All MOC]]"\n---\n# ${title}\n`);
  }
  return vault;
}

describe('updating every note as if it were a MOC, twice, and taking it back', () => {
  for (const folder of corpora) {
    it(folder, function () {
      this.timeout(600_000);
      let [updated, bySection, refused] = [0, 0, 0];
      for (const [file, text] of readTexts(folder)) {
        const vault = vaultAround(text);
        const result = updateMoc({ path: 'All MOC.md', text }, LINKS, vault);
        if (!result.ok) {
          refused++;
          continue;
        }
        assert.equal(result.added.length, 4, file);
        assert.ok(
          result.edits.every(({ start, end }) => start === end),
          `${file}: a first run only inserts`,
        );
        const after = applyEdits(text, result.edits);
        vault.upsert('All MOC.md', after);
        const again = updateMoc({ path: 'All MOC.md', text: after }, LINKS, vault);
        assert.ok(again.ok && again.edits.length === 0, `${file}: a second run changes nothing`);
        const alone = new Vault();
        alone.upsert('All MOC.md', after);
        const back = updateMoc({ path: 'All MOC.md', text: after }, LINKS, alone);
        assert.ok(back.ok, file);
        assert.equal(applyEdits(after, back.edits), text, `${file}: taken back`);
        updated++;
        bySection += result.added.filter(({ section }) => section !== undefined).length;
      }
      console.log(`      ${updated} notes updated, ${bySection} entries by section, ${refused} refused`);
      assert.ok(updated > 0);
    });
  }
});
