import type { Severity } from '../core/finding.ts';
import type { ThinkingLevel } from '../core/ports.ts';

export type EditorSeverity = 'error' | 'warning' | 'information' | 'hint';

/** Every setting of the extension, by its name behind `flashReview.`, with the type its value is checked for. */
export interface Settings {
  readonly model: string;
  readonly thinkingLevel: ThinkingLevel;
  /** Absolute http or https address, without the API version. */
  readonly 'gemini.endpoint': string;
  readonly silenceTimeoutSeconds: number;
  readonly diagnosticSeverity: Readonly<Record<Severity, EditorSeverity>>;
}

/** The defaults of the code; a manifest test holds package.json to them. */
export const defaultSettings: Settings = {
  model: 'gemini-3.5-flash',
  thinkingLevel: 'medium',
  'gemini.endpoint': 'https://generativelanguage.googleapis.com',
  silenceTimeoutSeconds: 90,
  diagnosticSeverity: {
    critical: 'error',
    high: 'error',
    medium: 'warning',
    low: 'information',
    info: 'hint',
  },
};
