import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { projectRoot } from '../test/support/host/projectRoot.ts';
import { Session } from '../test/support/ui/session.ts';
import type { Workbench } from '../test/support/ui/workbench.ts';

/** Where the pictures go. */
const pictures = join(projectRoot, 'out', 'demo');

/** Which notes of the sample vault the check works on. */
const notes = {
  summarize: 'docs/Sourdough starter.md',
  tag: 'docs/Rye bread.md',
  link: 'docs/Hydration.md',
  edit: 'docs/Scoring.md',
};

/**
 * Does the main job in a real workbench on a copy of a vault and tells what came of it: each of the three commands
 * with the built-in engine, an edit and a save, both trees. Prints the change of every note as a diff and writes
 * pictures in light and dark.
 *
 * @returns whether everything was as it should be
 */
export async function checkDemo(vault: string): Promise<boolean> {
  const session = await Session.start({ withTestModels: false });
  try {
    const copy = await session.copyOf(vault);
    const before = await readAll(copy);
    const window = await session.open(copy, { 'window.autoDetectColorScheme': true });
    const problems: string[] = [];
    for (const [name, step] of steps) {
      try {
        await step(window);
        console.log(`✔ ${name}`);
      } catch (error) {
        const picture = await window.screenshot(join('failed', name.replaceAll(' ', '-')), pictures);
        problems.push(`${name}: ${String(error)} (${picture})`);
        console.log(`✘ ${name}`);
      }
    }
    problems.push(...compare(before, await readAll(copy)));
    for (const problem of problems) console.error(problem);
    console.log(`Pictures are in ${pictures}.`);
    return problems.length === 0;
  } finally {
    await session.end();
  }
}

const steps: readonly (readonly [string, (window: Workbench) => Promise<void>])[] = [
  ['both trees show the vault', showTrees],
  ['Summarize Note writes a summary', summarize],
  ['Suggest Tags adds the chosen tags', suggestTags],
  ['Suggest Links adds the chosen links', suggestLinks],
  ['a save moves last_modified_at', editAndSave],
];

async function showTrees(window: Workbench): Promise<void> {
  await window.showContainer('Notewright');
  await window.tree('Tags').untilRows('tags', (rows) => rows.length > 3);
  await window.tree('MOCs').untilRows('MOCs', (rows) => rows.some((row) => row.label === 'Baking MOC'));
  await window.tree('MOCs').expand('Baking MOC');
  await shoot(window, 'trees');
}

async function summarize(window: Workbench): Promise<void> {
  await window.openNote(notes.summarize);
  await window.command('Notewright: Summarize Note');
  await window.untilReview();
  await shoot(window, 'summarize-note');
  await window.command('Notewright: Apply Reviewed Change');
  await window.untilDirty();
  await window.save();
}

async function suggestTags(window: Workbench): Promise<void> {
  await window.openNote(notes.tag);
  await window.command('Notewright: Suggest Tags');
  await pickFirst(window, 'suggest-tags');
}

async function suggestLinks(window: Workbench): Promise<void> {
  await window.openNote(notes.link);
  await window.command('Notewright: Suggest Links');
  await pickFirst(window, 'suggest-links');
}

/** Takes what is ticked, and the first row if nothing is. */
async function pickFirst(window: Workbench, picture: string): Promise<void> {
  const [first] = await window.quickInput.labels();
  if (first !== undefined && !(await window.quickInput.isTicked(first)))
    await window.quickInput.tick([first]);
  await shoot(window, picture);
  await window.quickInput.accept();
  await window.untilDirty();
  await window.save();
}

async function editAndSave(window: Workbench): Promise<void> {
  await window.openNote(notes.edit);
  await window.typeAtEnd('\nA line typed by hand.');
  await window.save();
  await shoot(window, 'after-the-save');
}

/** One picture in each color scheme. */
async function shoot(window: Workbench, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.page.emulateMedia({ colorScheme });
    const theme = colorScheme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs';
    await window.page.locator(theme).waitFor();
    await window.screenshot(`${name}-${colorScheme}`, pictures);
  }
}

async function readAll(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(
    files.map((file, at) => [file.slice(folder.length + 1).replaceAll(sep, '/'), texts[at] ?? '']),
  );
}

/** Prints what changed and returns what should not have. */
function compare(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const expected = new Set(Object.values(notes));
  const problems: string[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(path);
    const is = after.get(path);
    if (was === is) {
      if (expected.has(path)) problems.push(`${path} did not change.`);
      continue;
    }
    console.log(createTwoFilesPatch(path, path, was ?? '', is ?? '', 'before', 'after', { context: 2 }));
    if (!expected.has(path)) problems.push(`${path} changed and should not have.`);
    else if (was !== undefined && is !== undefined) problems.push(...unwanted(path, was, is));
  }
  return problems;
}

/** Every change of the check adds to its note, the date apart: all that was there must still be there, in order. */
function unwanted(path: string, was: string, is: string): string[] {
  const stamp = /^last_modified_at: .*$/m;
  const [stampWas, stampIs] = [stamp.exec(was)?.[0], stamp.exec(is)?.[0]];
  const problems: string[] = [];
  if (stampWas === undefined || stampIs === undefined) problems.push(`${path} has no last_modified_at.`);
  else if (stampWas === stampIs) problems.push(`${path} was saved, and last_modified_at stayed.`);
  else if (!/^last_modified_at: \d{4}-\d\d-\d\d \d\d:\d\d$/.test(stampIs))
    problems.push(`${path}: ${stampIs}`);
  // Code units, since `rest` is indexed by them.
  let at = 0;
  const rest = was.replace(stamp, 'last_modified_at:');
  for (const character of is.split('')) if (character === rest[at]) at++;
  if (at < rest.length) problems.push(`${path} lost “${rest.slice(at, at + 40)}”.`);
  return problems;
}
