import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Lets a model at an endpoint answer, with a yes to sending notes there. */
export async function chooseEndpoint(window: Workbench, baseUrl: string, model: string): Promise<void> {
  await window.command('Notewright: Choose Language Model');
  await window.quickInput.untilPlaceholder(/^Nothing is sent before you have said yes/);
  await window.quickInput.choose('Another OpenAI-compatible endpoint…');
  await window.quickInput.titled(/^Base URL of the endpoint$/);
  await window.quickInput.fill(baseUrl);
  await window.quickInput.accept();
  await window.pressInModal('Allow');
  await window.quickInput.titled(/^Model at/);
  await window.quickInput.choose(model);
  await window.toast(/answers Notewright’s questions now/);
  await window.clearToasts();
}
