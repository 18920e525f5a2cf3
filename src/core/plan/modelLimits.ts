/** Input tokens one request may hold, for every Gemini 3.x Flash (vendor's model page, 2026-11). */
export const inputTokenLimit = 1_048_576;

/** The estimate is at most this much too low in 95 of 100 cases (see estimateTokens). */
const estimateMargin = 1.09;

/** Estimated input tokens that one request may be planned with. */
export const inputTokenBudget = Math.floor(inputTokenLimit / estimateMargin);

/** Output tokens of an answer by effort, thinking included: room for both, and an end to an answer that runs away. */
const outputByEffort = { quick: 16_384, standard: 32_768, deep: 65_536 } as const;

/** What the models write at most (vendor's model pages, 2026-11): 2.5 and later 65,536, thinking included. */
const knownToWrite65k = /(^|\/)gemini-(2\.5|[3-9])/;

/** Output tokens that an answer may have; undefined leaves it to a model whose limit is not known here. */
export function outputTokenLimit(model: string, effort: keyof typeof outputByEffort): number | undefined {
  return knownToWrite65k.test(model) ? outputByEffort[effort] : undefined;
}
