import * as vscode from 'vscode';
import type { TokenUsage } from '../../core/assistant/provider.ts';
import { countUsage, usageOfDay, type DayUsage, type UsageLedger } from '../../core/assistant/usageLedger.ts';

const STATE_KEY = 'tokenUse';

/** How many tokens were used and what they cost, day by day; kept with the person, for all windows. */
export class TokenUse implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #now: () => Date;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento, now: () => Date) {
    this.#state = state;
    this.#now = now;
  }

  /**
   * Counts one request.
   *
   * @param usage `undefined` where the provider did not say
   * @param cost US dollars; `undefined` where the price is not known
   */
  count(provider: string, usage: TokenUsage | undefined, cost: number | undefined): void {
    const ledger = countUsage(this.ledger(), dayOf(this.#now()), provider, usage, cost);
    void this.#state.update(STATE_KEY, ledger);
    this.#changed.fire();
  }

  ledger(): UsageLedger {
    return this.#state.get<UsageLedger>(STATE_KEY) ?? {};
  }

  today(): DayUsage {
    return usageOfDay(this.ledger(), dayOf(this.#now()));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The day by the clock on the wall, `YYYY-MM-DD`. */
function dayOf(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** For people: `1,240 tokens, about $0.0031`; what is not known is said. */
export function describeUse({ input, output, cost, unpriced, requests }: DayUsage): string {
  const tokens = vscode.l10n.t('{0} tokens', (input + output).toLocaleString());
  if (unpriced === requests && requests > 0) return vscode.l10n.t('{0}, cost unknown', tokens);
  if (unpriced > 0) return vscode.l10n.t('{0}, {1}, some of unknown cost', tokens, dollars(cost));
  return vscode.l10n.t('{0}, {1}', tokens, dollars(cost));
}

/** An amount as people read it: `free`, `about $0.0031`, `about $1.20`. */
export function dollars(cost: number): string {
  return cost === 0 ? vscode.l10n.t('free') : vscode.l10n.t('about ${0}', amount(cost));
}

/** US dollars in digits: cents, or as many places as a smaller amount needs, up to six. */
export function amount(cost: number): string {
  return cost < 0.1
    ? Number(Math.max(cost, 1e-6).toPrecision(2))
        .toFixed(6)
        .replace(/0{1,3}$/, '')
    : cost.toFixed(2);
}
