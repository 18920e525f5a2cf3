import * as vscode from 'vscode';
import { severities, type Severity } from '../core/finding.ts';
import type { ThinkingLevel } from '../core/ports.ts';
import { defaultSettings, type EditorSeverity, type Settings } from './settings.ts';

const section = 'flashReview';
const thinkingLevels: readonly ThinkingLevel[] = ['minimal', 'low', 'medium', 'high'];
const editorSeverities: readonly EditorSeverity[] = ['error', 'warning', 'information', 'hint'];

/** The settings as they stand now; a value of the wrong type counts as not set, as VS Code has already marked it. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const model = configuration.get<unknown>('model');
  const thinking = configuration.get<unknown>('thinkingLevel');
  const endpoint = configuration.get<unknown>('gemini.endpoint');
  const silence = configuration.get<unknown>('silenceTimeoutSeconds');
  return {
    model: typeof model === 'string' && model.trim() !== '' ? model.trim() : defaultSettings.model,
    thinkingLevel: isOneOf(thinking, thinkingLevels) ? thinking : defaultSettings.thinkingLevel,
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
    if (isOneOf(chosen, editorSeverities)) map[severity] = chosen;
  }
  return map;
}

function isOneOf<T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return allowed.some((word) => word === value);
}
