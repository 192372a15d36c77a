import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import type { ServerHost } from './provision.ts';

/** A browser of the Chromium family and where it came from. */
export interface FoundBrowser {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
  /** For the log: `CHROME_PATH`, `system`, `@sparticuz/chromium`. */
  readonly from: string;
}

/**
 * Finds a browser: `CHROME_PATH`, then an installed Chromium, Chrome or Edge, then the one that is installed with
 * the server host.
 *
 * @throws when there is none, saying what to install
 */
export function findBrowser(host: ServerHost | undefined): FoundBrowser {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH is ${named}, and there is no such file.`);
    return { executable: named, env: {}, from: 'CHROME_PATH' };
  }
  // A stub that only tells where to get a browser (Ubuntu's chromium-browser) does not answer --version.
  const system = systemBrowsers().find(
    (path) => existsSync(path) && spawnSync(path, ['--version'], { timeout: 15_000 }).status === 0,
  );
  if (system) return { executable: system, env: {}, from: 'system' };
  if (host && existsSync(host.chromium.executable)) {
    return { ...host.chromium, from: '@sparticuz/chromium' };
  }
  throw new Error(
    'No browser found. Install Chromium, Chrome or Edge, or set CHROME_PATH to the program of one.',
  );
}

function systemBrowsers(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Starts the browser without a window, with the flags that also work as root in a container. */
export function launchBrowser(found: FoundBrowser): Promise<Browser> {
  return chromium.launch({
    executablePath: found.executable,
    env: { ...(process.env as Record<string, string>), ...found.env },
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
