import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from '../host/browser.ts';
import { CodeServer } from '../host/codeServer.ts';
import { projectRoot } from '../host/projectRoot.ts';
import { provisionServerHost } from '../host/provision.ts';
import { makeVsix } from '../host/vsix.ts';
import { BrowserProfile } from './browserProfile.ts';
import { TestModels } from './testModels.ts';
import { Workbench } from './workbench.ts';

/**
 * A VS Code server with the packaged extension installed, and a browser: what the UI tests and the demo share.
 * Each window is a fresh one on a fresh copy of a folder.
 */
export class Session {
  readonly server: CodeServer;
  /** The scripted language models, where the session was started with them. */
  readonly models: TestModels;
  readonly #browser: Browser;
  /** Each window in a browser profile of its own, and profiles that no window is open in. */
  readonly #windows = new Map<Workbench, BrowserProfile>();
  readonly #profiles: BrowserProfile[] = [];
  #copies = 0;

  private constructor(server: CodeServer, browser: Browser, models: TestModels) {
    this.server = server;
    this.#browser = browser;
    this.models = models;
  }

  /** @param withTestModels also installs the extension that offers scripted language models */
  static async start(options: { readonly withTestModels: boolean }): Promise<Session> {
    const host = await provisionServerHost(console.log);
    const folder = await mkdtemp(join(tmpdir(), 'notewright-session-'));
    const extensions = [await makeVsix(projectRoot, join(folder, 'notewright.vsix'))];
    if (options.withTestModels) {
      const source = join(projectRoot, 'test', 'support', 'fixture-extension');
      extensions.push(await makeVsix(source, join(folder, 'test-models.vsix')));
    }
    const models = new TestModels(join(folder, 'models'));
    const env = { NOTEWRIGHT_TEST_MODELS: models.folder };
    const server = await CodeServer.start({ host, extensions, env });
    return new Session(server, await launchBrowser(findBrowser(host)), models);
  }

  /** Copies a folder to a place that goes with this session. */
  async copyOf(folder: string, name = 'vault'): Promise<string> {
    const copy = join(this.server.folder, 'workspaces', String(++this.#copies), name);
    await mkdir(copy, { recursive: true });
    await cp(folder, copy, { recursive: true });
    return copy;
  }

  /** Opens a window on a folder (not copied), or on none, with these user settings. */
  async open(
    folder: string | undefined,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<Workbench> {
    await this.server.setSettings(settings);
    const profile = this.#profiles.pop() ?? (await BrowserProfile.create(this.#browser));
    const window = await Workbench.open(profile.context, this.server, folder);
    this.#windows.set(window, profile);
    return window;
  }

  async close(window: Workbench): Promise<void> {
    const profile = this.#windows.get(window);
    this.#windows.delete(window);
    await window.close();
    if (profile === undefined) return;
    await profile.forget(this.server.origin);
    this.#profiles.push(profile);
  }

  async end(): Promise<void> {
    for (const window of [...this.#windows.keys()]) await this.close(window);
    await this.#browser.close();
    await this.server.stop();
    await rm(dirname(this.models.folder), { recursive: true, force: true });
  }
}
