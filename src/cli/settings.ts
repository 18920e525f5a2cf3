import type { Severity } from '../core/finding.ts';
import type { PriceSetting } from '../core/plan/prices.ts';
import type { ThinkingLevel } from '../core/ports.ts';

export const efforts = ['quick', 'standard', 'deep'] as const;
export type Effort = (typeof efforts)[number];

export const providers = ['gemini', 'vertex', 'openai'] as const;
export type Provider = (typeof providers)[number];

/** What a run goes by: the repository's file, then the environment, then the flags, the later ones winning. */
export interface Settings {
  readonly provider: Provider;
  readonly model: string;
  /** Models of their own for deep reviews and second looks; empty for `model`. */
  readonly deepModel: string;
  readonly verificationModel: string;
  readonly effort: Effort;
  /** `auto`: by effort. */
  readonly thinkingLevel: ThinkingLevel | 'auto';
  /** Absolute address; undefined for the provider's own. */
  readonly endpoint?: string;
  readonly vertexProject: string;
  readonly vertexLocation: string;
  /** The exit code tells of findings from here on; `none` for never. */
  readonly failOn: Severity | 'none';
  /** Findings below are held back. */
  readonly minSeverity: Severity;
  /** Patterns as in a .gitignore file; false switches one of a wider scope off. */
  readonly exclude: Readonly<Record<string, boolean>>;
  readonly maxFileSizeKB: number;
  readonly includeImages: boolean;
  /** What reviewers of this project should know; empty for nothing. */
  readonly instructions: string;
  readonly silenceTimeoutSeconds: number;
  readonly deadlineMinutes: number;
  readonly concurrentRequests: number;
  /** Dollars; undefined for no limit. */
  readonly maxCost?: number;
  /** By model name, or its beginning. */
  readonly prices: Readonly<Record<string, PriceSetting>>;
  /** Fingerprints of texts that look like secrets and are none. */
  readonly maskingExceptions: readonly string[];
}

export const defaultSettings: Settings = {
  provider: 'gemini',
  model: 'gemini-3.5-flash',
  deepModel: '',
  verificationModel: '',
  effort: 'standard',
  thinkingLevel: 'auto',
  vertexProject: '',
  vertexLocation: 'global',
  failOn: 'high',
  minSeverity: 'info',
  exclude: {},
  maxFileSizeKB: 1024,
  includeImages: false,
  instructions: '',
  silenceTimeoutSeconds: 90,
  deadlineMinutes: 20,
  concurrentRequests: 3,
  prices: {},
  maskingExceptions: [],
};

const endpoints: Readonly<Record<Provider, string>> = {
  gemini: 'https://generativelanguage.googleapis.com',
  openai: 'https://generativelanguage.googleapis.com/v1beta/openai',
  vertex: '',
};

/** The address that is configured, else the provider's own; empty where the location decides. */
export function endpointOf({ provider, endpoint }: Settings): string {
  return endpoint ?? endpoints[provider];
}

/** How long the model thinks: as set, else by effort. */
export function thinkingOf({ thinkingLevel, effort }: Settings): ThinkingLevel {
  if (thinkingLevel !== 'auto') return thinkingLevel;
  return ({ quick: 'low', standard: 'medium', deep: 'high' } as const)[effort];
}
