import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Session } from '../support/ui/session.ts';
import type { Workbench } from '../support/ui/workbench.ts';
import { until } from '../support/until.ts';

const old = '2023-05-23 11:03';
const dates = `---\nupdated: ${old}\nchanged: ${old}\n---\n`;
const files = {
  'work/.vscode/settings.json': JSON.stringify({ 'notewright.dates.modifiedKey': 'updated' }),
  'work/Plan.md': `${dates}Plan\n`,
  'work/drafts/Draft.md': `${dates}Draft\n`,
  'home/.vscode/settings.json': JSON.stringify({
    'notewright.dates.modifiedKey': 'changed',
    'notewright.dates.exclude': ['drafts'],
  }),
  'home/.obsidian/app.json': JSON.stringify({ useMarkdownLinks: true }),
  'home/Tagged.md': '#plant\n',
  'home/Garden.md': `${dates}Garden\n`,
  'home/drafts/Sketch.md': `${dates}Sketch\n`,
  'cellar/tea/Pu-erh.md': '---\nupdated: 2024-01-02\n---\nPu-erh\n',
  'shelf/tea/Pu-erh.md': '---\nupdated: 2023-01-02\n---\nPu-erh\n',
  'both.code-workspace': JSON.stringify({ folders: folders() }),
};

/** The folders of the window: two of them have the same name. */
function folders(...more: readonly string[]): { path: string }[] {
  return ['work', 'home', 'cellar/tea', 'shelf/tea', ...more].map((path) => ({ path }));
}

describe('a window with several folders', () => {
  let session: Session;
  let window: Workbench;
  let root: string;

  const onDisk = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

  before(async function () {
    this.timeout(180_000);
    session = await Session.start({ withTestModels: false });
    root = join(session.server.folder, 'several folders');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    window = await session.open(join(root, 'both.code-workspace'));
    // Now and then VS Code itself finds no folder in a workspace file that it has just opened, until it is asked again.
    await window.untilRunning().catch(async () => {
      await window.reload();
      await window.untilRunning();
    });
  });

  after(() => session.end());

  /** The keys whose date a save moves, after something was typed. */
  async function movedBy(path: keyof typeof files): Promise<string[]> {
    await window.openNote(path.slice(path.lastIndexOf('/') + 1));
    await window.typeAtEnd('Typed.');
    await window.save();
    const saved = await until('the save', async () => {
      const text = await onDisk(path);
      return text.includes('Typed.') && text;
    });
    assert.equal(saved.replace(/^(\w+): 2.*$/gm, `$1: ${old}`), `${files[path]}Typed.`);
    return ['updated', 'changed'].filter((key) => !saved.includes(`${key}: ${old}`));
  }

  it('each note’s date is kept by the settings of its own folder', async () => {
    assert.deepEqual(await movedBy('work/Plan.md'), ['updated']);
    assert.deepEqual(await movedBy('home/Garden.md'), ['changed']);
  });

  it('a folder that one vault leaves alone is not left alone in the other', async () => {
    assert.deepEqual(await movedBy('work/drafts/Draft.md'), ['updated']);
    assert.deepEqual(await movedBy('home/drafts/Sketch.md'), []);
  });

  it('Import Obsidian Settings writes to the settings of the folder that Obsidian knows', async () => {
    await window.command('Notewright: Import Obsidian Settings');
    assert.match(await window.quickInput.title(), /“home”/);
    await window.quickInput.untilPlaceholder(/Tick what to set/);
    await window.quickInput.row('notewright.links.style').waitFor();
    await window.quickInput.accept();
    const settings = await until('the settings', async () => {
      const text = await onDisk('home/.vscode/settings.json');
      return text.includes('links.style') && (JSON.parse(text) as Record<string, unknown>);
    });
    assert.equal(settings['notewright.links.style'], 'markdown');
    assert.equal(await onDisk('work/.vscode/settings.json'), files['work/.vscode/settings.json']);
    assert.equal(await onDisk('both.code-workspace'), files['both.code-workspace']);
  });

  it('Fill In Dates keeps notes apart that have the same path in folders of the same name', async () => {
    await window.openNote('Plan.md');
    await window.command('Notewright: Fill In Dates…');
    await window.quickInput.choose('The Vault');
    await window.quickInput.choose('Fill In Missing Dates');
    const panel = window.page.locator('.bulk-edit-panel');
    await panel.getByRole('button', { name: 'Apply' }).click();
    await window.toast('Dates filled in');
    for (const path of ['cellar/tea/Pu-erh.md', 'shelf/tea/Pu-erh.md'] as const) {
      const added = /^---\nupdated: \S+\ndate: \d{4}-\d\d-\d\d\n---\nPu-erh\n$/;
      const text = await onDisk(path);
      assert.match(text, added, path);
      assert.equal(text.replace(/^date: .*\n/m, ''), files[path]);
    }
  });

  it('a folder that is added to the window shows in the Tags view', async () => {
    for (const other of ['MOCs', 'Related', 'Suggestions']) await window.tree(other).fold();
    await mkdir(join(root, 'more'));
    await writeFile(join(root, 'more/More.md'), '#added\n');
    await writeFile(join(root, 'both.code-workspace'), JSON.stringify({ folders: folders('more') }));
    await window
      .tree('Tags')
      .untilRows('the tag of the new folder', (rows) => rows.some(({ label }) => label === 'added'));
  });
});
