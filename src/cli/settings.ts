import type { EffortWishes } from '../core/effort.ts';
import type { Severity } from '../core/finding.ts';
import type { ServiceTool } from '../core/modelClient.ts';
import type { PriceSetting } from '../core/plan/prices.ts';
import type { OutsideMode } from '../core/verify/screening.ts';

export const providers = ['gemini', 'vertex', 'openai'] as const;
type Provider = (typeof providers)[number];

/** What a run goes by: the repository's file, then the environment, then the flags, the later ones winning. */
export interface Settings extends EffortWishes {
  readonly provider: Provider;
  readonly model: string;
  /** Models of their own for deep reviews and second looks; empty for `model`. */
  readonly deepModel: string;
  readonly verificationModel: string;
  /** Absolute address; undefined for the provider's own. */
  readonly endpoint?: string;
  readonly vertexProject: string;
  readonly vertexLocation: string;
  /** The exit code tells of findings from here on; `none` for never. */
  readonly failOn: Severity | 'none';
  /** Findings below are held back. */
  readonly minSeverity: Severity;
  /** 0 to 1; findings below are held back. */
  readonly minConfidence: number;
  /** So many are shown at most; null for no limit. */
  readonly maxFindings: number | null;
  readonly maxFindingsPerFile: number | null;
  readonly outsideChange: OutsideMode;
  /** Patterns as in a .gitignore file; false switches one of a wider scope off. */
  readonly exclude: Readonly<Record<string, boolean>>;
  readonly maxFileSizeKB: number;
  readonly includeImages: boolean;
  /** What reviewers of this project should know; empty for nothing. */
  readonly instructions: string;
  /** Tokens of one request; null leaves it to the model. */
  readonly maxInputTokens: number | null;
  readonly silenceTimeoutSeconds: number;
  readonly deadlineMinutes: number;
  readonly concurrentRequests: number;
  /** What the service may do by itself while it answers. */
  readonly tools: readonly ServiceTool[];
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
  verify: 'auto',
  fixes: 'auto',
  vertexProject: '',
  vertexLocation: 'global',
  failOn: 'high',
  minSeverity: 'info',
  minConfidence: 0,
  maxFindings: null,
  maxFindingsPerFile: null,
  outsideChange: 'holdBack',
  exclude: {},
  maxFileSizeKB: 1024,
  includeImages: false,
  instructions: '',
  maxInputTokens: null,
  silenceTimeoutSeconds: 90,
  deadlineMinutes: 20,
  concurrentRequests: 3,
  tools: [],
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
