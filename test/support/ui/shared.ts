import { join } from 'node:path';
import { projectRoot } from '../host/projectRoot.ts';
import { Session } from './session.ts';
import type { Workbench } from './workbench.ts';

/** The one server and browser of a UI test run, started by the first test that asks. */
let session: Promise<Session> | undefined;

export function sharedSession(): Promise<Session> {
  session ??= Session.start({ withTestModels: true });
  return session;
}

export async function endSharedSession(): Promise<void> {
  const ended = session;
  session = undefined;
  // A session that did not start has failed the tests already.
  await (await ended?.catch(() => undefined))?.end();
}

/**
 * Opens a window on a fresh copy of a fixture vault before the tests of the enclosing `describe`, and closes it
 * after them. Between tests it is settled; a test that fails leaves a picture of the window in `out/ui/failed/`.
 *
 * @param vault a folder below the checkout, or `undefined` for a window without a folder
 * @example
 * const window = usingWindow('test/fixtures/teahouse');
 * it('…', async () => { await window().openNote('Green tea.md'); });
 */
export function usingWindow(
  vault: string | undefined,
  settings: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>) = {},
): () => Workbench {
  let window: Workbench | undefined;
  before(async () => {
    const shared = await sharedSession();
    const folder = vault === undefined ? undefined : await shared.copyOf(join(projectRoot, vault));
    window = await shared.open(folder, typeof settings === 'function' ? settings() : settings);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') {
      const name = test
        .titlePath()
        .join(' ')
        .replace(/[^\p{L}\p{N}]+/gu, '-');
      const file = await window?.screenshot(join('failed', name));
      console.log(`      picture: ${file}`);
    }
    await window?.settle();
  });
  after(async () => {
    if (window) await (await sharedSession()).close(window);
  });
  return () => {
    if (!window) throw new Error('The window is open only inside tests.');
    return window;
  };
}
