import * as vscode from 'vscode';
import { readSettings } from '../configuration.ts';
import type { Credentials } from './credentials.ts';
import { keyEndpoint } from '../../core/model/roads.ts';
import type { Settings } from '../settings.ts';

/** Where a person makes a Gemini API key. */
const keyPage = 'https://aistudio.google.com/apikey';

/** Asks for a key and keeps it in the editor's secret storage. True when one was stored. */
export async function setApiKey(
  credentials: Credentials,
  settings: Settings = readSettings(),
): Promise<boolean> {
  const endpoint = keyEndpoint(settings);
  if (endpoint === undefined) {
    void vscode.window.showInformationMessage(noKeyUsed());
    return false;
  }
  const google = settings.provider === 'gemini';
  const entered = await vscode.window.showInputBox({
    title: google ? vscode.l10n.t('Gemini API Key') : vscode.l10n.t('API Key'),
    prompt: vscode.l10n.t('Kept in the editor’s secret storage and sent to {0} only.', endpoint),
    placeHolder: google
      ? vscode.l10n.t('Paste the key; make one at {0}', keyPage)
      : vscode.l10n.t('Paste the key of this service'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (value.trim() === '') return vscode.l10n.t('Paste a key, or press Escape to leave.');
      return /\s/.test(value.trim()) || /[^\x21-\x7e]/.test(value.trim())
        ? vscode.l10n.t('A key has no spaces and only plain characters. Copy it again.')
        : undefined;
    },
  });
  if (entered === undefined) return false;
  await credentials.set(endpoint, entered.trim());
  return true;
}

export async function removeApiKey(credentials: Credentials): Promise<void> {
  const endpoint = keyEndpoint(readSettings());
  if (endpoint === undefined) {
    void vscode.window.showInformationMessage(noKeyUsed());
    return;
  }
  const removed = await credentials.remove(endpoint);
  const text = credentials.hasEnvironmentKey(endpoint)
    ? vscode.l10n.t(
        'GEMINI_API_KEY of the environment is still set and will be used. Unset it where you start the editor.',
      )
    : removed
      ? vscode.l10n.t('The API key for {0} is removed.', endpoint)
      : vscode.l10n.t('There was no API key for {0}.', endpoint);
  void vscode.window.showInformationMessage(text);
}

function noKeyUsed(): string {
  return vscode.l10n.t('The model is reached without an API key, as the setting “Provider” says.');
}

/** Asked by a review that found no key. True when the user gave one. */
export async function offerToSetKey(credentials: Credentials): Promise<boolean> {
  const set = vscode.l10n.t('Set API Key');
  const get = vscode.l10n.t('Get a Key');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Flash Review needs a Gemini API key to review.'),
    set,
    get,
  );
  if (choice === get) await vscode.env.openExternal(vscode.Uri.parse(keyPage));
  return choice !== undefined && (await setApiKey(credentials));
}
