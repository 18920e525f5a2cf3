import * as vscode from 'vscode';
import { efforts, fixTimes, secondLooks } from '../core/effort.ts';
import { severities, type Severity } from '../core/finding.ts';
import { providers } from '../core/model/roads.ts';
import { outsideModes } from '../core/verify/screening.ts';
import {
  defaultSettings,
  saveModes,
  type EditorSeverity,
  type PriceSetting,
  type Settings,
} from './settings.ts';

const section = 'flashReview';
const thinkingLevels: readonly Settings['thinkingLevel'][] = ['auto', 'minimal', 'low', 'medium', 'high'];
const editorSeverities: readonly EditorSeverity[] = ['error', 'warning', 'information', 'hint'];

type Readers = { readonly [K in keyof Settings]: (value: unknown) => Settings[K] | undefined };

/** Undefined for a value of the wrong type, which counts as not set: VS Code has already marked it. */
const readers: Readers = {
  provider: oneOf(providers),
  model: nonEmpty,
  editorModel: trimmed,
  deepModel: trimmed,
  verificationModel: trimmed,
  onSaveModel: trimmed,
  fallbackModel: trimmed,
  effort: oneOf(efforts),
  thinkingLevel: oneOf(thinkingLevels),
  verify: oneOf(['auto', ...secondLooks]),
  fixes: oneOf(['auto', ...fixTimes]),
  minimumSeverity: oneOf(severities),
  minimumConfidence: atLeast(0),
  maxFindingsPerFile: limit,
  maxFindings: limit,
  outsideChange: oneOf(outsideModes),
  maxInputTokens: limit,
  maxOutputTokens: limit,
  'gemini.endpoint': nonEmpty,
  'openai.endpoint': nonEmpty,
  'vertex.project': trimmed,
  'vertex.location': nonEmpty,
  silenceTimeoutSeconds: atLeast(1),
  deadlineMinutes: atLeast(1),
  diagnosticSeverity: severityMap,
  dismissals: oneOf(['private', 'shared'] as const),
  comments: flag,
  exclude: (value) => recordOf(value, flag),
  maxFileSizeKB: atLeast(1),
  includeImages: flag,
  instructions: trimmed,
  maskingExceptions: (value) =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined,
  confirmAboveCost: limit,
  dailyBudget: limit,
  prices: (value) => recordOf(value, priceOf),
  concurrentRequests: atLeast(1),
  countTokens: oneOf(['nearLimit', 'always'] as const),
  explicitCaching: oneOf(['auto', 'off'] as const),
  'tools.googleSearch': flag,
  'tools.urlContext': flag,
  'tools.codeExecution': flag,
  showThoughts: flag,
  reviewOnSave: oneOf(saveModes),
  openReport: oneOf(['never', 'afterReview'] as const),
};

/** One setting as it stands now. */
export function readSetting<K extends keyof Settings>(name: K): Settings[K] {
  return read(vscode.workspace.getConfiguration(section), name);
}

/** All settings as they stand now: to be read once for a review, not for each of its findings. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const names = Object.keys(readers) as readonly (keyof Settings)[];
  return Object.fromEntries(names.map((name) => [name, read(configuration, name)])) as unknown as Settings;
}

function read<K extends keyof Settings>(configuration: vscode.WorkspaceConfiguration, name: K): Settings[K] {
  const value = readers[name](configuration.get<unknown>(name));
  return value === undefined ? defaultSettings[name] : value;
}

export function affects(event: vscode.ConfigurationChangeEvent, name: keyof Settings): boolean {
  return event.affectsConfiguration(`${section}.${name}`);
}

function severityMap(value: unknown): Settings['diagnosticSeverity'] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const map: Record<Severity, EditorSeverity> = { ...defaultSettings.diagnosticSeverity };
  for (const severity of severities) {
    const chosen: unknown = Reflect.get(value, severity);
    if (isOneOf(chosen, editorSeverities)) map[severity] = chosen;
  }
  return map;
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function trimmed(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function atLeast(minimum: number): (value: unknown) => number | undefined {
  return (value) => (typeof value === 'number' && value >= minimum ? value : undefined);
}

function oneOf<T extends string>(allowed: readonly T[]): (value: unknown) => T | undefined {
  return (value) => (isOneOf(value, allowed) ? value : undefined);
}

/** Here null is a value of its own: no limit. */
function limit(value: unknown): number | null | undefined {
  return value === null ? null : atLeast(0)(value);
}

function recordOf<T>(
  value: unknown,
  accepts: (one: unknown) => T | undefined,
): Readonly<Record<string, T>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const out: Record<string, T> = {};
  for (const [name, one] of Object.entries(value)) {
    const accepted = accepts(one);
    if (accepted !== undefined) out[name] = accepted;
  }
  return out;
}

function priceOf(value: unknown): PriceSetting | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const of = (name: keyof PriceSetting) => atLeast(0)(Reflect.get(value, name));
  const [input, output, cachedInput] = [of('input'), of('output'), of('cachedInput')];
  if (input === undefined || output === undefined) return undefined;
  return { input, output, ...(cachedInput === undefined ? {} : { cachedInput }) };
}

function isOneOf<T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return allowed.some((word) => word === value);
}
