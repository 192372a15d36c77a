import assert from 'node:assert/strict';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddingServer } from '../support/embeddingServer.ts';
import { usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

describe('Use Embeddings', () => {
  const server = new EmbeddingServer(['kettle', 'leaf', 'cocoa']);
  let baseUrl = '';
  before(async () => {
    baseUrl = await server.start();
  });
  const window = usingWindow('test/fixtures/teahouse', () => ({
    'notewright.openai.baseUrl': baseUrl,
    // As it stands once the person has said yes in another vault.
    'notewright.embeddings.model': 'text-embedding-test',
  }));
  after(() => server.stop());

  const sent = (): string => JSON.stringify(server.requests);

  it('sends nothing before the person has said yes to where it goes and to what', async () => {
    await writeFile(join(window().folder, 'Diary.md'), '---\nprivate: true\n---\n\nSecret kettle.\n');
    await window().command('Notewright: Use Embeddings…');
    assert.match(await window().modalText(), /Send notes to 127\.0\.0\.1:\d+, on this machine/);
    await window().pressInModal('Allow');
    await window().quickInput.titled(/^Embedding model at/);
    await window().quickInput.choose('text-embedding-test');
    const question = await window().modalText();
    assert.match(question, /Send the titles and beginnings of 7 notes to 127\.0\.0\.1:\d+\?/);
    assert.match(question, /Private notes are left out: 1\./);
    assert.equal(server.requests.length, 0);
    await window().pressInModal('Cancel');
    assert.equal(server.requests.length, 0);
  });

  it('sends nothing by itself of a vault for which nobody said yes, whatever model was chosen in another', async () => {
    await writeFile(join(window().folder, 'Tea.md'), '# Tea\n\nA leaf.\n');
    // Notes follow five seconds after a change: only time can show that none does.
    await new Promise((resolve) => setTimeout(resolve, 9000));
    assert.equal(server.requests.length, 0);
    await unlink(join(window().folder, 'Tea.md'));
  });

  it('sends the notes but the private one, once', async () => {
    await window().command('Notewright: Use Embeddings…');
    await window().quickInput.titled(/^Embedding model at/);
    await window().quickInput.choose('text-embedding-test');
    await window().modalText();
    await window().pressInModal('Compare Notes by Meaning');
    await until('the notes to be sent', () => server.requests.length > 0);
    assert.equal(server.requests[0]!.body.input.length, 7);
    assert.doesNotMatch(sent(), /Secret|Diary/);
  });

  it('sends a note again, by itself, when its text has changed, and no other', async () => {
    server.requests.length = 0;
    await writeFile(join(window().folder, 'Cocoa.md'), '# Cocoa\n\nCocoa in a kettle.\n');
    await until('the changed note to be sent', () => server.requests.length > 0, 20_000);
    assert.deepEqual(server.requests[0]!.body.input, ['Cocoa\n\n# Cocoa\n\nCocoa in a kettle.']);
  });

  it('is switched off in the same place', async () => {
    await window().command('Notewright: Use Embeddings…');
    await window().quickInput.titled(/^Embedding model at/);
    assert.match(await window().quickInput.row('text-embedding-test').innerText(), /in use/);
    await window().quickInput.choose('None: compare notes by their words alone');
    await window().quickInput.gone();
    await window().command('Notewright: Use Embeddings…');
    await window().quickInput.titled(/^Embedding model at/);
    const row = window().quickInput.row('text-embedding-test');
    assert.doesNotMatch(await row.innerText(), /in use/);
    await window().quickInput.cancel();
  });
});
