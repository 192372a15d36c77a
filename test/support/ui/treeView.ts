import type { Locator, Page } from 'playwright-core';
import { until } from '../until.ts';

/** A row of a tree as a person sees it. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for a root. */
  readonly level: number;
}

/** What is needed of a DOM element; this project compiles without the DOM's types. */
interface RowElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): RowElement | null;
}

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
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
    await until(`${label} to open`, async () => (await row.getAttribute('aria-expanded')) === 'true');
  }

  async click(label: string): Promise<void> {
    await this.row(label).locator('.label-name').click();
  }

  /** Waits for a message or a welcome text in the section's place for rows. */
  async untilText(text: RegExp): Promise<void> {
    await until(`${text} in ${this.#title}`, async () => text.test(await this.#pane.innerText()));
  }
}
