import type { ThinkingLevel } from '../ports.ts';
import type { Price } from './prices.ts';

/** Dollars; what a review will cost lies between the two in all but odd cases. */
export interface CostRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Output tokens of one request, thinking included: a clean change answers with a few, a bad one with a list of
 * findings; thinking grows with the level. Round numbers from the streams we have, to be corrected by usage.
 */
const outputRange: Readonly<Record<ThinkingLevel, { readonly low: number; readonly high: number }>> = {
  minimal: { low: 100, high: 4_000 },
  low: { low: 300, high: 6_000 },
  medium: { low: 800, high: 12_000 },
  high: { low: 2_000, high: 24_000 },
};

/** What sending so many input tokens in so many requests will cost; input that is cached costs less, and is not known. */
export function estimateCost(
  { tokens, requests }: { readonly tokens: number; readonly requests: number },
  thinking: ThinkingLevel,
  price: Price,
): CostRange {
  const { low, high } = outputRange[thinking];
  const dollars = (output: number): number =>
    (tokens * price.input + requests * output * price.output) / 1_000_000;
  return { low: dollars(low), high: dollars(high) };
}

export interface BudgetQuestion {
  /** Undefined when the price is not known. */
  readonly estimate: CostRange | undefined;
  /** Dollars spent on this day so far. */
  readonly spent: number;
  /** Dollars a day; null for no limit. */
  readonly dailyBudget: number | null;
  /** Dollars; null never asks. */
  readonly confirmAbove: number | null;
}

/**
 * Whether a review may be sent. `stop`: the day's budget is spent, or the least it can cost is beyond it. `ask`: it
 * may cost more than the user wants to be asked about, or goes beyond the budget at worst, or nobody knows.
 */
export function checkBudget({
  estimate,
  spent,
  dailyBudget,
  confirmAbove,
}: BudgetQuestion): 'go' | 'ask' | 'stop' {
  if (dailyBudget !== null) {
    if (spent >= dailyBudget) return 'stop';
    if (estimate !== undefined && spent + estimate.low > dailyBudget) return 'stop';
    if (estimate === undefined || spent + estimate.high > dailyBudget) return 'ask';
  }
  if (confirmAbove === null) return 'go';
  return estimate === undefined
    ? confirmAbove === 0
      ? 'ask'
      : 'go'
    : estimate.high >= confirmAbove
      ? 'ask'
      : 'go';
}
