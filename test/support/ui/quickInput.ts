import type { Locator, Page } from 'playwright-core';

/** VS Code's quick pick and input box, whichever is open. */
export class QuickInput {
  readonly #widget: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget:visible');
  }

  async waitFor(): Promise<void> {
    await this.#widget.waitFor();
  }

  async isOpen(): Promise<boolean> {
    return (await this.#widget.count()) > 0;
  }

  /** Waits for a pick or an input box with such a title. */
  async titled(title: RegExp): Promise<this> {
    await this.#widget.locator('.quick-input-title').filter({ hasText: title }).waitFor();
    return this;
  }

  /** Waits for the placeholder of the box to be this. */
  async untilPlaceholder(text: RegExp): Promise<void> {
    await this.#widget.getByPlaceholder(text).waitFor();
  }

  /** Title line of the open pick, waiting for it. */
  async title(): Promise<string> {
    const title = this.#widget.locator('.quick-input-title');
    await title.waitFor();
    return (await title.innerText()).trim();
  }

  /** The line below an input box: a prompt or a complaint. */
  async message(): Promise<string> {
    return (await this.#widget.locator('.quick-input-message').innerText()).trim();
  }

  /** @param timeout how long the box may take to take it, in ms; as long as anything where it is left out */
  async fill(text: string, timeout?: number): Promise<void> {
    const input = this.#widget.locator('input.input, .quick-input-box input').first();
    await input.fill(text, timeout === undefined ? {} : { timeout });
  }

  /** Rows whose label is just this text. */
  row(label: string): Locator {
    const exact = this.#page.locator('.quick-input-list-label-meta, .monaco-icon-label .label-name').filter({
      hasText: new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
    });
    return this.#widget.locator('.quick-input-list .monaco-list-row').filter({ has: exact });
  }

  /** Waits a moment for the row with just this text to stand first, as the best does once the list has settled. */
  async settledOn(label: string): Promise<void> {
    const first = this.#widget.locator('.quick-input-list .monaco-list-row[data-index="0"]');
    await this.row(label)
      .and(first)
      .waitFor({ timeout: 1500 })
      .catch(() => undefined);
  }

  /** The labels of the rows that are on the screen, from the top. */
  async labels(): Promise<string[]> {
    const rows = this.#widget.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    const names = rows.locator('.quick-input-list-rows > .quick-input-list-row:first-child .label-name');
    return (await names.allInnerTexts()).map((text) => text.trim());
  }

  /** The second lines of the rows that are on the screen, from the top. */
  async details(): Promise<string[]> {
    const rows = this.#widget.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    return (await rows.locator('.quick-input-list-label-meta').allInnerTexts()).map((text) => text.trim());
  }

  /** Of a pick of many: ticks just these rows. */
  async tick(labels: readonly string[]): Promise<void> {
    const offered = await this.labels();
    for (const label of labels) {
      if (!offered.includes(label)) throw new Error(`“${label}” is not offered, but ${offered.join(', ')}.`);
    }
    for (const label of offered) {
      const row = this.row(label).first();
      if ((await this.isTicked(label)) !== labels.includes(label)) await row.click();
    }
  }

  async isTicked(label: string): Promise<boolean> {
    const row = this.row(label).first();
    return (await row.getAttribute('aria-checked')) === 'true';
  }

  /** Of a pick of one: takes this row. */
  async choose(label: string): Promise<void> {
    await this.row(label).first().click();
  }

  /** Confirms with the OK button if there is one, else with Enter, and waits for the next thing to be shown. */
  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.gone();
  }

  async gone(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }
}
