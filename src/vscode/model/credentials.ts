import type * as vscode from 'vscode';
import { defaultSettings } from '../settings.ts';

/**
 * API keys, each bound to the endpoint it was entered for: a key never goes to another host.
 * `GEMINI_API_KEY` of the environment stands in, for Google's own endpoint and for addresses of this machine.
 */
export class Credentials {
  readonly #secrets: vscode.SecretStorage;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  /** Awaited before a stored key goes: what only it can reach is to be put in order by then. Never rejects. */
  beforeLeaving: (endpoint: string) => Promise<void> = () => Promise.resolve();

  constructor(secrets: vscode.SecretStorage, environment: Readonly<Record<string, string | undefined>>) {
    this.#secrets = secrets;
    this.#environment = environment;
  }

  get onDidChange(): vscode.Event<unknown> {
    return this.#secrets.onDidChange;
  }

  async keyFor(endpoint: string): Promise<string | undefined> {
    const stored = await this.#secrets.get(slot(endpoint));
    if (stored !== undefined) return stored;
    const inherited = this.#environment['GEMINI_API_KEY']?.trim();
    return inherited !== undefined && inherited !== '' && environmentKeyMayGoTo(endpoint)
      ? inherited
      : undefined;
  }

  async set(endpoint: string, key: string): Promise<void> {
    const known = await this.#secrets.get(slot(endpoint));
    if (known !== undefined && known !== key) await this.beforeLeaving(endpoint);
    await this.#secrets.store(slot(endpoint), key);
  }

  /** False when there was none. A key of the environment is not ours to remove. */
  async remove(endpoint: string): Promise<boolean> {
    const known = (await this.#secrets.get(slot(endpoint))) !== undefined;
    if (known) await this.beforeLeaving(endpoint);
    await this.#secrets.delete(slot(endpoint));
    return known;
  }

  hasEnvironmentKey(endpoint: string): boolean {
    return (this.#environment['GEMINI_API_KEY'] ?? '').trim() !== '' && environmentKeyMayGoTo(endpoint);
  }
}

function slot(endpoint: string): string {
  return `apiKey:${originOf(endpoint) ?? endpoint}`;
}

function environmentKeyMayGoTo(endpoint: string): boolean {
  const origin = originOf(endpoint);
  if (origin === undefined) return false;
  if (origin === originOf(defaultSettings['gemini.endpoint'])) return true;
  const host = new URL(origin).hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function originOf(endpoint: string): string | undefined {
  return URL.canParse(endpoint) ? new URL(endpoint).origin : undefined;
}
