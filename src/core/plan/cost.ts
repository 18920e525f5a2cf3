import type { ThinkingLevel } from '../modelClient.ts';
import type { LaterRequests } from './laterRequests.ts';
import type { ToolEstimate } from './lookUps.ts';
import { searchPrice, type Price } from './prices.ts';

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

/** Verdicts and fixes are shorter than findings, and there is less to think about. */
const laterOutput = 1 / 3;

/** Output tokens of a turn that only asks for something. */
const callOutput = 800;

const none: LaterRequests = { requests: 0, tokens: 0 };

/** What is sent: so many input tokens in so many requests, and what may follow on what is found. */
export interface PricedPlan {
  readonly tokens: number;
  readonly requests: number;
  readonly later?: LaterRequests;
  /** What the model may look up in other files. */
  readonly lookUps?: LaterRequests;
  /** What tools of the service may add. */
  readonly tools?: ToolEstimate;
}

/**
 * What a review will cost, at least when nothing is found. Input that is cached costs less, and is not known.
 * `laterPrice` is that of the model that is asked later, when it is another.
 */
export function estimateCost(
  { tokens, requests, later = none, lookUps = none, tools = { searches: 0, tokens: 0 } }: PricedPlan,
  thinking: ThinkingLevel,
  price: Price,
  laterPrice: Price = price,
): CostRange {
  const { low, high } = outputRange[thinking];
  return {
    low: dollars(tokens, requests * low, price),
    high:
      dollars(
        tokens + lookUps.tokens + tools.tokens,
        requests * high + lookUps.requests * callOutput,
        price,
      ) +
      tools.searches * searchPrice +
      dollars(later.tokens, later.requests * high * laterOutput, laterPrice),
  };
}

function dollars(input: number, output: number, price: Price): number {
  return (input * price.input + output * price.output) / 1_000_000;
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
