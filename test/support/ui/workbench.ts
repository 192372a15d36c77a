import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { CodeServer } from '../host/codeServer.ts';
import { projectRoot } from '../host/projectRoot.ts';
import { QuickInput } from './quickInput.ts';
import { TreeView } from './treeView.ts';
import { until } from '../until.ts';

/** What is needed of the DOM; this project compiles without its types. */
declare const document: {
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string | null }>;
};
declare const MutationObserver: new (onChange: () => void) => {
  observe(node: typeof document, options: Readonly<Record<string, boolean>>): void;
};

/** Where {@link Workbench.screenshot} puts its pictures, unless told otherwise. */
const pictures = join(projectRoot, 'out', 'ui');

/**
 * One window of the real VS Code, driven as a person drives it: keys, clicks, and what is on the screen. What a
 * note holds is read from the disk, after a save.
 */
export class Workbench {
  readonly page: Page;
  /** The open folder; empty when none is. */
  readonly folder: string;
  #made = 0;

  private constructor(page: Page, folder: string) {
    this.page = page;
    this.folder = folder;
  }

  /** Opens a window in an empty browser profile. */
  static async open(context: BrowserContext, server: CodeServer, folder?: string): Promise<Workbench> {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(server.url(folder));
    const workbench = new Workbench(page, folder ?? '');
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    // The activity bar shows our container once the extensions are known.
    await workbench.container('Notewright').waitFor({ timeout: 60_000 });
    return workbench;
  }

  /** Loads the window anew, as *Developer: Reload Window* does: the extension starts again. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.container('Notewright').waitFor({ timeout: 60_000 });
  }

  /** Waits until the window's own storage holds this text: VS Code writes there some time after it was told to. */
  async untilKept(text: string): Promise<void> {
    const kept = `(async () => {
      const all = [];
      for (const { name } of await indexedDB.databases()) {
        if (!name.startsWith('vscode-web-state-db')) continue;
        const request = (asked) => new Promise((resolve, reject) => {
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
        const database = await request(indexedDB.open(name));
        for (const store of database.objectStoreNames)
          all.push(...(await request(database.transaction(store).objectStore(store).getAll())));
        database.close();
      }
      return all.filter((value) => typeof value === 'string').join('\\n');
    })()`;
    await until(`${text} to be kept`, async () => (await this.page.evaluate<string>(kept)).includes(text));
  }

  /** Closes the window without a question, whatever is unsaved. */
  async close(): Promise<void> {
    await this.page.close();
  }

  /** Runs a command by its full title, as `Notewright: Suggest Tags`, from the palette. */
  async command(title: string): Promise<void> {
    await this.chooseFrom('F1', `>${title}`, title);
  }

  /** Whether the palette offers a command with this title. */
  async offers(title: string): Promise<boolean> {
    await this.page.keyboard.press('F1');
    const input = this.quickInput;
    await input.fill(`>${title}`);
    const first = this.page.locator('.quick-input-list .monaco-list-row').first();
    await first.waitFor();
    const offered = await input.row(title).count();
    await this.page.keyboard.press('Escape');
    return offered > 0;
  }

  /** Opens a file of the folder in an editor and puts the cursor into it. */
  async openNote(path: string): Promise<void> {
    const name = basename(path);
    // A row that is taken while the list is drawn again may open nothing.
    await until(
      `${path} to be open`,
      async () => {
        await this.chooseFrom('Control+P', path, name);
        return await this.activeTab(name)
          .waitFor({ timeout: 5000 })
          .then(
            () => true,
            () => false,
          );
      },
      45_000,
    );
    await this.focusEditor();
  }

  /** Writes a note into the folder that is like no other, opens it, and returns its path. */
  async makeNote(text: string): Promise<string> {
    const path = `Made ${++this.#made}.md`;
    await writeFile(join(this.folder, path), `${text}\nMade as number ${this.#made}.\n`);
    await this.openNote(path);
    return path;
  }

  /** The tab in front, which must have this name. */
  activeTab(name: string): Locator {
    return this.page.locator(`.tab.active[data-resource-name="${name.replaceAll('"', '\\"')}"]`);
  }

  async focusEditor(): Promise<void> {
    await this.page.locator('.editor-group-container.active .view-lines').first().click();
  }

  /** Puts the cursor behind the last character of the note in front and types. */
  async typeAtEnd(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.type(text);
  }

  /** Deletes the whole text of the note in front; an untitled one is then closed without a question. */
  async erase(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
  }

  /** Saves the note in front and waits until its tab is clean. */
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').first().waitFor();
  }

  /** Whether the note in front has unsaved changes. */
  async isDirty(): Promise<boolean> {
    return (await this.page.locator('.tab.active.dirty').count()) > 0;
  }

  /** Waits for the note in front to have unsaved changes. */
  async untilDirty(): Promise<void> {
    await this.page.locator('.tab.active.dirty').first().waitFor();
  }

  async undo(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+Z');
  }

  /** What a file of the folder holds on the disk. */
  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8');
  }

  /** Waits for a change to be shown side by side in a tab whose title begins so. */
  async untilReview(title: string): Promise<void> {
    await this.page.locator(`.tab.active[aria-label^="${title}"]`).waitFor();
    await this.page
      .locator('.monaco-diff-editor .modified-in-monaco-diff-editor .line-insert')
      .first()
      .waitFor();
  }

  /** The open quick pick or input box. */
  get quickInput(): QuickInput {
    return new QuickInput(this.page);
  }

  /** The icon of a view container in the activity bar. */
  container(title: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${title}`) });
  }

  /** Shows a view container in the side bar. */
  async showContainer(title: string): Promise<void> {
    const tab = this.container(title);
    const shown = this.page.locator('.part.sidebar .title-label', { hasText: new RegExp(title, 'i') });
    // A window that is still opening may show the container by itself: then the click hides it.
    await until(`${title} to be shown`, async () => {
      if (!(await shown.isVisible())) await tab.click();
      return await shown.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** Waits until the extension runs and has read the vault, which must hold a tag. */
  async untilRunning(): Promise<void> {
    await this.showContainer('Notewright');
    await this.tree('Tags').untilRows('a tag', (rows) => rows.length > 0);
  }

  /** A tree of the view container that is shown. */
  tree(title: string): TreeView {
    return new TreeView(this.page, title);
  }

  /** From now on keeps what the trees say above their rows, however short; what it returns tells it. */
  async watchMessages(): Promise<() => Promise<readonly string[]>> {
    const watched = await this.page.evaluateHandle(() => {
      const seen: string[] = [];
      new MutationObserver(() => {
        for (const { textContent } of document.querySelectorAll(
          '.tree-explorer-viewlet-tree-view .message',
        )) {
          if (textContent && !seen.includes(textContent)) seen.push(textContent);
        }
      }).observe(document, { childList: true, subtree: true, characterData: true });
      return seen;
    });
    return () => watched.evaluate((seen) => seen);
  }

  /** Waits for a message in the corner that holds this text and returns the whole of it. */
  async toast(text: string | RegExp): Promise<string> {
    const message = this.page.locator('.notification-toast .notification-list-item-message', {
      hasText: text,
    });
    await message.first().waitFor();
    return (await message.first().innerText()).trim();
  }

  /** The texts of all messages in the corner. */
  async toasts(): Promise<string[]> {
    return await this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Presses a button of the message in the corner that holds this text. */
  async pressOnToast(text: string, button: string): Promise<void> {
    const toast = this.page.locator('.notification-toast', { hasText: text }).first();
    await toast.hover();
    await toast.locator('.monaco-button', { hasText: button }).first().click();
  }

  async clearToasts(): Promise<void> {
    if ((await this.toasts()).length > 0) await this.command('Notifications: Clear All Notifications');
    await until('the messages to go', async () => (await this.toasts()).length === 0);
  }

  /** The text of the dialog that is open. */
  async modalText(): Promise<string> {
    const box = this.page.locator('.monaco-dialog-box .dialog-message-container');
    await box.waitFor();
    return (await box.innerText()).trim();
  }

  /** Presses a button of the dialog that is open. */
  async pressInModal(button: string): Promise<void> {
    const box = this.page.locator('.monaco-dialog-box');
    await box.getByRole('button', { name: button, exact: true }).click();
    await box.waitFor({ state: 'detached' });
  }

  /** Leaves no dialog, no pick, no message and no editor behind; what is unsaved in the note in front is dropped. */
  async settle(): Promise<void> {
    const open = this.page.locator('.monaco-dialog-box, .quick-input-widget:visible');
    for (let i = 0; i < 5 && (await open.count()) > 0; i++) await this.page.keyboard.press('Escape');
    if (await this.isDirty()) await this.command('File: Revert File');
    if ((await this.page.locator('.tab').count()) > 0) await this.closeEditors();
    await this.clearToasts();
  }

  /** Closes them all; what is unsaved is lost. */
  private async closeEditors(): Promise<void> {
    await this.command('View: Close All Editors');
    const leaveUnsaved = this.page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
    await until('all editors to be closed', async () => {
      if ((await leaveUnsaved.count()) > 0) await leaveUnsaved.click();
      return (await this.page.locator('.tab').count()) === 0;
    });
  }

  /** Writes a picture of the window and returns the file's path. */
  async screenshot(name: string, folder = pictures): Promise<string> {
    const file = join(folder, `${name}.png`);
    await mkdir(dirname(file), { recursive: true });
    // Where the mouse was left it would show a tooltip or a hovered row.
    await this.page.mouse.move(1279, 430);
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'initial' });
    return file;
  }

  /**
   * Takes a row of the box that a key opens. Tries again where the box closes under our hands, because an editor
   * that opens or closes just then takes the focus, and where a file that was just written is not listed yet.
   */
  private async chooseFrom(key: string, text: string, label: string): Promise<void> {
    await until(
      `${label} to be offered`,
      async () => {
        await this.page.keyboard.press(key);
        const input = this.quickInput;
        const choose = async (): Promise<void> => {
          await input.fill(text, 3000);
          await input.settledOn(label);
          await input.row(label).first().click({ timeout: 3000 });
        };
        const chosen = await choose().then(
          () => true,
          () => false,
        );
        if (!chosen) await this.page.keyboard.press('Escape');
        return chosen;
      },
      40_000,
    );
  }
}
