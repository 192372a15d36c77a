import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

describe('a note whose saving a crash has broken off', () => {
  const window = usingWindow('test/fixtures/teahouse');

  it('is offered back in the next window, compared and put back', async () => {
    const path = join(window().folder, 'Oolong.md');
    const before = await window().read('Oolong.md');
    // As a process leaves it that is there no more; among the temporary files it is found as well.
    const left = join(window().folder, '.notewright-copies-999999999-test');
    await mkdir(left);
    await writeFile(join(left, '0'), before);
    const record = { file: path, copy: '0', bytes: Buffer.byteLength(before) + 9, end: before.slice(-20) };
    await writeFile(join(left, 'notes.json'), JSON.stringify([record]));
    await writeFile(path, before.slice(0, 30));
    await window().reload();
    await window().showContainer('Notewright');
    await window().toast('Writing “Oolong.md” was broken off, and only a part seems to be there.');
    await window().pressOnToast('Writing “Oolong.md”', 'Compare');
    await window().page.locator('.tab.active[aria-label^="Now and before"]').waitFor();
    await window().page.locator('.multiDiffEntry .line-insert').first().waitFor();
    await window().toast('Writing “Oolong.md” was broken off');
    await window().screenshot('torn-note');
    await window().pressOnToast('Writing “Oolong.md”', 'Put Back');
    await until('the note to be whole', async () => (await window().read('Oolong.md')) === before);
    await until('the copy to go', () => !existsSync(left));
  });
});
