import type { Browser, BrowserContext, Page } from 'playwright-core';

/**
 * What a browser remembers, for one window after another. Each window finds it empty, but for the workbench's compiled
 * code: a window opens in half the time then.
 */
export class BrowserProfile {
  readonly context: BrowserContext;
  /** Keeps the context alive while no window is open. */
  readonly #blank: Page;

  private constructor(context: BrowserContext, blank: Page) {
    this.context = context;
    this.#blank = blank;
  }

  static async create(browser: Browser): Promise<BrowserProfile> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    return new BrowserProfile(context, await context.newPage());
  }

  /** Forgets what VS Code has kept, when its window is closed. */
  async forget(origin: string): Promise<void> {
    const browser = await this.context.newCDPSession(this.#blank);
    await browser.send('Storage.clearDataForOrigin', {
      origin,
      storageTypes: 'cookies,indexeddb,local_storage,file_systems,cache_storage,service_workers',
    });
    await browser.detach();
  }
}
