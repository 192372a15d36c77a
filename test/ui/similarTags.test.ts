import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelServer } from '../support/modelServer.ts';
import { usingWindow } from '../support/ui/shared.ts';

/** Answers that tags mean the same, by the numbers that they have in the question. */
function sameTags(question: string, ...names: readonly string[]): string {
  const numberOf = (name: string): number =>
    Number(new RegExp(`"number":(\\d+),"tag":"${name}"`).exec(question)?.[1]);
  return JSON.stringify({
    groups: [{ tags: names.map(numberOf), reason: 'both grow in Asia', confidence: 0.9 }],
  });
}

describe('tags that mean the same', () => {
  const server = new ModelServer();
  const questions = (): number =>
    server.requests.filter(({ path }) => path.endsWith('/chat/completions')).length;
  before(() => server.start());
  after(() => server.stop());
  const window = usingWindow('test/fixtures/teahouse', () => ({
    'notewright.provider': 'openai',
    'notewright.openai.baseUrl': server.baseUrl,
    'notewright.openai.model': 'gpt-4o-mini',
  }));

  before(async () => {
    server.answerAll(({ messages }) => ({ text: sameTags(String(messages[1]?.content), 'japan', 'taiwan') }));
    await writeFile(join(window().folder, 'Pot.md'), '---\ntags: [drinks]\n---\n\n# Pot\n');
    await window().untilRunning();
    await window()
      .tree('Tags')
      .untilRows('the other form', (rows) => rows.some(({ label }) => label === 'drinks'));
  });

  it('are asked about after a yes only; without one, tags that look alike are shown all the same', async () => {
    await window().command('Notewright: Find Similar Tags');
    assert.match(await window().modalText(), /it sends the names of your tags/);
    await window().pressInModal('Not Now');
    await window().quickInput.titled(/^Tags that may be one/);
    assert.equal((await window().quickInput.labels()).length, 1);
    assert.equal(server.requests.length, 0);
  });

  it('stand below those that look alike, with the model’s reason, and are merged after a look', async () => {
    await window().command('Notewright: Find Similar Tags');
    await window().pressInModal('Allow on This Machine Only for This Vault');
    await window().quickInput.row('#japan · #taiwan').waitFor();
    assert.match((await window().quickInput.labels())[0] ?? '', /^#drinks? · #drinks?$/);
    assert.match((await window().quickInput.details()).join('\n'), /both grow in Asia/);
    await window().screenshot('similar-tags');
    assert.equal(questions(), 1);
    await window().quickInput.choose('#japan · #taiwan');
    await window().untilReview('Merge');
    await window().command('Notewright: Apply Reviewed Change');
    await window()
      .tree('Tags')
      .untilRows('one tag', (rows) => !rows.some(({ label }) => label === 'taiwan'));
    assert.match(await window().read('Oolong.md'), /^tags: \[drink\/tea, japan\]$/m);
  });

  it('are told to be unknown where the model does not answer, and the others stay to choose from', async () => {
    server.reset();
    server.answerAll(() => ({ status: 401, message: 'no' }));
    await writeFile(join(window().folder, 'Jar.md'), '---\ntags: [brewings]\n---\n\n# Jar\n');
    await window()
      .tree('Tags')
      .untilRows('the new tag', (rows) => rows.some(({ label }) => label === 'brewings'));
    await window().command('Notewright: Find Similar Tags');
    assert.match(await window().toast('did not accept the key'), /gpt-4o-mini/);
    await window().quickInput.titled(/^Tags that may be one/);
    assert.ok((await window().quickInput.labels()).length >= 1);
  });
});
