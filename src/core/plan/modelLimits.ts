/** Input tokens one request may hold, for every Gemini 3.x Flash (vendor's model page, 2026-11). */
export const inputTokenLimit = 1_048_576;

/** The estimate is at most this much too low in 95 of 100 cases (see estimateTokens). */
const estimateMargin = 1.09;

/** Estimated input tokens that one request may be planned with. */
export const inputTokenBudget = Math.floor(inputTokenLimit / estimateMargin);
