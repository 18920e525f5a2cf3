import type { CostFailure } from '../../core/errors.ts';
import type { ThinkingLevel } from '../../core/modelClient.ts';
import { checkBudget, estimateCost } from '../../core/plan/cost.ts';
import { priceOf } from '../../core/plan/prices.ts';
import type { Preflight } from '../../core/review/preflight.ts';
import type { Settings } from '../settings.ts';
import type { Spending } from '../spending.ts';

interface UnattendedReview {
  readonly preflight: Preflight;
  readonly model: string;
  readonly thinking: ThinkingLevel;
}

/** As `approveCost`, where nobody is there to be asked: what would need an answer is not sent. */
export async function approveUnattended(
  { preflight, model, thinking }: UnattendedReview,
  settings: Settings,
  spending: Spending,
): Promise<CostFailure | undefined> {
  const { dailyBudget, confirmAboveCost: confirmAbove } = settings;
  const price = priceOf(model, settings.prices, settings.provider);
  const estimate = price === undefined ? undefined : estimateCost(preflight, thinking, price);
  const spent = dailyBudget === null ? 0 : await spending.spentToday();
  if (dailyBudget !== null && checkBudget({ estimate, spent, dailyBudget, confirmAbove: null }) !== 'go')
    return { kind: 'budget-spent', spent, budget: dailyBudget };
  const question = { estimate, spent, dailyBudget: null, confirmAbove };
  return checkBudget(question) === 'go' ? undefined : { kind: 'declined' };
}
