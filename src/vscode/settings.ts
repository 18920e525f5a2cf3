import type { EffortWishes } from '../core/effort.ts';
import type { Severity } from '../core/finding.ts';
import type { Provider } from '../core/model/roads.ts';
import { serviceTools, type ServiceTool } from '../core/modelClient.ts';
import type { ScreeningWishes } from '../core/verify/screening.ts';

/** Dollars per million tokens. */
export interface PriceSetting {
  readonly input: number;
  readonly cachedInput?: number;
  readonly output: number;
}

/** What of a saved file is reviewed: nothing, what changed, all of it. */
export const saveModes = ['off', 'changed', 'file'] as const;
export type SaveMode = (typeof saveModes)[number];

export type EditorSeverity = 'error' | 'warning' | 'information' | 'hint';

/** Every setting of the extension, by its name behind `flashReview.`, with the type its value is checked for. */
export interface Settings extends EffortWishes, ScreeningWishes {
  readonly provider: Provider;
  readonly model: string;
  /** Of the editor's own models: id, family or name; empty lets us choose. */
  readonly editorModel: string;
  /** Models of their own for deep reviews, second looks and reviews on save; empty for `model`. */
  readonly deepModel: string;
  readonly verificationModel: string;
  readonly onSaveModel: string;
  /** Asked when the service stays overloaded; empty for none. */
  readonly fallbackModel: string;
  /** Tokens of one request; null leaves it to the model. */
  readonly maxInputTokens: number | null;
  /** Tokens; null leaves it to the model. */
  readonly maxOutputTokens: number | null;
  /** Absolute http or https address, without the API version. */
  readonly 'gemini.endpoint': string;
  /** Absolute http or https address, up to where `/chat/completions` is appended. */
  readonly 'openai.endpoint': string;
  readonly 'vertex.project': string;
  readonly 'vertex.location': string;
  readonly silenceTimeoutSeconds: number;
  readonly deadlineMinutes: number;
  readonly diagnosticSeverity: Readonly<Record<Severity, EditorSeverity>>;
  /** Patterns as in a .gitignore file; false switches one of a wider scope off. */
  /** Where dismissals are kept: with the workspace, or in a file of the repository. */
  readonly dismissals: 'private' | 'shared';
  /** Findings are review comments in the code as well. */
  readonly comments: boolean;
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
  /** When the service is asked to count before anything is sent to be reviewed. */
  readonly countTokens: 'nearLimit' | 'always';
  /** What the service may do by itself while it answers. */
  readonly 'tools.googleSearch': boolean;
  readonly 'tools.urlContext': boolean;
  readonly 'tools.codeExecution': boolean;
  /** Whether texts of whole repositories may be stored at the service where that pays. */
  readonly explicitCaching: 'auto' | 'off';
  /** What the model thinks about is shown until it finds something. */
  readonly showThoughts: boolean;
  readonly reviewOnSave: SaveMode;
  readonly openReport: 'never' | 'afterReview';
}

/** The defaults of the code; a manifest test holds package.json to them. */
export const defaultSettings: Settings = {
  provider: 'gemini',
  model: 'gemini-3.5-flash',
  editorModel: '',
  deepModel: '',
  verificationModel: '',
  onSaveModel: '',
  fallbackModel: '',
  effort: 'standard',
  thinkingLevel: 'auto',
  verify: 'auto',
  fixes: 'auto',
  minimumSeverity: 'info',
  minimumConfidence: 0,
  maxFindingsPerFile: null,
  maxFindings: null,
  outsideChange: 'holdBack',
  maxInputTokens: null,
  maxOutputTokens: null,
  'gemini.endpoint': 'https://generativelanguage.googleapis.com',
  'openai.endpoint': 'https://generativelanguage.googleapis.com/v1beta/openai',
  'vertex.project': '',
  'vertex.location': 'global',
  silenceTimeoutSeconds: 90,
  deadlineMinutes: 20,
  diagnosticSeverity: {
    critical: 'error',
    high: 'error',
    medium: 'warning',
    low: 'information',
    info: 'hint',
  },
  dismissals: 'private',
  comments: false,
  exclude: {},
  maxFileSizeKB: 1024,
  includeImages: false,
  instructions: '',
  maskingExceptions: [],
  confirmAboveCost: 0.5,
  dailyBudget: null,
  prices: {},
  concurrentRequests: 3,
  countTokens: 'nearLimit',
  'tools.googleSearch': false,
  'tools.urlContext': false,
  'tools.codeExecution': false,
  explicitCaching: 'auto',
  showThoughts: true,
  reviewOnSave: 'off',
  openReport: 'never',
};

/** The tools of the service that are switched on. */
export function serviceToolsOf(settings: Settings): readonly ServiceTool[] {
  const switches = {
    'google-search': settings['tools.googleSearch'],
    'url-context': settings['tools.urlContext'],
    'code-execution': settings['tools.codeExecution'],
  };
  return serviceTools.filter((tool) => switches[tool]);
}
