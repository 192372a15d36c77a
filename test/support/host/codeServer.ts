import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs, run, stop } from './processes.ts';
import type { ServerHost } from './provision.ts';

/** User settings that keep a fresh VS Code quiet, local and deterministic. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
};

export interface CodeServerOptions {
  readonly host: ServerHost;
  /** `.vsix` files to install before the start. */
  readonly extensions: readonly string[];
  /** For tests inside the extension host; toasts and modal dialogs do not show then. */
  readonly smokeTestDriver?: boolean;
  /** Added to {@link quietSettings}. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A running VS Code server with a data folder, an extensions folder and a temporary folder of its own, all of
 * which are gone after {@link stop}.
 */
export class CodeServer {
  /** A folder for this run; put copies of workspaces here. */
  readonly folder: string;
  readonly #port: number;
  readonly #process: ChildProcess;

  private constructor(folder: string, port: number, child: ChildProcess) {
    this.folder = folder;
    this.#port = port;
    this.#process = child;
  }

  static async start(options: CodeServerOptions): Promise<CodeServer> {
    const folder = await mkdtemp(join(tmpdir(), 'notewright-'));
    for (const name of ['tmp', 'extensions', join('data', 'data', 'User')]) {
      await mkdir(join(folder, name), { recursive: true });
    }
    await writeSettings(folder, options.settings);
    const env = { ...process.env, ...options.env, TMPDIR: join(folder, 'tmp') };
    const common = [
      options.host.serverMain,
      '--accept-server-license-terms',
      ...['--server-data-dir', join(folder, 'data')],
      ...['--extensions-dir', join(folder, 'extensions')],
    ];
    if (options.extensions.length > 0) {
      const installs = options.extensions.flatMap((vsix) => ['--install-extension', vsix]);
      await run(options.host.node, [...common, ...installs], { env, timeout: 60_000 });
    }
    const port = await freePort();
    const args = [...common, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
    args.push('--telemetry-level', 'off');
    if (options.smokeTestDriver) args.push('--enable-smoke-test-driver');
    const child = spawn(options.host.node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    endWithUs(child);
    await listening(child, join(folder, 'server.log'));
    return new CodeServer(folder, port, child);
  }

  /** The address of the workbench, with a folder or a `.code-workspace` file open in it if one is given. */
  url(workspace?: string): string {
    if (workspace === undefined) return `${this.origin}/?ew=true`;
    const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
    return `${this.origin}/?${kind}=${encodeURIComponent(workspace)}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The user's settings.json. */
  get settingsFile(): string {
    return settingsFileIn(this.folder);
  }

  /** Replaces the user's settings; a window reads them when it opens. */
  setSettings(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    return writeSettings(this.folder, settings);
  }

  /** The ids of the processes that extensions run in; Linux only, where the system tells. */
  async extensionHosts(): Promise<number[]> {
    const found: number[] = [];
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const read = (file: string): Promise<string> =>
        readFile(join('/proc', name, file), 'utf8').catch(() => '');
      const parent = /^PPid:\s*(\d+)/m.exec(await read('status'))?.[1];
      if (Number(parent) !== this.#process.pid) continue;
      if ((await read('cmdline')).includes('--type=extensionHost')) found.push(Number(name));
    }
    return found;
  }

  /**
   * Lets VS Code write so many bytes of a file and no more, so that a save ends in the middle as on a disk that fills
   * up meanwhile; `undefined` lifts that. Linux only; rejects where the system cannot do it.
   */
  async limitFileSize(bytes: number | undefined): Promise<void> {
    await run('prlimit', ['--pid', String(this.#process.pid), `--fsize=${bytes ?? 'unlimited'}:`], {});
  }

  /** Where extensions keep what belongs to no workspace. */
  get globalStorage(): string {
    return join(this.folder, 'data', 'data', 'User', 'globalStorage');
  }

  async stop(): Promise<void> {
    await stop(this.#process);
    if (process.env.NOTEWRIGHT_KEEP) {
      console.log(`Kept ${this.folder}`);
      return;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function settingsFileIn(folder: string): string {
  return join(folder, 'data', 'data', 'User', 'settings.json');
}

async function writeSettings(
  folder: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await writeFile(settingsFileIn(folder), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Resolves when the server says that it listens; its output goes to a file from then on. */
function listening(child: ChildProcess, logFile: string): Promise<void> {
  const log = createWriteStream(logFile);
  return new Promise((resolve, reject) => {
    let seen = '';
    const onData = (chunk: Buffer): void => {
      log.write(chunk);
      seen = (seen + chunk.toString()).slice(-4000);
      if (seen.includes('Extension host agent listening on')) resolve();
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', onData);
    child.once('exit', (code) => {
      log.end();
      reject(new Error(`VS Code's server ended with ${code} while starting:\n${seen}`));
    });
    setTimeout(() => reject(new Error(`VS Code's server did not start in 60 s:\n${seen}`)), 60_000).unref();
  });
}
