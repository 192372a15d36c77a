import assert from 'node:assert/strict';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../support/host/projectRoot.ts';
import { ModelServer } from '../support/modelServer.ts';
import { sharedSession, usingWindow } from '../support/ui/shared.ts';
import type { Workbench } from '../support/ui/workbench.ts';
import { until } from '../support/until.ts';

/** A reply to every question at once; its numbers are picked from whatever was offered. */
const anything = JSON.stringify({
  sentences: ['A second steeping needs only a few seconds.'],
  tags: [{ candidate: 1, reason: 'r', confidence: 0.9 }],
  newTags: [],
  mentions: [],
  related: [{ candidate: 1, reason: 'r', confidence: 0.9 }],
  quotes: [],
  summarize: { sentences: ['The second steeping needs only a few seconds.'] },
  suggestTags: { tags: [], newTags: [] },
  suggestLinks: { mentions: [], related: [], quotes: [] },
  placeInMoc: { mocs: [] },
  groups: [{ tags: [1, 2], reason: 'r', confidence: 0.9 }],
});

/** Runs a command and leaves whatever it offers. */
async function runAndLeave(window: Workbench, command: string, shown: RegExp): Promise<void> {
  await window.command(`Notewright: ${command}`);
  await window.page
    .locator('.quick-input-title, .tab.active .label-name')
    .filter({ hasText: shown })
    .first()
    .waitFor();
  await window.settle();
}

describe('what leaves the machine', () => {
  const server = new ModelServer();
  const elsewhere = new ModelServer();
  before(async () => {
    await server.start();
    await elsewhere.start();
  });
  after(async () => {
    await server.stop();
    await elsewhere.stop();
  });
  beforeEach(() => {
    for (const each of [server, elsewhere]) {
      each.reset();
      each.answerAll(() => ({ text: anything }));
    }
  });
  const toServer = (): Readonly<Record<string, unknown>> => ({
    'notewright.provider': 'openai',
    'notewright.openai.baseUrl': server.baseUrl,
    'notewright.openai.model': 'gpt-4o-mini',
    'notewright.prices': { 'gpt-4o-mini': { input: 100, output: 1000 } },
  });
  const questions = (): number =>
    server.requests.filter(({ path }) => path.endsWith('/chat/completions')).length;

  describe('of a vault with private notes', () => {
    const window = usingWindow('test/fixtures/teahouse', toServer);
    const secrets = /zanzibar|only-in-secret|clandestine|Locked/i;

    before(async () => {
      const { folder } = window();
      // Near to the note that is asked about by alias, tag, link and words, so that it would be a candidate everywhere.
      const near = 'Green tea leaves, steamed, at a low water temperature. Clandestine brewing of oolong.';
      // Another text than that of the other tests here: theirs would be answered from the cache.
      await appendFile(join(folder, 'Green tea.md'), '\nPoured twice.\n');
      await mkdir(join(folder, 'Locked'), { recursive: true });
      await writeFile(
        join(folder, 'Zanzibar blend.md'),
        `---\nprivate: true\naliases: [kyusu, fine leaf]\ntags: [only-in-secret-a, drink/tea]\n---\n\n# Zanzibar blend\n\n${near} See [[Green tea]].\n`,
      );
      await writeFile(
        join(folder, 'Zanzibar MOC.md'),
        `---\ntags: [private, only-in-secret-b]\n---\n\n# Zanzibar MOC\n\n${near}\n\n- [[Green tea]]\n`,
      );
      await writeFile(
        join(folder, 'Locked', 'Clandestine.md'),
        `---\ntags: [only-in-secret-c]\n---\n\n# Clandestine tea\n\n${near} [[Green tea]]\n`,
      );
      await (
        await sharedSession()
      ).server.setSettings({
        ...toServer(),
        'notewright.private': { keys: ['private'], tags: ['private'], globs: ['Locked/**'] },
      });
      await window().reload();
    });

    it('is not a byte of them: every command that asks a model', async () => {
      await window().openNote('Green tea.md');
      await window().command('Notewright: Summarize Note');
      assert.match(await window().modalText(), /this machine/);
      assert.equal(questions(), 0, 'nothing is sent before the yes');
      await window().pressInModal('Allow on This Machine Only for This Vault');
      await window().untilReview('Summary of');
      await window().settle();
      assert.equal(questions(), 1, 'Summarize Note asks the model');
      for (const [command, shown] of [
        ['Suggest Tags', /^Tags for/],
        ['Suggest Links', /^Links for/],
        ['Enrich Note', /Enriched/],
      ] as const) {
        await window().openNote('Green tea.md');
        const before = questions();
        await runAndLeave(window(), command, shown);
        assert.equal(questions(), before + 1, `${command} asks the model`);
      }
      const before = questions();
      await runAndLeave(window(), 'Find Similar Tags', /^Tags that may be one/);
      await until('the model to be asked about tags', async () =>
        Promise.resolve(questions() === before + 1),
      );
      assert.match(server.journal, /drink\/tea/, 'names of tags are sent');
      assert.match(server.journal, /made from leaves that were steamed/);
      assert.match(server.journal, /Oolong/, 'candidates are sent');
      assert.doesNotMatch(server.journal, secrets);
    });

    it('is shown before, is counted after, and costs what the person’s own prices say', async () => {
      await window().openNote('Green tea.md');
      await window().command('Notewright: Show Token Use');
      await window().activeTab('Token use.md').waitFor();
      await window().screenshot('token-use');
      const text = await window().page.locator('.editor-group-container.active .view-lines').innerText();
      assert.match(text.replace(/\s/g, ' '), /gpt-4o-mini at 127\.0\.0\.1:\d+ \| 5 \|/);
      assert.match(text, /about/, 'a model on this machine is free unless the person gave it a price');
    });
  });

  it('is nothing more because a workspace’s settings say so', async () => {
    const session = await sharedSession();
    const folder = await session.copyOf(join(projectRoot, 'test/fixtures/teahouse'));
    await mkdir(join(folder, '.vscode'), { recursive: true });
    await writeFile(
      join(folder, '.vscode', 'settings.json'),
      JSON.stringify({
        'notewright.provider': 'openai',
        'notewright.openai.baseUrl': elsewhere.baseUrl,
        'notewright.openai.model': 'theirs',
        'notewright.openai.contextLength': 100,
        'notewright.vscode.model': 'notewright-test/steady',
        'notewright.embeddings.model': 'theirs',
        'notewright.consent': [elsewhere.baseUrl],
        consent: [elsewhere.baseUrl],
      }),
    );
    for (const [settings, by] of [
      [{}, 'by the built-in engine'],
      [toServer(), 'by gpt-4o-mini at'],
    ] as const) {
      const window = await session.open(folder, settings);
      await window.openNote('Green tea.md');
      await window.command('Notewright: Summarize Note');
      // The extension asks again for a yes to the person's own endpoint, or has it: never for one to the workspace's.
      if (by.includes('gpt')) {
        assert.ok((await window.modalText()).includes(new URL(server.baseUrl).host));
        await window.pressInModal('Allow');
      }
      await window.untilReview(`Summary of “Green tea” ${by}`);
      await session.close(window);
    }
    assert.deepEqual(elsewhere.requests, []);
    assert.equal(questions(), 1);
  });

  it('is nothing in a workspace that is not trusted', async () => {
    const session = await sharedSession();
    const folder = await session.copyOf(join(projectRoot, 'test/fixtures/teahouse'));
    const window = await session.open(folder, {
      ...toServer(),
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    });
    await window.openNote('Green tea.md');
    await window.command('Notewright: Summarize Note');
    await window.untilReview('Summary of “Green tea” by the built-in engine');
    await window.settle();
    await window.command('Notewright: Choose Language Model');
    assert.match(await window.toast('not trusted'), /only the built-in engine/);
    await session.close(window);
    assert.deepEqual([server.requests, elsewhere.requests], [[], []]);
  });
});
