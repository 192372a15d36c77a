import type { Locator, Page } from 'playwright-core';
import { until } from '../until.ts';

/** A row of a tree as a person sees it. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for a root. */
  readonly level: number;
  readonly isSelected: boolean;
}

/** What is needed of a DOM element; this project compiles without the DOM's types. */
interface RowElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): RowElement | null;
}

interface WatchedElement {
  querySelectorAll(selector: string): { readonly length: number };
}

declare const MutationObserver: new (onChange: () => void) => {
  observe(element: WatchedElement, options: { childList: boolean; subtree: boolean }): void;
};

/** A tree in the side bar, named by the title of its section. */
export class TreeView {
  readonly #pane: Locator;
  readonly #title: string;

  constructor(page: Page, title: string) {
    this.#title = title;
    this.#pane = page.locator('.pane').filter({ has: page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** The rows on the screen, from the top; read at one stroke, since a tree may be drawn again at any time. */
  rows(): Promise<TreeRow[]> {
    return this.#pane.locator('.monaco-list-row').evaluateAll((rows: readonly RowElement[]) =>
      rows.map((row) => ({
        label: row.querySelector('.label-name')?.textContent?.trim() ?? '',
        description: row.querySelector('.label-description')?.textContent?.trim() ?? '',
        level: Number(row.getAttribute('aria-level')),
        isSelected: row.getAttribute('aria-selected') === 'true',
      })),
    );
  }

  async labels(): Promise<string[]> {
    return (await this.rows()).map((row) => row.label);
  }

  /** Waits until the rows are as wanted and returns them. */
  untilRows(what: string, wanted: (rows: readonly TreeRow[]) => boolean): Promise<TreeRow[]> {
    return until(`${what} in ${this.#title}`, async () => {
      const rows = await this.rows();
      return wanted(rows) && rows;
    });
  }

  row(label: string): Locator {
    const name = this.#pane.page().locator('.label-name').getByText(label, { exact: true });
    return this.#pane.locator('.monaco-list-row').filter({ has: name }).first();
  }

  /** Opens a branch. */
  async expand(label: string): Promise<void> {
    await this.#toggle(label, true);
  }

  /** Closes a branch. */
  async collapse(label: string): Promise<void> {
    await this.#toggle(label, false);
  }

  async #toggle(label: string, open: boolean): Promise<void> {
    const row = this.row(label);
    const wanted = String(open);
    if ((await row.getAttribute('aria-expanded')) !== wanted) await row.locator('.monaco-tl-twistie').click();
    await until(
      `${label} to ${open ? 'open' : 'close'}`,
      async () => (await row.getAttribute('aria-expanded')) === wanted,
    );
  }

  async click(label: string): Promise<void> {
    await this.#moveMouseAway();
    await this.row(label).locator('.label-name').click();
  }

  /** To the editor: the tooltip of the row where the mouse rests lies over other rows. */
  async #moveMouseAway(): Promise<void> {
    await this.#pane.page().mouse.move(900, 600);
  }

  /** Selects just these rows, the first by a click, the others in addition to it. */
  async select(first: string, ...others: readonly string[]): Promise<void> {
    const wanted = [first, ...others].sort();
    // A click opens a branch, which moves the rows below it, and a tree that is drawn anew may miss one: try again.
    await until(`${wanted.join(', ')} to be selected`, async () => {
      await this.click(first);
      if (!(await this.untilSelected([first]))) return false;
      for (const label of others) {
        await this.#moveMouseAway();
        await this.row(label)
          .locator('.label-name')
          .click({ modifiers: ['Control'] });
      }
      return await this.untilSelected(wanted);
    });
  }

  /** Whether just these rows are selected, or are so within a moment. */
  private untilSelected(wanted: readonly string[]): Promise<boolean> {
    return isSoon(async () => (await this.selected()).sort().join('\n') === wanted.join('\n'), 2000);
  }

  /** The labels of the selected rows, from the top. */
  async selected(): Promise<string[]> {
    const rows = this.#pane.locator('.monaco-list-row.selected .label-name');
    return (await rows.allInnerTexts()).map((text) => text.trim());
  }

  /** Takes a line of a row's context menu, again where the tree was drawn anew meanwhile and the extension says so. */
  async chooseInMenu(label: string, item: string): Promise<void> {
    const changed = this.#pane
      .page()
      .locator('.notification-toast', { hasText: 'The list has just changed' });
    await until(`${item} to run on ${label}`, async () => {
      await this.#chooseInMenuOnce(label, item);
      const isTold = await changed.waitFor({ timeout: 1000 }).then(
        () => true,
        () => false,
      );
      if (!isTold) return true;
      await changed.hover();
      await changed.locator('.codicon-notifications-clear').click();
      await changed.waitFor({ state: 'detached' });
      return false;
    });
  }

  async #chooseInMenuOnce(label: string, item: string): Promise<void> {
    const page = this.#pane.page();
    const menu = page.locator('.monaco-menu');
    const line = menu.locator('.action-item', {
      has: page.locator('.action-label', { hasText: new RegExp(`^${item}$`) }),
    });
    await this.row(label).locator('.label-name').click({ button: 'right' });
    // A menu that has just opened takes no click yet, but it takes keys, on the line that has the focus.
    await until(`${item} in the menu of ${label} to have the focus`, async () => {
      await line.hover();
      return (await line.and(page.locator('.focused')).count()) === 1;
    });
    await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
    await this.#moveMouseAway();
  }

  /** What shows when the mouse rests on a row. */
  async tooltipOf(label: string): Promise<string> {
    const page = this.#pane.page();
    const hover = page.locator('.monaco-hover-content:visible').last();
    return await until(`the tooltip of ${label}`, async () => {
      // A tooltip shows for a mouse that comes, not for one that is there, and not where the row is drawn anew meanwhile.
      await this.#moveMouseAway();
      await this.row(label).locator('.label-name').hover();
      return await hover.waitFor({ timeout: 3000 }).then(
        () => hover.innerText(),
        () => undefined,
      );
    });
  }

  /** Folds the section, so that the others have its room. */
  async fold(): Promise<void> {
    await this.#show(false);
  }

  async unfold(): Promise<void> {
    await this.#show(true);
  }

  async #show(open: boolean): Promise<void> {
    const header = this.#pane.locator('.pane-header');
    const wanted = String(open);
    if ((await header.getAttribute('aria-expanded')) !== wanted) await header.locator('.title').click();
    await until(
      `${this.#title} to ${open ? 'unfold' : 'fold'}`,
      async () => (await header.getAttribute('aria-expanded')) === wanted,
    );
  }

  /** Presses a button in the section's title. */
  async press(button: string): Promise<void> {
    await this.#pane.locator('.pane-header').hover();
    await this.#pane.locator(`.pane-header a.action-label[aria-label^="${button}"]`).click();
  }

  /** Presses a button in a row, which shows while the mouse is over it. */
  async pressOnRow(label: string, button: string): Promise<void> {
    await this.row(label).hover();
    await this.row(label).locator(`a.action-label[aria-label^="${button}"]`).click();
  }

  /** From now on counts the rows whenever the section is drawn; what it returns tells the fewest there were. */
  async watchFewestRows(): Promise<() => Promise<number>> {
    const watched = await this.#pane.evaluateHandle((pane: WatchedElement) => {
      const count = (): number => pane.querySelectorAll('.monaco-list-row').length;
      const seen = { fewest: count() };
      new MutationObserver(() => (seen.fewest = Math.min(seen.fewest, count()))).observe(pane, {
        childList: true,
        subtree: true,
      });
      return seen;
    });
    return () => watched.evaluate(({ fewest }) => fewest);
  }

  /** Turns the wheel over the rows until this one is among them. */
  async scrollTo(label: string): Promise<void> {
    await this.#pane.locator('.monaco-list').hover();
    await until(`${label} to come`, async () => {
      if (await this.row(label).isVisible()) return true;
      await this.#pane.page().mouse.wheel(0, 44);
      return false;
    });
  }

  /**
   * Drags a row onto another, in this tree or another, and lets it go when that shows that it would take it; again where
   * nothing comes of it, since VS Code forgets what is dropped where a tree is drawn anew just then.
   *
   * @param isTaken whether something came of it
   */
  async drag(label: string, onto: Locator, isTaken: () => Promise<boolean>): Promise<void> {
    await until(
      `${label} to be taken`,
      async () => (await this.#dragOnce(label, onto)) && (await isSoon(isTaken)),
    );
  }

  /** Selects rows and drags them together, as {@link drag} does. */
  async dragSelected(
    labels: readonly [string, ...string[]],
    onto: Locator,
    isTaken: () => Promise<boolean>,
  ): Promise<void> {
    await until(`${labels.join(', ')} to be taken`, async () => {
      await this.select(...labels);
      return (await this.#dragOnce(labels[0], onto)) && (await isSoon(isTaken));
    });
  }

  /** A tree that is drawn anew under the mouse lets go of the row: then it is put back, and nothing was dropped. */
  async #dragOnce(label: string, onto: Locator): Promise<boolean> {
    const { mouse } = this.#pane.page();
    const name = this.row(label).locator('.label-name');
    await name.hover();
    await mouse.down();
    // Not on the arrow of a branch, where a tree takes nothing.
    const target = onto.locator('.label-name');
    let steps = 0;
    const isTaken = async (): Promise<boolean> => {
      // A tree looks at what is dragged over it each time that the mouse moves.
      await target.hover({ position: { x: 8 + (steps++ % 2), y: 10 }, force: true });
      return /drop-target/.test((await onto.getAttribute('class')) ?? '');
    };
    const taken = await isSoon(isTaken);
    if (!taken) await name.hover();
    await mouse.up();
    return taken;
  }

  /** All that stands in the section. */
  async text(): Promise<string> {
    return await this.#pane.innerText();
  }

  /** Waits for a message or a welcome text in the section's place for rows. */
  async untilText(text: RegExp): Promise<void> {
    await until(`${text} in ${this.#title}`, async () => text.test(await this.#pane.innerText()));
  }
}

/** Whether something is so within so many ms. */
function isSoon(ask: () => Promise<boolean>, timeout = 5000): Promise<boolean> {
  return until('it', ask, timeout).catch(() => false);
}
