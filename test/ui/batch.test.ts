import assert from 'node:assert/strict';
import { BatchEndpoints } from '../support/batchEndpoints.ts';
import { ChatServer } from '../support/chatServer.ts';
import { askForRun, chooseEndpoint, giveBudget, notesOf } from '../support/ui/runs.ts';
import { usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

describe('a run over the vault as a batch', () => {
  const endpoints = new BatchEndpoints();
  const server = new ChatServer({
    latencyMs: 0,
    also: (request, response) => endpoints.handle(request, response),
  });
  const window = usingWindow('test/fixtures/teahouse', {
    'notewright.prices': { m: { input: 1000, output: 1000 } },
  });
  const suggestions = () => window().tree('Suggestions');

  before(async () => {
    const baseUrl = await server.start();
    await window().showContainer('Notewright');
    await chooseEndpoint(window(), baseUrl, 'm');
    server.asked.clear();
  });
  after(() => server.stop());

  it('is handed over at half the price, collected after a reload, and sends nothing else', async () => {
    const notes = await notesOf(window());
    await askForRun(window(), ['Summary']);
    const question = await window().modalText();
    const [, full] = /They cost about \$([\d.]+)\./.exec(question) ?? [];
    const [, half] = /As a batch they cost about \$([\d.]+) and take up to a day/.exec(question) ?? [];
    assert.ok(Math.abs(Number(full) / 2 - Number(half)) <= 0.01, question);
    await window().screenshot('batch-question');
    await window().pressInModal('Run as Batch');
    await giveBudget(window(), /^Budget of the batch$/, '');
    await window().screenshot('batch-budget');
    await window().quickInput.accept();
    await window().toast(/\d+ notes are with m at 127\.0\.0\.1:\d+ now/);
    const [id] = [...endpoints.batches.keys()];
    assert.equal(endpoints.lines(id!).length, notes.size);
    await suggestions().untilText(/as a batch, which takes up to a day/);
    await window().reload();
    await window().showContainer('Notewright');
    await suggestions().untilText(/as a batch, which takes up to a day/);
    await window().screenshot('batch-under-way');
    await window().command('Notewright: Collect Batch');
    await window().toast(/The batch is not done yet: 0 of \d+ notes are answered/);
    await window().command('Notewright: Enrich Vault…');
    assert.match(await window().modalText(), /has not been collected/);
    await window().pressInModal('Cancel');
    endpoints.end(id!, { status: 'completed' });
    await window().clearToasts();
    await window().command('Notewright: Collect Batch');
    await suggestions().untilRows('all notes', (rows) => rows.length === notes.size);
    await window().screenshot('batch-collected');
    const asked = [...server.asked.keys()].filter((title) => title !== '');
    assert.deepEqual(asked, [], 'but for the question whether the model answers, nothing is asked at once');
    assert.deepEqual(await notesOf(window()), notes);
    await window().command('Notewright: Accept Ticked Suggestions');
    await until('a summary', async () =>
      (await window().read('Oolong.md')).includes('words enough for a sentence'),
    );
  });
});
