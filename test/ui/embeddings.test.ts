import assert from 'node:assert/strict';
import { mkdir, unlink, writeFile } from 'node:fs/promises';
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

describe('embeddings that are under way', () => {
  const server = new EmbeddingServer(['kettle', 'leaf', 'cocoa']);
  let baseUrl = '';
  before(async () => {
    baseUrl = await server.start();
  });
  const settings = (): Record<string, unknown> => ({ 'notewright.openai.baseUrl': baseUrl });
  const window = usingWindow('test/fixtures/teahouse', settings);
  after(() => server.stop());

  async function begin(): Promise<void> {
    await window().command('Notewright: Use Embeddings…');
    await window().quickInput.titled(/^Embedding model at/);
    await window().quickInput.choose('text-embedding-test');
    await window().modalText();
    await window().pressInModal('Compare Notes by Meaning');
  }

  it('end with Cancel: the request too, and no model is in use', async () => {
    await window().command('Notewright: Use Embeddings…');
    await window().pressInModal('Allow');
    await window().quickInput.titled(/^Embedding model at/);
    await window().quickInput.cancel();
    server.isSilent = true;
    await begin();
    await until('the request', () => server.requests.length > 0);
    await window().pressOnToast('Comparing notes by meaning', 'Cancel');
    await until('the request to end', () => server.ended > 0);
    await until('the message to go', async () => (await window().toasts()).length === 0);
    await window().command('Notewright: Use Embeddings…');
    await window().quickInput.titled(/^Embedding model at/);
    assert.doesNotMatch(await window().quickInput.row('text-embedding-test').innerText(), /in use/);
    await window().quickInput.cancel();
  });

  it('count among the tokens of the day', async () => {
    server.isSilent = false;
    server.requests.length = 0;
    await begin();
    await until('the notes to be sent', () => server.requests.length > 0);
    await until('the message to go', async () => (await window().toasts()).length === 0);
    await window().command('Notewright: Show Token Use');
    await window().activeTab('Token use.md').waitFor();
    // Seven for each note, by the server's count.
    const lines = window().page.locator('.editor-instance .view-lines');
    await until('the use of today', async () =>
      /text-embedding-test at 127\.0\.0\.1:\d+\s*\|\s*1\s*\|\s*49\s*\|/.test(
        (await lines.innerText()).replaceAll('\u00a0', ' '),
      ),
    );
  });

  it('go on for a vault that is read anew, and send of it what is new only', async () => {
    server.requests.length = 0;
    await window().showContainer('Notewright');
    const untagged = async (): Promise<boolean> =>
      (await window().tree('Tags').rows()).some(({ label }) => label === 'Untagged');
    await until('a note without a tag', untagged);
    // Other settings hold now: the vault of before is gone, and the new one does not have that note.
    await mkdir(join(window().folder, '.vscode'));
    await writeFile(
      join(window().folder, '.vscode', 'settings.json'),
      JSON.stringify({ 'notewright.exclude': ['Kettle.md'] }),
    );
    await until('it to be left out', async () => !(await untagged()));
    await writeFile(join(window().folder, 'Cocoa.md'), '# Cocoa\n\nCocoa in a kettle.\n');
    await until('the changed note to be sent', () => server.requests.length > 0, 30_000);
    const input = server.requests.flatMap(({ body }) => body.input);
    assert.deepEqual(input, ['Cocoa\n\n# Cocoa\n\nCocoa in a kettle.']);
  });
});
