import assert from 'node:assert/strict';
import { usingWindow } from '../support/ui/shared.ts';

/** The date that every save moves, left out of a comparison. */
const undated = (text: string): string => text.replace(/^last_modified_at: .*$/m, 'last_modified_at:');

describe('the commands on a note, without a model', () => {
  const window = usingWindow('samples/vault');

  it('Suggest Tags adds the one tag that is left ticked, and says that no language model answered', async () => {
    const note = 'docs/Rye bread.md';
    const before = await window().read(note);
    await window().openNote(note);
    await window().command('Notewright: Suggest Tags');
    const pick = await window().quickInput.titled(/^Tags for “Rye bread”/);
    assert.match(await pick.title(), /built-in engine, not a language model/);
    const [tag] = await pick.labels();
    assert.ok(tag);
    await pick.tick([tag]);
    await window().screenshot('tags');
    await pick.accept();
    await window().untilDirty();
    await window().save();
    const after = await window().read(note);
    const added = before.replace(", 'toreview']", `, 'toreview', ${tag.slice(1)}]`);
    assert.equal(undated(after), undated(added));
    assert.notEqual(after, added, 'the date has moved');
  });

  it('Suggest Tags writes nothing on Escape', async () => {
    const note = 'docs/Rye bread.md';
    const before = await window().read(note);
    await window().openNote(note);
    await window().command('Notewright: Suggest Tags');
    await (await window().quickInput.titled(/^Tags for/)).cancel();
    assert.equal(await window().isDirty(), false);
    assert.equal(await window().read(note), before);
  });

  it('Suggest Links makes a link of a mention where it stands, and one undo takes it back', async () => {
    const note = 'docs/Hydration.md';
    const before = await window().read(note);
    await window().openNote(note);
    await window().command('Notewright: Suggest Links');
    const pick = await window().quickInput.titled(/^Links for “Hydration”/);
    await pick.tick(['Autolyse']);
    await window().screenshot('links');
    await pick.accept();
    await window().untilDirty();
    await window().save();
    const linked = before.replace('Autolyse helps there.', '[Autolyse](Autolyse.md) helps there.');
    assert.equal(undated(await window().read(note)), undated(linked));
    // The date is an undo stop of its own.
    await window().undo();
    await window().undo();
    await window().save();
    assert.equal(undated(await window().read(note)), undated(before));
  });

  it('Summarize Note is discarded and applied from the keyboard', async () => {
    const note = 'docs/Sourdough starter.md';
    const before = await window().read(note);
    await window().openNote(note);
    await window().command('Notewright: Summarize Note');
    await window().untilReview('Summary of');
    await window().page.keyboard.press('Escape');
    await window().activeTab('Sourdough starter.md').waitFor();
    assert.equal(await window().isDirty(), false);
    await window().command('Notewright: Summarize Note');
    await window().untilReview('Summary of');
    await window().page.keyboard.press('Control+Enter');
    await window().activeTab('Sourdough starter.md').waitFor();
    await window().untilDirty();
    await window().save();
    const after = await window().read(note);
    assert.match(after, /^# Sourdough starter\n\n> \[!summary\]\n> /m);
    assert.equal(undated(after).replace(/> \[!summary\]\n> .*\n\n/, ''), undated(before));
  });
});
