import type { Severity } from '../core/finding.ts';
import type { ThinkingLevel } from '../core/ports.ts';

/** Dollars per million tokens. */
export interface PriceSetting {
  readonly input: number;
  readonly cachedInput?: number;
  readonly output: number;
}

export type EditorSeverity = 'error' | 'warning' | 'information' | 'hint';

/** Every setting of the extension, by its name behind `flashReview.`, with the type its value is checked for. */
export interface Settings {
  readonly model: string;
  readonly thinkingLevel: ThinkingLevel;
  /** Absolute http or https address, without the API version. */
  readonly 'gemini.endpoint': string;
  readonly silenceTimeoutSeconds: number;
  readonly diagnosticSeverity: Readonly<Record<Severity, EditorSeverity>>;
  /** Patterns as in a .gitignore file; false switches one of a wider scope off. */
  readonly exclude: Readonly<Record<string, boolean>>;
  readonly maxFileSizeKB: number;
  readonly includeImages: boolean;
  /** What reviewers of this project should know; empty for nothing. */
  readonly instructions: string;
  readonly maskingExceptions: readonly string[];
  /** Dollars; 0 asks before every review, null never asks. */
  readonly confirmAboveCost: number | null;
  /** Dollars per local day; null sets no limit. */
  readonly dailyBudget: number | null;
  /** By model name, or its beginning. */
  readonly prices: Readonly<Record<string, PriceSetting>>;
  readonly concurrentRequests: number;
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
  exclude: {},
  maxFileSizeKB: 1024,
  includeImages: false,
  instructions: '',
  maskingExceptions: [],
  confirmAboveCost: 0.5,
  dailyBudget: null,
  prices: {},
  concurrentRequests: 3,
};
