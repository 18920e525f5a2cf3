import type { TokenLimits, ToldLimits } from '../modelClient.ts';

/** What the models hold at most (vendors' model pages, 2026-11), for roads that do not tell: every Gemini so much. */
const geminiInput = 1_048_576;
/** And of other models the least that is usual. */
const otherInput = 131_072;

/** The estimate is at most this much too low in 95 of 100 cases (see estimateTokens). */
const estimateMargin = 1.09;

/** Output tokens of an answer by effort, thinking included: room for both, and an end to an answer that runs away. */
const outputByEffort = { quick: 16_384, standard: 32_768, deep: 65_536 } as const;

/** What the models write at most (vendor's model pages, 2026-11): 2.5 and later 65,536, thinking included. */
const knownToWrite65k = /(^|\/)gemini-(2\.5|[3-9])/;

/** Of a window that questions and answers share, so much is left to the answer. */
const shareOfAnswer = 0.25;

/** What the user says of it; null leaves it to the model and the effort. */
export interface TokenWishes {
  readonly effort: keyof typeof outputByEffort;
  readonly maxInputTokens: number | null;
  readonly maxOutputTokens: number | null;
}

/** What one request to a model may hold, in tokens. */
export interface RequestLimits {
  /** As the service counts. */
  readonly inputTokenLimit: number;
  /** As we estimate. */
  readonly inputTokenBudget: number;
  /** Undefined leaves it to a model whose limit is not known. */
  readonly maxOutputTokens: number | undefined;
}

/** `told` is empty where the service has not said anything: then a table counts. */
export function requestLimits(model: string, told: TokenLimits, wishes: TokenWishes): RequestLimits {
  const held = told.inputTokenLimit ?? (/(^|\/)gemini-/.test(model) ? geminiInput : otherInput);
  const wishedOutput = wishes.maxOutputTokens ?? outputTokenLimit(model, wishes.effort);
  const answer = told.sharedWindow === true ? Math.ceil(held * shareOfAnswer) : undefined;
  const most = Math.min(wishedOutput ?? Infinity, told.outputTokenLimit ?? Infinity, answer ?? Infinity);
  const inputTokenLimit = Math.min(held - (answer ?? 0), wishes.maxInputTokens ?? Infinity);
  return {
    inputTokenLimit,
    inputTokenBudget: Math.floor(inputTokenLimit / estimateMargin),
    maxOutputTokens: wishedOutput === undefined ? undefined : most,
  };
}

export const nothingTold: ToldLimits = () => ({});

/** The limits of a review: a request has to fit the model that may stand in as well; second looks have their own. */
export function reviewLimits(
  models: { readonly model: string; readonly verificationModel: string; readonly fallbackModel?: string },
  told: ToldLimits,
  wishes: TokenWishes,
): {
  readonly inputTokenLimit: number;
  readonly inputTokenBudget: number;
  readonly verificationTokenBudget: number;
  readonly maxOutputTokens?: number;
} {
  const of = (model: string): RequestLimits => requestLimits(model, told(model), wishes);
  const { model, verificationModel, fallbackModel = '' } = models;
  const [own, other] = [of(model), of(fallbackModel === '' ? model : fallbackModel)];
  const mostOutput = Math.min(own.maxOutputTokens ?? Infinity, other.maxOutputTokens ?? Infinity);
  return {
    inputTokenLimit: Math.min(own.inputTokenLimit, other.inputTokenLimit),
    inputTokenBudget: Math.min(own.inputTokenBudget, other.inputTokenBudget),
    verificationTokenBudget: of(verificationModel).inputTokenBudget,
    ...(mostOutput === Infinity ? {} : { maxOutputTokens: mostOutput }),
  };
}

/** Output tokens that an answer may have; undefined leaves it to a model whose limit is not known here. */
export function outputTokenLimit(model: string, effort: keyof typeof outputByEffort): number | undefined {
  return knownToWrite65k.test(model) ? outputByEffort[effort] : undefined;
}
