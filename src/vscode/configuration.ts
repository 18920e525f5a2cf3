import * as vscode from 'vscode';
import { severities, type Severity } from '../core/finding.ts';
import type { ThinkingLevel } from '../core/ports.ts';
import { defaultSettings, type EditorSeverity, type Settings } from './settings.ts';

const section = 'flashReview';
const thinkingLevels: readonly string[] = ['minimal', 'low', 'medium', 'high'] satisfies ThinkingLevel[];
const editorSeverities: readonly string[] = [
  'error',
  'warning',
  'information',
  'hint',
] satisfies EditorSeverity[];

/** The settings as they stand now; a value of the wrong type counts as not set, as VS Code has already marked it. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const model = configuration.get<unknown>('model');
  const thinking = configuration.get<unknown>('thinkingLevel');
  const endpoint = configuration.get<unknown>('gemini.endpoint');
  const silence = configuration.get<unknown>('silenceTimeoutSeconds');
  return {
    model: typeof model === 'string' && model.trim() !== '' ? model.trim() : defaultSettings.model,
    thinkingLevel: isOneOf<ThinkingLevel>(thinking, thinkingLevels)
      ? thinking
      : defaultSettings.thinkingLevel,
    'gemini.endpoint':
      typeof endpoint === 'string' && endpoint.trim() !== ''
        ? endpoint.trim()
        : defaultSettings['gemini.endpoint'],
    silenceTimeoutSeconds:
      typeof silence === 'number' && silence >= 1 ? silence : defaultSettings.silenceTimeoutSeconds,
    diagnosticSeverity: readSeverityMap(configuration.get<unknown>('diagnosticSeverity')),
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
    if (isOneOf<EditorSeverity>(chosen, editorSeverities)) map[severity] = chosen;
  }
  return map;
}

function isOneOf<T extends string>(value: unknown, allowed: readonly string[]): value is T {
  return typeof value === 'string' && allowed.includes(value);
}
