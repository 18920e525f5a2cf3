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

/** The settings as they stand now; a value of the wrong type counts as not set, as VS Code has already marked it. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const read = <K extends keyof Settings>(name: K, accepts: (value: unknown) => Settings[K] | undefined) =>
    accepts(configuration.get<unknown>(name)) ?? defaultSettings[name];
  return {
    provider: read('provider', oneOf(providers)),
    model: read('model', nonEmpty),
    editorModel: read('editorModel', trimmed),
    deepModel: read('deepModel', trimmed),
    verificationModel: read('verificationModel', trimmed),
    onSaveModel: read('onSaveModel', trimmed),
    fallbackModel: read('fallbackModel', trimmed),
    effort: read('effort', oneOf(efforts)),
    thinkingLevel: read('thinkingLevel', oneOf(thinkingLevels)),
    verify: read('verify', oneOf(['auto', ...secondLooks])),
    fixes: read('fixes', oneOf(['auto', ...fixTimes])),
    minimumSeverity: read('minimumSeverity', oneOf(severities)),
    minimumConfidence: read('minimumConfidence', atLeast(0)),
    maxFindingsPerFile: readLimit(configuration.get<unknown>('maxFindingsPerFile'), 'maxFindingsPerFile'),
    maxFindings: readLimit(configuration.get<unknown>('maxFindings'), 'maxFindings'),
    outsideChange: read('outsideChange', oneOf(outsideModes)),
    maxInputTokens: readLimit(configuration.get<unknown>('maxInputTokens'), 'maxInputTokens'),
    maxOutputTokens: readLimit(configuration.get<unknown>('maxOutputTokens'), 'maxOutputTokens'),
    'gemini.endpoint': read('gemini.endpoint', nonEmpty),
    'openai.endpoint': read('openai.endpoint', nonEmpty),
    'vertex.project': read('vertex.project', trimmed),
    'vertex.location': read('vertex.location', nonEmpty),
    silenceTimeoutSeconds: read('silenceTimeoutSeconds', atLeast(1)),
    deadlineMinutes: read('deadlineMinutes', atLeast(1)),
    diagnosticSeverity: readSeverityMap(configuration.get<unknown>('diagnosticSeverity')),
    dismissals: read('dismissals', oneOf(['private', 'shared'] as const)),
    comments: read('comments', (value) => (typeof value === 'boolean' ? value : undefined)),
    exclude: read('exclude', (value) =>
      recordOf(value, (one) => (typeof one === 'boolean' ? one : undefined)),
    ),
    maxFileSizeKB: read('maxFileSizeKB', atLeast(1)),
    includeImages: read('includeImages', flag),
    instructions: read('instructions', trimmed),
    maskingExceptions: read('maskingExceptions', (value) =>
      Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined,
    ),
    confirmAboveCost: readLimit(configuration.get<unknown>('confirmAboveCost'), 'confirmAboveCost'),
    dailyBudget: readLimit(configuration.get<unknown>('dailyBudget'), 'dailyBudget'),
    prices: read('prices', (value) => recordOf(value, priceOf)),
    concurrentRequests: read('concurrentRequests', atLeast(1)),
    countTokens: read('countTokens', oneOf(['nearLimit', 'always'] as const)),
    explicitCaching: read('explicitCaching', oneOf(['auto', 'off'] as const)),
    'tools.googleSearch': read('tools.googleSearch', flag),
    'tools.urlContext': read('tools.urlContext', flag),
    'tools.codeExecution': read('tools.codeExecution', flag),
    showThoughts: read('showThoughts', flag),
    reviewOnSave: read('reviewOnSave', oneOf(saveModes)),
    openReport: read('openReport', oneOf(['never', 'afterReview'] as const)),
  };
}

export function affects(event: vscode.ConfigurationChangeEvent, name: keyof Settings): boolean {
  return event.affectsConfiguration(`${section}.${name}`);
}

function readSeverityMap(value: unknown): Settings['diagnosticSeverity'] {
  const map: Record<Severity, EditorSeverity> = { ...defaultSettings.diagnosticSeverity };
  if (typeof value !== 'object' || value === null) return map;
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
function readLimit(
  value: unknown,
  name:
    | 'confirmAboveCost'
    | 'dailyBudget'
    | 'maxFindings'
    | 'maxFindingsPerFile'
    | 'maxInputTokens'
    | 'maxOutputTokens',
): number | null {
  return value === null ? null : (atLeast(0)(value) ?? defaultSettings[name]);
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
