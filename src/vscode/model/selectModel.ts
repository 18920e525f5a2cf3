import * as vscode from 'vscode';
import type { Effort } from '../../core/effort.ts';
import type { ModelInfo } from '../../core/modelClient.ts';
import { priceOf } from '../../core/plan/prices.ts';
import { setApiKey } from './apiKeyCommands.ts';
import { readSetting, readSettings } from '../configuration.ts';
import type { Credentials } from './credentials.ts';
import { failureDetail, failureSentence } from '../messages.ts';
import type { ModelAccess } from './modelAccess.ts';
import { keyEndpoint, needsKey, type Provider } from '../../core/model/roads.ts';
import type { Settings } from '../settings.ts';
import { testConnection } from './testConnection.ts';
import { dollarLabel, numberLabel } from '../numbers.ts';

export interface SelectModelContext {
  readonly credentials: Credentials;
  readonly models: ModelAccess;
}

type Changes = Partial<Record<keyof Settings, unknown>>;

/** Longest wait for a list of models or an answer, in ms. */
const patienceMs = 30_000;

/**
 * Leads to a working model: road, address, key, model, effort, and a test. Nothing is changed before the last
 * question is answered, but a key that was entered stays.
 */
export async function selectModel(context: SelectModelContext): Promise<void> {
  const provider = await pickProvider(readSetting('provider'));
  if (provider === undefined) return;
  const place = await askPlace(provider);
  if (place === undefined) return;
  const draft: Settings = { ...readSettings(), provider, ...place };
  if (!(await haveKey(draft, context.credentials))) return;
  const model = await pickModel(draft, context);
  if (model === undefined) return;
  const effort = await pickEffort(draft.effort);
  if (effort === undefined) return;
  const chosen = provider === 'editor' ? { editorModel: model } : { model };
  const changes: Changes = { provider, ...place, ...chosen, effort };
  const configuration = vscode.workspace.getConfiguration('flashReview');
  for (const [name, value] of Object.entries(changes))
    await configuration.update(name, value, targetFor(name, configuration));
  await reportTest({ ...draft, ...chosen, effort }, model, context.models);
}

/** What a workspace sets for itself would go before the user's: it is changed where it counts. */
function targetFor(name: string, configuration: vscode.WorkspaceConfiguration): vscode.ConfigurationTarget {
  const counts = vscode.workspace.isTrusted && configuration.inspect(name)?.workspaceValue !== undefined;
  return counts ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}

async function pickProvider(current: Provider): Promise<Provider | undefined> {
  const items: (vscode.QuickPickItem & { readonly provider: Provider })[] = [
    {
      provider: 'gemini',
      label: '$(key) Gemini API',
      detail: vscode.l10n.t('An API key from Google AI Studio'),
    },
    {
      provider: 'vertex',
      label: '$(cloud) Vertex AI',
      detail: vscode.l10n.t('A Google Cloud login and project, or an express-mode key'),
    },
    {
      provider: 'openai',
      label: `$(plug) ${vscode.l10n.t('OpenAI-compatible service')}`,
      detail: vscode.l10n.t('A gateway, or a server on this machine'),
    },
    {
      provider: 'editor',
      label: `$(chat-sparkle) ${vscode.l10n.t('A model of the editor')}`,
      detail: vscode.l10n.t('What you are signed in to for chat'),
    },
  ];
  const ordered = items.toSorted((a, b) => Number(b.provider === current) - Number(a.provider === current));
  const picked = await vscode.window.showQuickPick(ordered, {
    title: vscode.l10n.t('Select Model (1 of 3): how it is reached'),
    ignoreFocusOut: true,
  });
  return picked?.provider;
}

/** The settings that say where the road leads; undefined when the user leaves. */
async function askPlace(provider: Provider): Promise<Partial<Settings> | undefined> {
  const settings = readSettings();
  switch (provider) {
    case 'gemini':
    case 'editor':
      return {};
    case 'openai': {
      const endpoint = await vscode.window.showInputBox({
        title: vscode.l10n.t('Address of the service, up to where /chat/completions is appended'),
        value: settings['openai.endpoint'],
        ignoreFocusOut: true,
        validateInput: (value) =>
          URL.canParse(value.trim()) && /^https?:/.test(value)
            ? undefined
            : vscode.l10n.t('An address that begins with https:// (http:// only for this machine).'),
      });
      return endpoint === undefined ? undefined : { 'openai.endpoint': endpoint.trim() };
    }
    case 'vertex': {
      const project = await vscode.window.showInputBox({
        title: vscode.l10n.t('Google Cloud project; empty to use an express-mode key'),
        value: settings['vertex.project'],
        ignoreFocusOut: true,
      });
      if (project === undefined) return undefined;
      const location = await vscode.window.showInputBox({
        title: vscode.l10n.t('Location'),
        value: settings['vertex.location'],
        ignoreFocusOut: true,
        validateInput: (value) =>
          /^[a-z0-9-]+$/.test(value.trim()) ? undefined : vscode.l10n.t('As “global” or “europe-west4”.'),
      });
      if (location === undefined) return undefined;
      return { 'vertex.project': project.trim(), 'vertex.location': location.trim() };
    }
  }
}

async function haveKey(draft: Settings, credentials: Credentials): Promise<boolean> {
  const endpoint = keyEndpoint(draft);
  if (endpoint === undefined || !needsKey(draft)) return true;
  if ((await credentials.keyFor(endpoint)) !== undefined) return true;
  return setApiKey(credentials, draft);
}

async function pickModel(draft: Settings, context: SelectModelContext): Promise<string | undefined> {
  const listed = draft.provider === 'editor' ? await editorModels() : await listModels(draft, context.models);
  const current = draft.provider === 'editor' ? draft.editorModel : draft.model;
  if (typeof listed === 'string' || listed.length === 0) {
    return vscode.window.showInputBox({
      title: vscode.l10n.t('Select Model (2 of 3): name of the model'),
      prompt: typeof listed === 'string' ? listed : vscode.l10n.t('The service lists no models.'),
      value: current,
      ignoreFocusOut: true,
    });
  }
  const items = listed.map(({ name, inputTokenLimit }) => ({
    label: name,
    description: [
      inputTokenLimit === undefined ? '' : vscode.l10n.t('{0} tokens', numberLabel(inputTokenLimit)),
      priceLabel(name, draft.provider),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  }));
  const fits = (name: string): number => Number(name === current) * 2 + Number(/flash/i.test(name));
  items.sort((a, b) => fits(b.label) - fits(a.label));
  const title = vscode.l10n.t('Select Model (2 of 3): which one reviews');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.label;
}

/** Empty when it is not known what the model costs. */
function priceLabel(model: string, provider: Provider): string {
  const price = priceOf(model, readSetting('prices'), provider);
  if (price === undefined) return '';
  return vscode.l10n.t('{0} in, {1} out per million', dollarLabel(price.input), dollarLabel(price.output));
}

async function editorModels(): Promise<readonly ModelInfo[]> {
  const models = await vscode.lm.selectChatModels();
  return models.map(({ id, maxInputTokens }) => ({ name: id, inputTokenLimit: maxInputTokens }));
}

/** The models of the service, or a sentence that says why there is no list. */
async function listModels(draft: Settings, models: ModelAccess): Promise<readonly ModelInfo[] | string> {
  const client = await models.connect(draft);
  if (!client.ok) return failureSentence(client.failure);
  if (client.value.list === undefined) return [];
  const listed = await client.value.list(AbortSignal.timeout(patienceMs));
  return listed.ok ? listed.value : failureSentence(listed.failure);
}

async function pickEffort(current: Effort): Promise<Effort | undefined> {
  const items: (vscode.QuickPickItem & { readonly effort: Effort })[] = [
    {
      effort: 'standard',
      label: vscode.l10n.t('Standard'),
      detail: vscode.l10n.t('Medium thinking; serious findings get a second look'),
    },
    {
      effort: 'quick',
      label: vscode.l10n.t('Quick'),
      detail: vscode.l10n.t('Little thinking, no second look'),
    },
    {
      effort: 'deep',
      label: vscode.l10n.t('Deep'),
      detail: vscode.l10n.t('Much thinking, three passes, a second look at everything: slower and dearer'),
    },
  ];
  items.sort((a, b) => Number(b.effort === current) - Number(a.effort === current));
  const title = vscode.l10n.t('Select Model (3 of 3): how thorough a review is');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.effort;
}

async function reportTest(settings: Settings, model: string, models: ModelAccess): Promise<void> {
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Asking {0}…', model) },
    async () => {
      const client = await models.connect(settings);
      return client.ok ? testConnection(client.value, model, AbortSignal.timeout(patienceMs)) : client;
    },
  );
  if (result.ok) {
    const { modelVersion = model, elapsedMs } = result.value;
    const seconds = numberLabel(elapsedMs / 1000, 1);
    const answered = vscode.l10n.t('{0} answered after {1} s.', modelVersion, seconds);
    const routed =
      modelVersion === model ? '' : ` ${vscode.l10n.t('The service sends requests for {0} there.', model)}`;
    void vscode.window.showInformationMessage(answered + routed);
    return;
  }
  const detail = failureDetail(result.failure);
  void vscode.window.showErrorMessage(
    `${failureSentence(result.failure)}${detail === '' ? '' : ` (${detail})`}`,
  );
}
