import assert from 'node:assert/strict';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';
import { until } from '../support/until.ts';

const labels = (rows: readonly TreeRow[]): string[] => rows.map((row) => row.label);

describe('the order, the filter and the place in the trees', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const tags = () => window().tree('Tags');
  const mocs = () => window().tree('MOCs');

  before(async () => {
    await window().showContainer('Notewright');
    for (const other of ['Related', 'Suggestions']) await window().tree(other).fold();
  });

  it('sorts tags by count and by last change', async () => {
    await tags().untilRows('all roots', (rows) => rows.length === 6);
    await window().command('Notewright: Sort Tags…');
    await window().quickInput.choose('By count');
    const byCount = await tags().untilRows('the most used first', (rows) => rows[0]?.label === 'drink');
    assert.equal(byCount.at(-1)?.label, 'Untagged');
    await window().command('Notewright: Sort Tags…');
    await window().quickInput.choose('By last change');
    await tags().untilRows(
      'the newest first',
      (rows) => labels(rows).slice(0, 3).join() === 'drink,brewing,taiwan',
    );
    await window().command('Notewright: Sort Tags…');
    await window().quickInput.choose('By name');
    await tags().untilRows('by name again', (rows) => rows[0]?.label === 'brewing');
  });

  it('sorts the notes of MOCs', async () => {
    await mocs().expand('Drinks MOC');
    await mocs().expand('Tea MOC');
    await window().command('Notewright: Sort MOCs…');
    await window().quickInput.choose('By last change');
    await mocs().untilRows('the newest first', (rows) => {
      const seen = labels(rows);
      return seen.indexOf('Oolong') < seen.indexOf('Green tea');
    });
    await window().command('Notewright: Sort MOCs…');
    await window().quickInput.choose('As the MOCs list them');
    await mocs().untilRows('as listed', (rows) => {
      const seen = labels(rows);
      return seen.indexOf('Green tea') < seen.indexOf('Oolong');
    });
  });

  it('filters tags and notes while they are typed; Enter keeps the filter, Escape drops it', async () => {
    await tags().press('Filter Tags');
    await window().quickInput.fill('ool');
    const found = await tags().untilRows(
      'what matches',
      (rows) => labels(rows).join() === 'drink,tea,Oolong,taiwan,Oolong',
    );
    assert.deepEqual(
      found.map(({ level }) => level),
      [1, 2, 3, 1, 2],
    );
    await window().quickInput.accept();
    await tags().untilText(/Filter: ool/);
    await window().screenshot('filtered');
    assert.equal(await window().offers('Notewright: Clear Tags Filter'), true);
    await tags().press('Clear Tags Filter');
    await tags().untilRows('every tag again', (rows) => rows.length === 6);
    assert.equal(await window().offers('Notewright: Clear Tags Filter'), false);
    await tags().press('Filter Tags');
    await window().quickInput.fill('kettle');
    await tags().untilRows('an untagged note', (rows) => labels(rows).join() === 'Untagged,Kettle');
    await window().quickInput.cancel();
    await tags().untilRows('every tag again', (rows) => rows.length === 6);
  });

  it('filters MOCs down to the notes that match, through the MOCs above them', async () => {
    await mocs().press('Filter MOCs');
    await window().quickInput.fill('oolong');
    await mocs().untilRows('the way down', (rows) => labels(rows).join() === 'Drinks MOC,Tea MOC,Oolong');
    await window().quickInput.cancel();
    await mocs().untilRows('all again', (rows) => labels(rows).includes('Unfiled'));
  });

  it('reveals the tags of the active note, one after another, and its MOCs', async () => {
    await window().openNote('Oolong.md');
    await window().command('Notewright: Reveal Active Note in Tags');
    const placedAt = (wanted: number) => (rows: readonly TreeRow[]) =>
      rows.some(({ isSelected, label, level }) => isSelected && label === 'Oolong' && level === wanted);
    await tags().untilRows('its first place', placedAt(3));
    await window().command('Notewright: Reveal Active Note in Tags');
    await tags().untilRows('the next place', placedAt(2));
    await mocs().press('Reveal Active Note in MOCs');
    await mocs().untilRows('the note', placedAt(3));
  });

  it('offers no command on a note where none is open', async () => {
    // The note of the test before is closed by now, which VS Code tells its menus a moment later.
    await until(
      'the palette to know of no note',
      async () => !(await window().offers('Notewright: Reveal Active Note in Tags')),
    );
    assert.equal(await window().offers('Notewright: File Under MOC'), false);
    assert.equal(await window().offers('Notewright: Sort MOCs…'), true);
  });

  it('keeps the order when the window is loaded again', async () => {
    await tags().press('Collapse All');
    await tags().untilRows('roots', (rows) => rows.length === 6);
    await window().command('Notewright: Sort Tags…');
    await window().quickInput.choose('By count');
    await tags().untilRows('the most used first', (rows) => rows[0]?.label === 'drink');
    await window().untilKept('notewright.tags.order');
    await window().reload();
    await window().showContainer('Notewright');
    const rows = await tags().untilRows('all roots', (seen) => labels(seen).includes('Untagged'));
    assert.equal(rows[0]?.label, 'drink');
    await tags().untilText(/by count/);
    await window().command('Notewright: Sort Tags…');
    await window().quickInput.choose('By name');
    await tags().untilRows('by name again', (seen) => seen[0]?.label === 'brewing');
  });

  it('keeps what is opened and selected when notes change', async () => {
    await tags().press('Collapse All');
    await tags().untilRows('roots', (rows) => rows.length === 6);
    await tags().expand('japan');
    await tags().untilRows(
      'the note',
      (rows) => labels(rows).filter((one) => one === 'Green tea').length > 0,
    );
    await tags().select('japan');
    const before = await tags().rows();
    await window().openNote('Kettle.md');
    await window().typeAtEnd('\n#zinc\n');
    const after = await tags().untilRows('the new tag', (rows) => labels(rows).includes('zinc'));
    assert.deepEqual(
      after.filter(({ label }) => label !== 'zinc' && label !== 'Untagged'),
      before.filter(({ label }) => label !== 'Untagged'),
    );
  });
});

describe('a row of the trees', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const mocs = () => window().tree('MOCs');

  it('tells in a tooltip what a note is about, as plain text', async () => {
    await window().showContainer('Notewright');
    await mocs().untilRows('the groups', (rows) => labels(rows).includes('Unfiled'));
    await mocs().expand('Unfiled');
    const tooltip = await mocs().tooltipOf('Water temperature');
    assert.match(tooltip, /Too hot and green tea turns bitter/);
    assert.match(tooltip, /#brewing/);
    assert.match(tooltip, /Modified 2023-05-25 21:30/);
  });
});
