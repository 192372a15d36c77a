import assert from 'node:assert/strict';
import { usingWindow } from '../support/ui/shared.ts';

describe('the packaged extension in a window', () => {
  const window = usingWindow('test/fixtures/teahouse');

  it('offers its commands in the palette', async () => {
    assert.equal(await window().offers('Notewright: Summarize Note'), true);
  });

  it('shows the two trees in its view container', async () => {
    await window().showContainer('Notewright');
    await window()
      .tree('Tags')
      .untilRows('a row', (rows) => rows.length >= 0);
    await window().screenshot('trees');
  });
});
