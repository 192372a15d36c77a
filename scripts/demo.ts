// The packaged extension in a real VS Code on a copy of a vault: `npm run demo`, `npm run demo -- --check`,
// `npm run demo -- --folder DIR`, and `npm run pictures`, which does the check and keeps its pictures for the README
// and the walkthrough.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runVSCodeCommand } from '@vscode/test-electron';
import { cacheFolder } from '../test/support/host/cacheFolder.ts';
import { chooseHost } from '../test/support/host/chooseHost.ts';
import { CodeServer, quietSettings } from '../test/support/host/codeServer.ts';
import { endOnSignals, run } from '../test/support/host/processes.ts';
import { projectRoot } from '../test/support/host/projectRoot.ts';
import { provisionServerHost } from '../test/support/host/provision.ts';
import { makeVsix } from '../test/support/host/vsix.ts';
import { checkDemo } from './demoCheck.ts';

const { values } = parseArgs({
  options: { check: { type: 'boolean' }, pictures: { type: 'boolean' }, folder: { type: 'string' } },
});
const vault = values.folder === undefined ? join(projectRoot, 'samples', 'vault') : resolve(values.folder);

if (values.check || values.pictures) {
  endOnSignals();
  if (values.folder !== undefined)
    throw new Error('--check and --pictures know the sample vault only: leave out --folder.');
  const isWell = await checkDemo(vault);
  if (isWell && values.pictures) await keepPictures();
  process.exit(isWell ? 0 : 1);
}
const choice = await chooseHost();
console.log(
  `Using ${choice.kind === 'server' ? "VS Code's server" : 'desktop VS Code'}, because ${choice.why}.`,
);
await (choice.kind === 'server' ? demoInServer() : demoOnDesktop());

async function demoInServer(): Promise<void> {
  const host = await provisionServerHost(console.log);
  const folder = await mkdtemp(join(tmpdir(), 'notewright-vsix-'));
  const vsix = await makeVsix(projectRoot, join(folder, 'notewright.vsix'));
  const server = await CodeServer.start({ host, extensions: [vsix] });
  await rm(folder, { recursive: true });
  const copy = await copyInto(server.folder);
  console.log(`\nNotewright is installed and a copy of ${vault} is open at\n\n  ${server.url(copy)}\n`);
  console.log(`The copy is ${copy}; it goes when you stop the demo with Ctrl+C.`);
  await new Promise<void>((stopped) => {
    process.once('SIGINT', () => stopped());
    process.once('SIGTERM', () => stopped());
  });
  await server.stop();
  process.exit(0);
}

async function demoOnDesktop(): Promise<void> {
  const cachePath = join(cacheFolder(), 'desktop');
  const executable = await downloadAndUnzipVSCode({ cachePath });
  const folder = await mkdtemp(join(tmpdir(), 'notewright-demo-'));
  try {
    const vsix = await makeVsix(projectRoot, join(folder, 'notewright.vsix'));
    const copy = await copyInto(folder);
    const data = join(folder, 'data');
    await mkdir(join(data, 'User'), { recursive: true });
    await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(quietSettings, null, 2));
    const places = ['--user-data-dir', data, '--extensions-dir', join(folder, 'extensions')];
    await runVSCodeCommand(['--install-extension', vsix, ...places], { cachePath });
    console.log(`VS Code opens on a copy of ${vault}; close it to end the demo.`);
    await run(executable, [...places, '--skip-welcome', '--new-window', copy], { timeout: 0 });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Puts the pictures that the README and the walkthrough show in the place of those of before. */
async function keepPictures(): Promise<void> {
  const kept = join(projectRoot, 'media', 'screenshots');
  const shown = ['summarize-note', 'suggest-tags', 'suggest-links', 'trees'];
  for (const name of shown.flatMap((one) => [`${one}-light.png`, `${one}-dark.png`])) {
    await cp(join(projectRoot, 'out', 'demo', name), join(kept, name));
  }
  console.log(`They are in ${kept} now.`);
}

async function copyInto(folder: string): Promise<string> {
  const copy = join(folder, basename(vault));
  await cp(vault, copy, { recursive: true });
  return copy;
}
