import type { ServiceTool } from '../modelClient.ts';
import type { LaterRequests } from './laterRequests.ts';

/** Rounds of look-ups in one answer, in all but odd cases; the loop allows more. */
const usualRounds = 3;
/** What one of them shows, in tokens. */
const shownInRound = 4_000;

/** Each round sends again what is asked, with what was shown so far. */
export function estimateLookUps(
  parts: readonly { readonly tokens: number }[],
  passes: number,
): LaterRequests {
  const ofPart = (tokens: number): number =>
    usualRounds * tokens + (shownInRound * usualRounds * (usualRounds + 1)) / 2;
  return {
    requests: passes * parts.length * usualRounds,
    tokens: passes * parts.reduce((sum, { tokens }) => sum + ofPart(tokens), 0),
  };
}

/** What tools of the service add to so many requests, in all but odd cases. */
export interface ToolEstimate {
  /** Queries to a search engine. */
  readonly searches: number;
  /** Input tokens of pages and results. */
  readonly tokens: number;
}

const searchesInRequest = 5;
const tokensOfTool: Readonly<Record<ServiceTool, number>> = {
  'google-search': 5_000,
  'url-context': 20_000,
  'code-execution': 3_000,
};

export function estimateTools(tools: readonly ServiceTool[], requests: number): ToolEstimate {
  return {
    searches: tools.includes('google-search') ? requests * searchesInRequest : 0,
    tokens: requests * tools.reduce((sum, tool) => sum + tokensOfTool[tool], 0),
  };
}
