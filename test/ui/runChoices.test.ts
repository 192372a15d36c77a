import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatServer } from '../support/chatServer.ts';
import { chooseEndpoint, giveBudget, notesOf, untilRunEnds } from '../support/ui/runs.ts';
import { usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

const textOf = (title: string, more = ''): string =>
  `${more}# ${title}\n\n${title} is here, with words enough for a sentence.\n`;

/** How sure the model is of the tags that it thinks of. */
const newTags = new Map<string, Readonly<Record<string, number>>>([
  ['Mint', { cooling: 0.95, garden: 0.6 }],
  ['Sage', { grey: 0.8 }],
  ['Rue', { bitter: 0.3 }],
]);

describe('a run over a part of the vault', () => {
  const server = new ChatServer({ latencyMs: 20, newTags: (title) => newTags.get(title) ?? {} });
  const window = usingWindow('test/fixtures/empty-folder', {
    'notewright.prices': { m: { input: 1000, output: 1000 } },
  });
  const suggestions = () => window().tree('Suggestions');

  before(async () => {
    const baseUrl = await server.start();
    for (const folder of ['Grains', 'Teas']) await mkdir(join(window().folder, folder));
    for (const path of ['Grains/Oats', 'Grains/Rye', 'Teas/Assam', 'Teas/Sencha']) {
      await writeFile(join(window().folder, `${path}.md`), textOf(path.split('/')[1]!));
    }
    await writeFile(join(window().folder, 'Grains/Diary.md'), textOf('Diary', '---\nprivate: true\n---\n\n'));
    await window().showContainer('Notewright');
    await window()
      .tree('Tags')
      .untilRows('the notes', (rows) => rows[0]?.description === '5');
    await chooseEndpoint(window(), baseUrl, 'm');
    for (const title of ['Tags', 'MOCs', 'Related']) await window().tree(title).fold();
    server.asked.clear();
  });
  after(() => server.stop());

  interface Answers {
    readonly part?: string;
    /** What is asked about the notes that were chosen. */
    readonly then?: () => Promise<void>;
  }

  /** Up to the last question, which it returns. */
  async function ask(...answers: Parameters<typeof choose>): Promise<string> {
    await choose(...answers);
    return await window().modalText();
  }

  async function choose(
    command: string,
    which: string,
    { part = 'Summary', then }: Answers = {},
  ): Promise<void> {
    await window().command(command);
    if (command.includes('Folder')) {
      await window().quickInput.titled(/^Enrich Folder$/);
      await window().quickInput.choose('Grains');
    }
    await window().quickInput.titled(/^Enrich “/);
    await window().quickInput.tick([part]);
    await window().quickInput.accept();
    await window().quickInput.untilPlaceholder(/^Which notes/);
    await window().quickInput.choose(which);
    await then?.();
  }

  /** @param labels of all rows, from the top, with commas between them */
  async function untilProposed(labels: string): Promise<void> {
    await suggestions().untilRows(labels, (rows) => rows.map(({ label }) => label).join() === labels);
  }

  async function writeHerbs(): Promise<void> {
    const herbs = { Mint: 'herb/leaf', Sage: 'herb', Rue: 'other' };
    await mkdir(join(window().folder, 'Herbs'));
    for (const [title, tag] of Object.entries(herbs)) {
      await writeFile(
        join(window().folder, 'Herbs', `${title}.md`),
        textOf(title, `---\ntags: [${tag}]\n---\n\n`),
      );
    }
    const tags = window().tree('Tags');
    await tags.unfold();
    await tags.untilRows('their tags', (rows) => rows.some(({ label }) => label === 'herb'));
    await tags.fold();
  }

  it('stops at its budget, and says so', async () => {
    const question = await ask('Notewright: Enrich Folder…', 'All notes');
    assert.match(question, /Look for suggestions for 2 notes of “Grains”\?/);
    assert.match(question, /1 private note is left out\./);
    assert.match(question, /with about [\d,]+ tokens\. They cost about \$\d+\.\d\d\./);
    await window().pressInModal('Start With a Budget…');
    await giveBudget(window(), /^Budget of the run$/, '0.01');
    await window().screenshot('run-budget');
    await window().quickInput.accept();
    await suggestions().untilText(/0 of 2 notes are done\. “Resume Run” goes on\. The budget is used up\./);
    assert.equal(server.asked.size, 0);
  });

  it('asks about the notes of a folder, and about no private one', async () => {
    await ask('Notewright: Enrich Folder…', 'All notes');
    await window().pressInModal('Start');
    await suggestions().untilRows('two notes', (rows) => rows.length === 2);
    await untilRunEnds(window());
    assert.deepEqual([...server.asked.keys()].sort(), ['Oats', 'Rye']);
  });

  it('asks about what is new or has changed since, and about nothing else', async () => {
    server.asked.clear();
    await writeFile(join(window().folder, 'Grains/Oats.md'), `${textOf('Oats')}\nMore of it.\n`);
    const question = await ask(
      'Notewright: Enrich Vault…',
      'Notes that are new or have changed since the last run',
    );
    assert.match(question, /Look for suggestions for 3 notes of “vault”\?/);
    await window().pressInModal('Start');
    await suggestions().untilRows(
      'three notes in two folders',
      (rows) =>
        rows.map(({ label, level }) => `${label} ${level}`).join() ===
        'Grains 1,Oats 2,Teas 1,Assam 2,Sencha 2',
    );
    await untilRunEnds(window());
    assert.deepEqual([...server.asked.keys()].sort(), ['Assam', 'Oats', 'Sencha']);
  });

  it('has a folder accepted, a note dismissed, and what is not ticked left', async () => {
    const before = await notesOf(window());
    const changed = async (): Promise<string[]> => {
      const now = await notesOf(window());
      return [...now.keys()].filter((name) => now.get(name) !== before.get(name)).sort();
    };
    await suggestions().chooseInMenu('Sencha', 'Dismiss');
    await suggestions().untilRows('it to go', (rows) => !rows.some(({ label }) => label === 'Sencha'));
    await suggestions().row('Assam').locator('.custom-view-tree-node-item-checkbox').click();
    await window().command('Notewright: Accept Ticked Suggestions');
    await until('Oats alone to change', async () => (await changed()).join() === 'Grains/Oats.md');
    await untilProposed('Assam');
    await suggestions().row('Assam').locator('.custom-view-tree-node-item-checkbox').click();
    await suggestions().chooseInMenu('Assam', 'Accept');
    await until('Assam to change', async () => (await changed()).join() === 'Grains/Oats.md,Teas/Assam.md');
  });

  it('asks about the notes with a tag or one below it, and about no other', async () => {
    await writeHerbs();
    server.asked.clear();
    const question = await ask('Notewright: Enrich Vault…', 'Notes with a tag…', {
      part: 'Tags',
      then: async () => {
        await window().quickInput.untilPlaceholder(/^Notes with which tag/);
        await window().quickInput.choose('#herb');
      },
    });
    assert.match(question, /Look for suggestions for 2 notes of “vault”\?/);
    await window().pressInModal('Start');
    await untilProposed('Mint,Sage');
    await untilRunEnds(window());
    assert.deepEqual([...server.asked.keys()].sort(), ['Mint', 'Sage']);
  });

  it('asks about the notes whose path matches a glob, and says so where none does', async () => {
    const asking = (glob: string) => ({
      part: 'Tags',
      then: async () => {
        await window().quickInput.titled(/^Enrich “/);
        await until('the question', async () => /A glob/.test(await window().quickInput.message()));
        await window().quickInput.fill(glob);
        await window().quickInput.accept();
      },
    });
    const which = 'Notes whose path matches…';
    await choose('Notewright: Enrich Vault…', which, asking('herbs/**'));
    await window().toast('There is no such note in “vault”.');
    server.asked.clear();
    const question = await ask('Notewright: Enrich Vault…', which, asking('**/[MRS]*.md'));
    assert.match(question, /Look for suggestions for 5 notes of “vault”\?/);
    await window().pressInModal('Start');
    await untilProposed('Mint,Rue,Sage');
    await untilRunEnds(window());
    // Nobody pays again for what the run before has answered.
    assert.deepEqual([...server.asked.keys()].sort(), ['Rue', 'Rye', 'Sencha']);
  });

  it('has those accepted that are sure enough, and no other', async () => {
    const before = await notesOf(window());
    await window().command('Notewright: Accept by Kind or Confidence…');
    await window().quickInput.titled(/^Accept Suggestions$/);
    const rules = await window().quickInput.labels();
    assert.deepEqual(
      rules,
      [90, 75, 50].map((percent) => `All with a confidence of ${percent} % or more`).concat('All'),
    );
    assert.deepEqual(await window().quickInput.details(), [
      '1 in 1 note',
      '2 in 2 notes',
      '3 in 2 notes',
      '4 in 3 notes',
    ]);
    await window().quickInput.choose('All with a confidence of 75 % or more');
    const wanted = new Map(before)
      .set('Herbs/Mint.md', before.get('Herbs/Mint.md')!.replace('[herb/leaf]', '[herb/leaf, cooling]'))
      .set('Herbs/Sage.md', before.get('Herbs/Sage.md')!.replace('[herb]', '[herb, grey]'));
    await until('two notes to change', async () => {
      assert.deepEqual(await notesOf(window()), wanted);
      return true;
    });
    // What is less sure is still proposed.
    await untilProposed('Mint,Rue');
  });
});
