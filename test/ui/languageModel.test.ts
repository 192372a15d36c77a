import assert from 'node:assert/strict';
import { sharedSession, usingWindow } from '../support/ui/shared.ts';
import type { TestModels } from '../support/ui/testModels.ts';
import { until } from '../support/until.ts';

const tagsReply = {
  tags: [
    { candidate: 1, reason: 'about water', confidence: 0.9 },
    { candidate: 999, reason: 'a number that was not offered', confidence: 0.9 },
  ],
  newTags: [{ tag: 'kyusu', reason: 'the pot that it is made in', confidence: 0.8 }],
};

describe('a language model of VS Code', () => {
  const window = usingWindow('test/fixtures/teahouse', {
    'notewright.provider': 'vscode',
    'notewright.vscode.model': 'notewright-test/steady',
  });
  /** Waits for the suggestions and returns their labels. */
  const pick = async (title: RegExp): Promise<string[]> => (await window().quickInput.titled(title)).labels();
  const tagPick = () => pick(/^Tags for “Green tea”/);
  let models: TestModels;
  /** As it stands on the disk when the test begins. */
  let text = '';
  let note = '';
  let greenTea = '';

  before(async () => {
    models = (await sharedSession()).models;
    greenTea = await window().read('Green tea.md');
  });
  beforeEach(async () => {
    note = await window().makeNote(greenTea);
    text = await window().read(note);
  });

  it('is sent nothing before the person has said yes', async () => {
    await models.script({ text: JSON.stringify(tagsReply) });
    await window().command('Notewright: Suggest Tags');
    assert.match(await window().modalText(), /Send notes to Test model Steady/);
    await window().screenshot('consent');
    await window().pressInModal('Not Now');
    await window().command('Notewright: Suggest Tags');
    await window().modalText();
    assert.deepEqual(await models.requests(), []);
    await window().pressInModal('Allow');
    await tagPick();
    const [request, ...more] = await models.requests();
    assert.ok(request);
    assert.deepEqual(more, []);
    assert.match(request.text, /made from leaves that were steamed/, 'the note is sent');
    assert.doesNotMatch(request.text, /patience and a small whisk/, 'the rest of the vault is not');
    await window().quickInput.cancel();
  });

  it('has its tags offered by number, a new one marked as new, and what was not offered left out', async () => {
    await models.script({ text: JSON.stringify(tagsReply) });
    await window().command('Notewright: Suggest Tags');
    const labels = await tagPick();
    assert.ok(labels.includes('#kyusu'), labels.join());
    const known = ['brewing', 'brewing/water', 'drink', 'drink/tea', 'japan', 'moc', 'taiwan'];
    const others = labels.filter((label) => label !== '#kyusu');
    assert.ok(others.length <= 1 && others.every((label) => known.includes(label.slice(1))), labels.join());
    assert.match(await window().quickInput.title(), /by Test model Steady/);
    await window().screenshot('tags-by-a-model');
    await window().quickInput.tick(labels);
    await window().quickInput.accept();
    await window().untilDirty();
    await window().undo();
    await window().save();
    assert.equal(await window().read(note), text, 'one undo takes all of it back');
  });

  it('keeps what was typed while it thought', async () => {
    await models.script({ text: JSON.stringify(tagsReply), delayMs: 2000 });
    await window().command('Notewright: Suggest Tags');
    await window().toast('Green tea');
    await window().typeAtEnd('Typed meanwhile.');
    const labels = await tagPick();
    await window().quickInput.tick(labels.filter((label) => label.includes('kyusu')));
    await window().quickInput.accept();
    const after = await until('the tag', async () => {
      await window().save();
      const saved = await window().read(note);
      return saved.includes('kyusu\n') && saved;
    });
    assert.ok(after.endsWith('Made as number 3.\nTyped meanwhile.'), after);
  });

  const oneMention = JSON.stringify({
    mentions: [{ candidate: 1, reason: 'named here', confidence: 0.9 }],
    related: [],
    quotes: [],
  });
  /** Puts the cursor at the beginning of the paragraph that begins with the title of a note. */
  const toParagraph = async (): Promise<void> => {
    await window().focusEditor();
    await window().page.keyboard.press('Control+G');
    await window().quickInput.fill(':14');
    await window().quickInput.accept();
    await window().quickInput.gone();
    await window().page.keyboard.press('Home');
  };
  const answer = async (): Promise<void> => {
    const labels = await pick(/^Links for/);
    await window().quickInput.tick(labels);
    await window().quickInput.accept();
  };

  it('has its link written where the words stand now', async () => {
    await models.script({ text: oneMention, delayMs: 3000 });
    await window().command('Notewright: Suggest Links');
    await window().toast('Green tea');
    await toParagraph();
    await window().page.keyboard.type('Moved to the right. ');
    await answer();
    const after = await until('the link', async () => {
      await window().save();
      const saved = await window().read(note);
      return saved.includes('[[Green tea') && saved;
    });
    const expected = text.replace('\nGreen tea is made', '\nMoved to the right. [[Green tea]] is made');
    const undated = (each: string): string => each.replace(/^last_modified_at: .*$/m, '');
    assert.equal(undated(after), undated(expected));
  });

  it('has a suggestion whose words are gone dropped, and says so', async () => {
    await models.script({ text: oneMention, delayMs: 3000 });
    await window().command('Notewright: Suggest Links');
    await window().toast('Green tea');
    await toParagraph();
    await window().page.keyboard.press('Control+Shift+K');
    await answer();
    assert.match(await window().toast(/is no longer in its sentence/), /^“Green tea”/);
    await window().save();
    assert.doesNotMatch(await window().read(note), /\[\[Green tea/);
  });

  it('is asked once more on Retry, and the new reply is shown', async () => {
    const summary = (sentence: string): string => JSON.stringify({ sentences: [sentence] });
    await models.script(
      { text: summary('The second steeping needs only a few seconds.') },
      { text: summary('Store the leaves cold and dry.') },
    );
    await window().command('Notewright: Summarize Note');
    await window().untilReview('Summary of');
    await window().command('Notewright: Retry');
    await until('the second request', async () => (await models.requests()).length === 2);
    await window().untilReview('Summary of');
    await window().command('Notewright: Apply Reviewed Change');
    await window().untilDirty();
    await window().save();
    const after = await window().read(note);
    assert.match(after, /> Store the leaves cold and dry\.\n/);
    assert.doesNotMatch(after, /> The second steeping/);
    await window().undo();
    await window().undo();
    await window().save();
  });

  it('stops when it is cancelled, without a word and without a change', async () => {
    await models.script({ text: JSON.stringify(tagsReply), delayMs: 30_000 });
    await window().command('Notewright: Suggest Tags');
    await window().pressOnToast('Green tea', 'Cancel');
    await until('the request to be cancelled', async () => (await models.requests())[0]?.cancelled);
    await until('the message to go', async () => (await window().toasts()).length === 0);
    assert.equal(await window().read(note), text);
    assert.equal(await window().isDirty(), false);
  });

  it('that answers prose instead of JSON is asked once more, then told of in one sentence', async () => {
    await models.script({ text: 'Sure! Here are some tags you might like.' });
    await window().command('Notewright: Suggest Tags');
    assert.match(await window().toast(/in the form asked for/), /^“Green tea”/);
    assert.equal((await models.requests()).length, 2);
  });

  it('that recovers when asked once more is believed', async () => {
    await models.script({ text: 'Sure! Here are some tags.' }, { text: JSON.stringify(tagsReply) });
    await window().command('Notewright: Suggest Tags');
    assert.ok((await tagPick()).includes('#kyusu'));
    await window().quickInput.cancel();
    assert.equal(await window().read(note), text);
  });

  it('that fails is told of in one sentence', async () => {
    await models.script({ error: 'Blocked' });
    await window().command('Notewright: Suggest Tags');
    assert.match(await window().toast(/allowance|could not answer/), /^“Green tea”/);
    assert.equal(await window().read(note), text);
  });

  it('writes no link to a note that does not exist, whatever it replies', async () => {
    await models.script({
      text: JSON.stringify({
        mentions: [
          { candidate: 1, reason: 'named', confidence: 0.9 },
          { candidate: 0, reason: 'out of the list', confidence: 0.9 },
          { candidate: 77, reason: 'out of the list', confidence: 0.9 },
        ],
        related: [{ candidate: 1, reason: 'near', confidence: 0.9 }],
        quotes: [{ candidate: 1, quote: 'words that stand nowhere', reason: 'made up', confidence: 0.9 }],
      }),
    });
    await window().command('Notewright: Suggest Links');
    const labels = await pick(/^Links for “Green tea”/);
    await window().quickInput.tick(labels);
    await window().quickInput.accept();
    await window().untilDirty();
    await window().save();
    const after = await window().read(note);
    assert.doesNotMatch(after, /stand nowhere/);
    const targets = [...after.matchAll(/\[\[([^\]|#]+)/g)].map(([, target]) => `${target}.md`);
    for (const target of targets) await window().read(target);
  });

  it('is not asked about a private note', async () => {
    await models.script({ text: JSON.stringify(tagsReply) });
    await window().makeNote(
      '---\ntitle: Secret tea\nprivate: true\n---\n\n# Secret tea\n\nNot for others.\n',
    );
    await window().command('Notewright: Suggest Tags');
    assert.match(await window().toast(/is private/), /Secret tea/);
    assert.deepEqual(await models.requests(), []);
  });
});
