import * as vscode from 'vscode';
import type { DayUsage } from '../../core/assistant/usageLedger.ts';
import { describeUse, dollars, type TokenUse } from '../assistant/tokenUse.ts';
import type { ReadOnlyTexts } from '../readOnlyTexts.ts';

/** *Show Token Use*: how many tokens each provider used on which day, and what they cost. */
export async function showTokenUse(services: {
  readonly tokenUse: TokenUse;
  readonly texts: ReadOnlyTexts;
}): Promise<void> {
  const ledger = services.tokenUse.ledger();
  const days = Object.keys(ledger).sort().reverse();
  if (days.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No language model has been asked yet. The built-in engine uses no tokens.'),
    );
    return;
  }
  const rows = days.flatMap((day) =>
    Object.entries(ledger[day] ?? {}).map(([provider, usage]) => row(day, provider, usage)),
  );
  const text = [
    `# ${vscode.l10n.t('Token use')}`,
    '',
    vscode.l10n.t('Today: {0}.', describeUse(services.tokenUse.today())),
    '',
    `| ${HEAD().join(' | ')} |`,
    `| --- | --- | ${'---: | '.repeat(5)}`.trimEnd(),
    ...rows,
    '',
    vscode.l10n.t(
      'Tokens as the providers counted them. Costs by the setting `notewright.prices`, in US dollars; a provider’s own bill may differ.',
    ),
    '',
  ].join('\n');
  const name = vscode.l10n.t('Token use');
  await vscode.window.showTextDocument(services.texts.add(`/${name}.md`, text), { preview: true });
}

const HEAD = (): string[] => [
  vscode.l10n.t('Day'),
  vscode.l10n.t('Provider'),
  vscode.l10n.t('Requests'),
  vscode.l10n.t('Tokens in'),
  vscode.l10n.t('of them cached'),
  vscode.l10n.t('Tokens out'),
  vscode.l10n.t('Cost'),
];

function row(day: string, provider: string, usage: DayUsage): string {
  const { requests, input, cachedInput, output, cost, unpriced } = usage;
  const unknown = vscode.l10n.t('unknown');
  const price =
    unpriced === requests ? unknown : unpriced > 0 ? `${dollars(cost)} + ${unknown}` : dollars(cost);
  const numbers = [requests, input, cachedInput, output].map((number) => number.toLocaleString());
  return `| ${[day, provider.replaceAll('|', '\\|'), ...numbers, price].join(' | ')} |`;
}
