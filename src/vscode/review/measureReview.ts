import type { CostRange } from '../../core/plan/cost.ts';
import { nothingTold } from '../../core/plan/modelLimits.ts';
import type { ModelClient } from '../../core/modelClient.ts';
import type { Preflight } from '../../core/review/preflight.ts';
import { reviewModel } from '../../core/model/routing.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { AgentScope } from '../agents/agentScope.ts';
import { readSettings } from '../configuration.ts';
import { dollarsFor } from './costGate.ts';
import { unsavedTexts } from '../documents.ts';
import type { ReviewEngine } from './reviewEngine.ts';
import { reviewRequest } from './reviewRequest.ts';
import type { Spending } from '../spending.ts';

/** What a review would send, and for how much; dollars undefined when the price is not known. */
export interface MeasuredReview {
  readonly preflight: Preflight;
  readonly model: string;
  readonly dollars: CostRange | undefined;
}

/** Goes as far as a review goes before it asks, and sends nothing. Undefined when there is nothing to ask about. */
export async function measureReview(
  { scope, ...narrowing }: AgentScope,
  engine: ReviewEngine,
  spending: Spending,
  signal: AbortSignal,
): Promise<MeasuredReview | undefined> {
  const settings = readSettings();
  const model = reviewModel(settings);
  const calibration = spending.calibrationOf(model);
  let preflight: Preflight | undefined;
  const events = engine.review(
    // The service counts tokens in an exchange of its own, and nobody has agreed to one yet.
    {
      ...reviewRequest({ id: 'measure', scope, calibration, told: nothingTold }, narrowing, settings),
      countTokens: false,
    },
    {
      overlay: unsavedTexts(),
      client: unreached,
      clock: systemClock,
      approve: async (planned) => {
        preflight = planned;
        return Promise.resolve({ kind: 'declined' });
      },
    },
    signal,
  );
  // Without a question there is nothing to review, or a reason that the review itself will tell.
  for await (const { kind } of events) if (kind === 'finished') break;
  return preflight && { preflight, model, dollars: dollarsFor(preflight, settings) };
}

/** Nothing is sent before a review is approved, and this one never is. */
const unreached: ModelClient = {
  stream: () => {
    throw new Error('measuring sends nothing');
  },
};
