import { addUsage, noUsage, type Usage } from '../modelClient.ts';

/** What one model has used in a review; `model` as the service names it, undefined where it never said. */
export interface ModelUse {
  readonly model: string | undefined;
  readonly requests: number;
  readonly usage: Usage;
}

/** Adds up what the requests of one review use. Several models may answer in it. */
export class UsageTally {
  readonly #requests = new Map<number, { readonly model: string | undefined; readonly usage: Usage }>();

  /** `usage` is the running total of the request, by its number in the review. */
  take(request: number, usage: Usage, model: string | undefined): void {
    this.#requests.set(request, { usage, model: model ?? this.#requests.get(request)?.model });
  }

  /** Requests whose usage is known. */
  get requests(): number {
    return this.#requests.size;
  }

  /** Undefined while nothing is known. */
  get total(): Usage | undefined {
    return this.#requests.size === 0 ? undefined : sum([...this.#requests.values()]);
  }

  /** Input tokens of the first so many requests; undefined while some of them are not known. */
  inputOfFirst(count: number): number | undefined {
    let input = 0;
    for (let request = 0; request < count; request++) {
      const known = this.#requests.get(request);
      if (known === undefined) return undefined;
      input += known.usage.input;
    }
    return input;
  }

  /** By model, in the order of their first answer. */
  get byModel(): readonly ModelUse[] {
    const groups = Map.groupBy(this.#requests.values(), ({ model }) => model);
    return [...groups].map(([model, uses]) => ({ model, requests: uses.length, usage: sum(uses) }));
  }

  /** Undefined while nothing is known, and when one of the models has no price. */
  dollars(dollarsFor: (model: string, usage: Usage) => number | undefined): number | undefined {
    let dollars: number | undefined;
    for (const { model, usage } of this.byModel) {
      const own = model === undefined ? undefined : dollarsFor(model, usage);
      if (own === undefined) return undefined;
      dollars = (dollars ?? 0) + own;
    }
    return dollars;
  }
}

function sum(uses: readonly { readonly usage: Usage }[]): Usage {
  return uses.reduce((total, { usage }) => addUsage(total, usage), noUsage);
}
