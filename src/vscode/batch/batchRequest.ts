import type { LaterRequests } from '../../core/plan/laterRequests.ts';
import type { ReviewRequest } from '../../core/review/review.ts';
import { reviewRequest } from '../review/reviewRequest.ts';
import type { Settings } from '../settings.ts';

/** A review as a batch can do it: one reading of everything, with nothing asked on what it finds. */
export function batchRequest(asked: Parameters<typeof reviewRequest>[0], settings: Settings): ReviewRequest {
  return {
    ...reviewRequest(asked, {}, settings),
    passes: 1,
    verify: 'off',
    fixes: 'withFindings',
    includeImages: false,
    fallbackModel: '',
    concurrentRequests: 1,
  };
}

export const nothingLater: LaterRequests = { requests: 0, tokens: 0 };
