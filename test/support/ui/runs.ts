import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunLines } from '../../../src/core/assistant/batch/runLine.ts';
import { until } from '../until.ts';
import { sharedSession } from './shared.ts';
import type { Workbench } from './workbench.ts';

/** Every note of the open folder, by its path. */
export async function notesOf(window: Workbench): Promise<Map<string, string>> {
  const names = (await readdir(window.folder, { recursive: true })).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(names.map((name) => readFile(join(window.folder, name), 'utf8')));
  return new Map(names.map((name, index) => [name, texts[index]!]));
}

/** Up to the last question, which is still open. */
export async function askForRun(window: Workbench, parts: readonly string[]): Promise<void> {
  await window.command('Notewright: Enrich Vault…');
  await window.quickInput.titled(/^Enrich “/);
  await window.quickInput.tick(parts);
  await window.quickInput.accept();
  await window.quickInput.untilPlaceholder(/^Which notes/);
  await window.quickInput.choose('All notes');
}

/** Gives a budget, after one that is none and is complained about. */
export async function giveBudget(window: Workbench, title: RegExp, amount: string): Promise<void> {
  await window.quickInput.titled(title);
  await window.quickInput.fill('much');
  await until('a complaint', async () => /An amount/.test(await window.quickInput.message()));
  await window.quickInput.fill(amount);
  await until('no complaint', async () => /US dollars/.test(await window.quickInput.message()));
}

/** As far as the question for the address of an endpoint. */
export async function askForEndpoint(window: Workbench): Promise<void> {
  await window.command('Notewright: Choose Language Model');
  await window.quickInput.untilPlaceholder(/^Nothing is sent before you have said yes/);
  await window.quickInput.choose('Another OpenAI-compatible endpoint…');
  await window.quickInput.titled(/^Base URL of the endpoint$/);
}

/** Sets an endpoint up, with a yes to sending notes there. @param key where it wants one */
export async function setUpEndpoint(
  window: Workbench,
  baseUrl: string,
  model: string,
  key?: string,
): Promise<void> {
  await askForEndpoint(window);
  await window.quickInput.fill(baseUrl);
  await window.quickInput.accept();
  await window.pressInModal('Allow');
  if (key !== undefined) {
    await window.quickInput.titled(/^API key for/);
    await window.quickInput.fill(key);
    await window.quickInput.accept();
  }
  await window.quickInput.titled(/^Model at/);
  await window.quickInput.choose(model);
}

/** Lets a model at an endpoint answer, with a yes to sending notes there. */
export async function chooseEndpoint(window: Workbench, baseUrl: string, model: string): Promise<void> {
  await setUpEndpoint(window, baseUrl, model);
  await window.toast(/answers Notewright’s questions now/);
  await window.clearToasts();
}

/** Waits for the end of the run that was begun last: until its journal says so, and the view no longer waits for more. */
export async function untilRunEnds(window: Workbench): Promise<void> {
  const { globalStorage } = (await sharedSession()).server;
  await until('the journal to end', async () => {
    const names = (await readdir(globalStorage, { recursive: true })).filter((name) =>
      name.endsWith('.jsonl'),
    );
    const texts = await Promise.all(names.map((name) => readFile(join(globalStorage, name), 'utf8')));
    const runs = texts.map(readRunLines).filter((run) => run !== undefined);
    const latest = runs.sort((a, b) => b.plan.startedAt - a.plan.startedAt)[0];
    return latest?.events.at(-1)?.kind === 'ended';
  });
  const suggestions = window.tree('Suggestions');
  await until('the view to follow', async () => !/Asking about/.test(await suggestions.text()));
}
