import type { Usage } from '../modelClient.ts';

/** Dollars per million tokens. Thinking is billed as output. */
export interface Price {
  readonly input: number;
  /** As `input` when the service gives no discount. */
  readonly cachedInput: number;
  readonly output: number;
  /** For what the service is asked to store, by the hour; undefined when not known. */
  readonly storagePerHour?: number;
}

/** A price of the user's; without `cachedInput`, cached input costs what all input costs. */
export type PriceSetting = Omit<Price, 'cachedInput' | 'storagePerHour'> & { readonly cachedInput?: number };

/**
 * Prices of the Gemini API, as of 2026-11: ai.google.dev/gemini-api/docs/pricing
 * for 3.5 Flash, storage at what that page asks for every Flash model; 3.8 Flash by a gateway's list, which has no discount for cached input. A model that is not here has no known price, which is said.
 */
const listed: Readonly<Record<string, Price>> = {
  'gemini-3.5-flash': { input: 1.5, cachedInput: 0.15, output: 9, storagePerHour: 1 },
  'gemini-3.8-flash': { input: 0.75, cachedInput: 0.75, output: 3.75 },
};

/**
 * The user's price before ours; of several names that a model begins with, the longest. A name with the provider in
 * front (`openai/gemini-3.5-flash`) counts for that provider only, before the others. Undefined: not known.
 */
export function priceOf(
  model: string,
  own: Readonly<Record<string, PriceSetting>> = {},
  provider = '',
): Price | undefined {
  // A name may come with its maker in front, as gateways have it.
  const price =
    longestPrefix(own, [`${provider}/${model}`]) ??
    longestPrefix(own, [model, model.slice(model.lastIndexOf('/') + 1)]) ??
    listedPrice(model);
  return price === undefined ? undefined : { cachedInput: price.input, ...price };
}

/** A version or a preview of a listed model costs what it costs; `-lite` or `-pro` behind the name is another model. */
function listedPrice(model: string): Price | undefined {
  const name = model.slice(model.lastIndexOf('/') + 1).replace(/(?:-(?:\d+|preview|exp|latest))+$/, '');
  return listed[name];
}

/** What a batch costs of what its requests would cost alone: https://ai.google.dev/gemini-api/docs/batch-api */
export const batchPriceShare = 0.5;

/**
 * Dollars for one query of Google Search grounding by Gemini 3, beyond what is free in a month, as of 2026-11:
 * ai.google.dev/gemini-api/docs/pricing. Older models pay 0.035 for each answer that searched.
 */
export const searchPrice = 0.014;

/** Dollars for what a service has counted. */
export function costOf(usage: Usage, price: Price): number {
  // Some gateways count what was cached apart.
  const fresh = usage.cachedInput > usage.input ? usage.input : usage.input - usage.cachedInput;
  const dollars =
    fresh * price.input +
    usage.cachedInput * price.cachedInput +
    (usage.output + usage.thoughts) * price.output;
  return dollars / 1_000_000 + (usage.searches ?? 0) * searchPrice;
}

function longestPrefix<T>(prices: Readonly<Record<string, T>>, names: readonly string[]): T | undefined {
  const key = Object.keys(prices)
    .filter((prefix) => prefix !== '' && names.some((name) => name.startsWith(prefix)))
    .toSorted((a, b) => b.length - a.length)[0];
  return key === undefined ? undefined : prices[key];
}
