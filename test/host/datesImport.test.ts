import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { runAndAccept, vaultFolder } from './openNotes.ts';
import { projectRoot } from '../support/host/projectRoot.ts';
import { until } from '../support/until.ts';

const obsidian = join(vaultFolder(), '.obsidian');

async function writeSettings(files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, data] of Object.entries(files)) {
    const file = join(obsidian, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(data));
  }
}

/** What the folder's settings say themselves under `notewright`. */
async function imported(): Promise<Record<string, unknown>> {
  const file = join(vaultFolder(), '.vscode', 'settings.json');
  const all = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('notewright.')));
}

describe('Import Obsidian Settings', () => {
  afterEach(async () => {
    await rm(obsidian, { recursive: true, force: true });
    for (const key of Object.keys(await imported())) {
      await vscode.workspace.getConfiguration().update(key, undefined, vscode.ConfigurationTarget.Workspace);
    }
    await until('the settings to be gone', async () => Object.keys(await imported()).length === 0);
  });

  it('takes over keys, format, ignored folders and markdown links', async () => {
    await writeSettings({
      'app.json': { useMarkdownLinks: true },
      'templates.json': { folder: 'templates' },
      'plugins/update-time-on-edit/data.json': {
        dateFormat: 'yyyy-MM-dd HH:mm',
        enableCreateTime: true,
        headerUpdated: 'last_modified_at',
        headerCreated: 'date',
        minMinutesBetweenSaves: 1,
        ignoreGlobalFolder: ['docs/Books', 'docs/Readwise', 'templates'],
      },
    });
    await runAndAccept('notewright.importObsidianSettings');
    assert.deepEqual(await imported(), {
      'notewright.links.style': 'markdown',
      'notewright.dates.modifiedKey': 'last_modified_at',
      'notewright.dates.createdKey': 'date',
      'notewright.dates.format': 'YYYY-MM-DD HH:mm',
      'notewright.dates.addMissing': 'both',
      'notewright.dates.minMinutes': 1,
      'notewright.dates.exclude': ['docs/Books/**', 'docs/Readwise/**', 'templates/**'],
    });
  });

  it('takes over the settings of the sample vault', async () => {
    const samples = join(projectRoot, 'samples', 'vault', '.obsidian');
    await cp(samples, obsidian, { recursive: true });
    await runAndAccept('notewright.importObsidianSettings');
    const settings = await imported();
    assert.equal(settings['notewright.links.style'], 'markdown');
    assert.equal(settings['notewright.dates.modifiedKey'], 'last_modified_at');
    assert.equal(settings['notewright.dates.createdKey'], 'date');
    assert.equal(settings['notewright.dates.format'], 'YYYY-MM-DD HH:mm');
    assert.deepEqual(settings['notewright.dates.exclude'], ['docs/Books/**', 'templates/**']);
  });

  it('adds ignored folders to those that are there', async () => {
    await vscode.workspace
      .getConfiguration('notewright')
      .update('dates.exclude', ['mine/**'], vscode.ConfigurationTarget.Workspace);
    await writeSettings({ 'templates.json': { folder: 'templates' } });
    await runAndAccept('notewright.importObsidianSettings');
    assert.deepEqual(await imported(), { 'notewright.dates.exclude': ['mine/**', 'templates/**'] });
  });

  it('sets nothing where there is no .obsidian, or nothing in it', async () => {
    await runAndAccept('notewright.importObsidianSettings');
    await writeSettings({ 'app.json': {} });
    await runAndAccept('notewright.importObsidianSettings');
    assert.deepEqual(await imported(), {});
  });
});
