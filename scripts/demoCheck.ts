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
    const light = await doMainJob(session, vault, 'light');
    for (const patch of light.patches) console.log(patch);
    const dark = await doMainJob(session, vault, 'dark');
    const problems = [...light.problems, ...dark.problems];
    for (const problem of problems) console.error(problem);
    console.log(`Pictures are in ${pictures}.`);
    return problems.length === 0;
  } finally {
    await session.end();
  }
}

type Shade = 'light' | 'dark';
const themes: Readonly<Record<Shade, string>> = { light: 'Light 2026', dark: 'Dark 2026' };

/** All steps in a window of its own on a copy of its own. */
async function doMainJob(session: Session, vault: string, shade: Shade): Promise<Changes> {
  const copy = await session.copyOf(vault);
  const before = await readAll(copy);
  const window = await session.open(copy, { 'workbench.colorTheme': themes[shade] });
  const failed: string[] = [];
  for (const [name, step] of steps) {
    try {
      await step(window, (picture) => window.screenshot(`${picture}-${shade}`, pictures));
      console.log(`✔ ${name}`);
    } catch (error) {
      const picture = await window.screenshot(join('failed', name.replaceAll(' ', '-')), pictures);
      failed.push(`${name}: ${String(error)} (${picture})`);
      console.log(`✘ ${name}`);
    }
  }
  await session.close(window);
  const { patches, problems } = compare(before, await readAll(copy));
  return { patches, problems: [...failed, ...problems] };
}

/** Takes a picture of what is on the screen. */
type Shoot = (picture: string) => Promise<unknown>;

const steps: readonly (readonly [string, (window: Workbench, shoot: Shoot) => Promise<void>])[] = [
  ['both trees show the vault', showTrees],
  ['Summarize Note writes a summary', summarize],
  ['Suggest Tags adds the chosen tags', suggestTags],
  ['Suggest Links adds the chosen links', suggestLinks],
  ['a save moves last_modified_at', editAndSave],
];

async function showTrees(window: Workbench, shoot: Shoot): Promise<void> {
  await window.showContainer('Notewright');
  await window.tree('Tags').untilRows('tags', (rows) => rows.length > 3);
  await window.tree('MOCs').untilRows('MOCs', (rows) => rows.some((row) => row.label === 'Baking MOC'));
  await window.tree('MOCs').expand('Baking MOC');
  await window.tree('MOCs').untilRows('a MOC inside', (rows) => rows.some(({ level }) => level > 1));
  await window.openNote(notes.summarize);
  await window.tree('Related').untilRows('what is related', (rows) => rows.length > 3);
  await shoot('trees');
}

async function summarize(window: Workbench, shoot: Shoot): Promise<void> {
  await window.openNote(notes.summarize);
  await window.command('Notewright: Summarize Note');
  await window.untilReview('Summary of');
  await shoot('summarize-note');
  await window.command('Notewright: Apply Reviewed Change');
  await window.untilDirty();
  await window.save();
}

async function suggestTags(window: Workbench, shoot: Shoot): Promise<void> {
  await window.openNote(notes.tag);
  await window.command('Notewright: Suggest Tags');
  await pickFirst(window, shoot, 'suggest-tags', /^Tags for/);
}

async function suggestLinks(window: Workbench, shoot: Shoot): Promise<void> {
  await window.openNote(notes.link);
  await window.command('Notewright: Suggest Links');
  await pickFirst(window, shoot, 'suggest-links', /^Links for/);
}

/** Takes what is ticked, and the first row if nothing is. */
async function pickFirst(window: Workbench, shoot: Shoot, picture: string, title: RegExp): Promise<void> {
  const [first] = await (await window.quickInput.titled(title)).labels();
  if (first !== undefined && !(await window.quickInput.isTicked(first)))
    await window.quickInput.tick([first]);
  await shoot(picture);
  await window.quickInput.accept();
  await window.untilDirty();
  await window.save();
}

async function editAndSave(window: Workbench, shoot: Shoot): Promise<void> {
  await window.openNote(notes.edit);
  await window.typeAtEnd('\nA line typed by hand.');
  await window.save();
  await shoot('after-the-save');
}

async function readAll(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(
    files.map((file, at) => [file.slice(folder.length + 1).replaceAll(sep, '/'), texts[at] ?? '']),
  );
}

interface Changes {
  /** One diff for each note that changed. */
  readonly patches: readonly string[];
  /** What changed and should not have, and the other way round. */
  readonly problems: readonly string[];
}

function compare(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Changes {
  const expected = new Set(Object.values(notes));
  const patches: string[] = [];
  const problems: string[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(path);
    const is = after.get(path);
    if (was === is) {
      if (expected.has(path)) problems.push(`${path} did not change.`);
      continue;
    }
    patches.push(createTwoFilesPatch(path, path, was ?? '', is ?? '', 'before', 'after', { context: 2 }));
    if (!expected.has(path)) problems.push(`${path} changed and should not have.`);
    else if (was !== undefined && is !== undefined) problems.push(...unwanted(path, was, is));
  }
  return { patches, problems };
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
