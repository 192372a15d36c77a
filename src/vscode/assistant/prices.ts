import * as vscode from 'vscode';
import { priceOf, readPrices, type ModelPrice } from '../../core/assistant/cost.ts';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import { setting } from '../settings.ts';

const FREE: ModelPrice = { input: 0, output: 0 };

/**
 * What a model at an endpoint costs: as the person's own settings say, else nothing on this machine, else as the
 * built-in table says; `undefined` where nobody knows.
 */
export function priceAt(baseUrl: string, model: string): ModelPrice | undefined {
  const own = vscode.workspace.getConfiguration('notewright').inspect('prices')?.globalValue;
  const ownPrice = priceOf(model, readPrices(own));
  if (ownPrice !== undefined) return ownPrice;
  return endpointOf(baseUrl)?.isLocal === true ? FREE : priceOf(model, readPrices(setting('prices')));
}
