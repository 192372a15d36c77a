import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ModelServer } from '../support/modelServer.ts';
import { askForEndpoint } from '../support/ui/runs.ts';
import { sharedSession, usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

const summary = {
  sentences: [
    'Green tea is made from leaves that were steamed or pan-fired soon after picking.',
    'A water temperature of seventy degrees is plenty for a fine leaf.',
  ],
};
const key = 'sk-test-0123456789';

describe('an OpenAI-compatible endpoint', () => {
  const server = new ModelServer();
  const window = usingWindow('test/fixtures/teahouse');
  /** As it stands on the disk when the test begins. */
  let text = '';
  let note = '';
  let greenTea = '';

  before(async () => {
    await server.start();
    greenTea = await window().read('Green tea.md');
  });
  after(() => server.stop());
  beforeEach(async () => {
    server.reset();
    note = await window().makeNote(greenTea);
    text = await window().read(note);
  });

  it('is set up by Choose Language Model: address, consent, model, a try', async () => {
    server.answerAll(() => ({ text: JSON.stringify({ ok: true }) }));
    await askForEndpoint(window());
    await window().quickInput.fill('localhost');
    await until('a complaint', async () => /begins with http/.test(await window().quickInput.message()));
    await window().quickInput.fill(server.baseUrl);
    await window().quickInput.accept();
    assert.match(await window().modalText(), /Send notes to 127\.0\.0\.1:\d+.*this machine/);
    assert.equal(server.requests.length, 0, 'nothing is sent before the yes');
    await window().pressInModal('Allow');
    await window().quickInput.titled(/^Model at/);
    const [model] = await window().quickInput.labels();
    assert.ok(model);
    await window().quickInput.choose(model);
    assert.match(await window().toast(/answers Notewright’s questions now/), new RegExp(`^${model} at`));
  });

  it('summarizes a note, reviewed before it is written', async () => {
    server.answerAll(() => ({ text: JSON.stringify(summary) }));
    await window().command('Notewright: Summarize Note');
    await window().untilReview('Summary of');
    await window().screenshot('review-of-a-summary');
    await window().command('Notewright: Apply Reviewed Change');
    await window().untilDirty();
    await window().save();
    assert.match(
      await window().read(note),
      /A water temperature of seventy degrees is plenty for a fine leaf\.\n/,
    );
  });

  for (const [what, script, sentence] of [
    ['does not accept the key', () => server.answerAll(() => ({ status: 401 })), /did not accept the key/],
    [
      'answers prose',
      () => server.answerAll(() => ({ text: 'Certainly! A summary:' })),
      /in the form asked for/,
    ],
    [
      'breaks off',
      () => server.answerAll(() => ({ text: JSON.stringify(summary) }), { truncateAfterChunks: 2 }),
      /broke off|cannot be reached/,
    ],
    [
      'has no allowance left',
      () => server.answerAll(() => ({ status: 429, code: 'insufficient_quota' })),
      /no allowance left/,
    ],
    [
      'does not know the model',
      () => server.answerAll(() => ({ status: 404, code: 'model_not_found' })),
      /does not know this model/,
    ],
  ] as const) {
    it(`that ${what} is told of in one sentence, and nothing changes`, async () => {
      script();
      await window().command('Notewright: Summarize Note');
      assert.match(await window().toast(sentence), /^“Green tea”/);
      assert.equal(await window().read(note), text);
      assert.equal(await window().isDirty(), false);
    });
  }

  it('that is slow can be cancelled: no message, no change', async () => {
    server.answerAll(() => ({ text: JSON.stringify(summary) }), { latency: 30_000 });
    await window().command('Notewright: Summarize Note');
    await window().pressOnToast('Green tea', 'Cancel');
    await until('the message to go', async () => (await window().toasts()).length === 0);
    assert.equal(await window().read(note), text);
  });
});

describe('an endpoint that is down', () => {
  const window = usingWindow('test/fixtures/teahouse', {
    'notewright.provider': 'openai',
    // Port 9 is for discarding; nothing listens there.
    'notewright.openai.baseUrl': 'http://127.0.0.1:9/v1',
    'notewright.openai.model': 'test-model',
  });

  it('is told of in one sentence, and the way out is offered', async () => {
    const text = await window().read('Green tea.md');
    await window().openNote('Green tea.md');
    await window().command('Notewright: Summarize Note');
    await window().pressInModal('Allow');
    assert.match(await window().toast(/cannot be reached/), /^“Green tea”/);
    await window().screenshot('endpoint-down');
    assert.equal(await window().read('Green tea.md'), text);
    await window().pressOnToast('Green tea', 'Choose Language Model');
    assert.ok((await window().quickInput.labels()).includes('Built-in engine'));
    await window().quickInput.cancel();
  });
});

describe('the list of what can answer', () => {
  const window = usingWindow('test/fixtures/teahouse', { 'notewright.provider': 'builtIn' });
  const fixed = [
    'Built-in engine',
    'Ollama',
    'LM Studio',
    'llama.cpp',
    'OpenAI',
    'Another OpenAI-compatible endpoint…',
  ];

  it('has every row in its place from the beginning, and adds VS Code’s models at the end', async () => {
    await window().openNote('Green tea.md');
    await window().command('Notewright: Choose Language Model');
    await window().quickInput.titled(/^Choose what answers/);
    assert.deepEqual((await window().quickInput.labels()).slice(0, fixed.length), fixed);
    await window().quickInput.untilPlaceholder(/^Nothing is sent before you have said yes/);
    const labels = await window().quickInput.labels();
    assert.deepEqual(labels.slice(0, fixed.length), fixed);
    assert.deepEqual(labels.slice(fixed.length).sort(), ['Test model Other', 'Test model Steady']);
    await window().screenshot('choose-language-model');
    await window().quickInput.accept();
    await window().toast('The built-in engine answers Notewright’s questions now.');
  });
});

describe('an endpoint that wants a key', () => {
  const server = new ModelServer();
  const window = usingWindow('test/fixtures/teahouse');
  const keys: (string | undefined)[] = [];

  before(() => server.start());
  after(() => server.stop());

  it('gets the key that was typed for it, and no setting holds the key', async () => {
    const baseUrl = server.misbehave('/locked', (request, response) => {
      keys.push(request.headers.authorization);
      const allowed = request.headers.authorization === `Bearer ${key}`;
      response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(allowed ? { object: 'list', data: [{ id: 'locked-model' }] } : { error: {} }),
      );
    });
    await window().openNote('Green tea.md');
    await askForEndpoint(window());
    await window().quickInput.fill(baseUrl);
    await window().quickInput.accept();
    await window().pressInModal('Allow');
    await window().quickInput.titled(/^API key for/);
    await window().quickInput.fill(key);
    await window().quickInput.accept();
    await window().quickInput.titled(/^Model at/);
    assert.deepEqual(await window().quickInput.labels(), ['locked-model']);
    await window().quickInput.cancel();
    assert.ok(keys.includes(`Bearer ${key}`));
    const settings = await readFile((await sharedSession()).server.settingsFile, 'utf8');
    assert.doesNotMatch(settings, new RegExp(key));
  });
});
