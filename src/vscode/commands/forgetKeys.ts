import * as vscode from 'vscode';
import type { Consent } from '../assistant/consent.ts';
import type { KeyStore } from '../assistant/keyStore.ts';

/** *Forget Keys*: deletes API keys, and with them every yes to sending notes. */
export async function forgetKeys(services: {
  readonly keys: KeyStore;
  readonly consent: Consent;
}): Promise<void> {
  const origins = await services.keys.origins();
  const consent = { label: vscode.l10n.t('Every permission to send notes'), origin: undefined, picked: true };
  const items = [...origins.map((origin) => ({ label: origin, origin, picked: true })), consent];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Forget keys and permissions'),
    placeHolder: vscode.l10n.t('Tick what Notewright should forget'),
    canPickMany: true,
  });
  if (chosen === undefined || chosen.length === 0) return;
  for (const { origin } of chosen) {
    if (origin === undefined) await services.consent.forget();
    else await services.keys.forget(origin);
  }
  const withConsent = chosen.some(({ origin }) => origin === undefined);
  void vscode.window.showInformationMessage(
    withConsent
      ? vscode.l10n.t('Forgotten. Notewright asks again before it sends anything.')
      : vscode.l10n.t('The keys are forgotten. Permissions to send notes stay.'),
  );
}
