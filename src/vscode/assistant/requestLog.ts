import type * as vscode from 'vscode';
import { costOf, type ModelPrice } from '../../core/assistant/cost.ts';
import type { SentRequest } from '../../core/providers/openAiProvider.ts';
import { amount, type TokenUse } from './tokenUse.ts';

/** Where requests are written down, without note text and without keys. */
export interface RequestLog {
  readonly log: vscode.LogOutputChannel;
  readonly tokenUse: TokenUse;
}

/** How requests end that were never worked on, so that they cost nothing. */
const FREE_OUTCOMES: ReadonlySet<SentRequest['outcome']> = new Set([
  'unauthorized',
  'unreachable',
  'rateLimited',
  'quota',
  'notFound',
  'tooLong',
  'noConsent',
  'other',
]);

/** Logs a request and counts its tokens; `price` is `undefined` where it is not known. */
export function recordRequest(
  { log, tokenUse }: RequestLog,
  sent: SentRequest,
  price: ModelPrice | undefined,
): void {
  const { provider, about, attempt, outcome, status, ms, usage } = sent;
  const cost = usage === undefined ? undefined : costOf(usage, price);
  const isFree = price !== undefined && price.input === 0 && price.output === 0;
  if (usage !== undefined || !FREE_OUTCOMES.has(outcome)) {
    tokenUse.count(provider, usage ?? (isFree ? NO_TOKENS : undefined), isFree ? 0 : cost);
  }
  const how = status === undefined ? outcome : `${outcome} (HTTP ${status})`;
  const tokens = usage === undefined ? '' : `, ${usage.input} tokens in, ${usage.output} out`;
  const priced = usage === undefined ? '' : `, ${cost === undefined ? 'cost unknown' : `$${amount(cost)}`}`;
  log.info(`${about}: ${provider}, attempt ${attempt}: ${how} after ${Math.round(ms)} ms${tokens}${priced}`);
}

const NO_TOKENS = { input: 0, output: 0, cachedInput: 0 };
