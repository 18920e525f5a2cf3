import type { Thoroughness } from '../effort.ts';

/** What may be sent about findings after the answers; nobody knows before how many there will be. */
export interface LaterRequests {
  /** At most, in all but odd cases. */
  readonly requests: number;
  /** Estimated input of them, instructions included. */
  readonly tokens: number;
}

/** Input tokens of a request about ten findings with the code around them, where files are long. */
const mostShown = 15_000;
/** The instructions of such a request, and the findings in it. */
const frame = 2_500;

/** A second look, and fixes, for each part of a review: what they show is part of what was read. */
export function estimateLater(
  parts: readonly { readonly tokens: number }[],
  { verify, fixes }: Pick<Thoroughness, 'verify' | 'fixes'>,
): LaterRequests {
  const kinds = Number(verify !== 'off') + Number(fixes === 'afterVerification');
  const tokens = parts.reduce((sum, part) => sum + Math.min(part.tokens, mostShown) + frame, 0);
  return { requests: kinds * parts.length, tokens: kinds * tokens };
}
