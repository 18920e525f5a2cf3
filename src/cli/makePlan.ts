import { thoroughnessOf } from '../core/effort.ts';
import { fail, succeed, type Result, type ReviewFailure } from '../core/errors.ts';
import { modelFor } from '../core/model/routing.ts';
import { serviceTools, type ModelClient, type TokenLimits, type ToldLimits } from '../core/modelClient.ts';
import { estimateCost, type CostRange } from '../core/plan/cost.ts';
import { estimateTokens } from '../core/plan/estimateTokens.ts';
import type { LaterRequests } from '../core/plan/laterRequests.ts';
import { nothingTold, requestLimits } from '../core/plan/modelLimits.ts';
import { priceOf } from '../core/plan/prices.ts';
import { numberLines } from '../core/prompt/numberLines.ts';
import type { Preflight } from '../core/review/preflight.ts';
import { connect } from './connect.ts';
import { limitsOf } from './keptLimits.ts';
import type { PreparedReview } from './prepareReview.ts';
import { runReview } from './runReview.ts';
import { skipSentence } from './sentences.ts';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** What a review would send. Tokens are estimates of input; a file's are without the instructions. */
export interface Plan {
  readonly version: 1;
  readonly model: string;
  readonly scope: { readonly kind: string; readonly detail: string };
  readonly files: readonly { readonly file: string; readonly tokens: number }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string; readonly message: string }[];
  readonly requests: number;
  /** Of all requests, instructions included. */
  readonly tokens: number;
  /** What one request may hold. */
  readonly limit: { readonly inputTokens: number; readonly toldBy: 'service' | 'table' | 'setting' };
  /** What a second look and fixes may add at most, by what is found. */
  readonly later: LaterRequests;
  readonly secretsMasked: number;
  readonly guidance: readonly string[];
  readonly attachments: readonly string[];
  /** Dollars; undefined when the price of the model is not known. */
  readonly cost?: CostRange;
  /** Whether the review would begin; undefined without a limit, or a price to hold against it. */
  readonly withinMaxCost?: boolean;
}

/** What a review would send, or why it could not begin. */
export async function makePlan(
  { place, scope, settings, known, dismissals, facts }: PreparedReview,
  { environment, signal }: Pick<Terminal, 'environment' | 'signal'>,
): Promise<Result<Plan, ReviewFailure>> {
  const told = await limitsIfAsked(settings, environment, signal);
  let preflight: Preflight | undefined;
  let files: Plan['files'] = [];
  const { outcome, coverage } = await runReview(
    { id: facts.id, place, scope, settings, known, dismissals, client: unreached, told },
    {
      collected: (collected) => {
        files = collected.map((file) => ({
          file: file.ref.path,
          tokens: estimateTokens(numberLines(file)),
        }));
      },
      approve: (planned) => {
        preflight = planned;
        return { kind: 'declined' };
      },
      judge: (finding) => finding,
      finding: () => undefined,
      settled: () => undefined,
      unfinished: () => undefined,
      retrying: () => undefined,
      thought: () => undefined,
      damaged: () => undefined,
      use: () => undefined,
    },
    signal,
  );
  if (outcome.kind === 'failed' && outcome.failure.kind !== 'declined') return fail(outcome.failure);
  const skipped = coverage.flatMap((entry) =>
    entry.kind === 'skipped'
      ? [{ file: entry.ref.path, reason: entry.reason.kind, message: skipSentence(entry.reason) }]
      : [],
  );
  const left = new Set(skipped.map(({ file }) => file));
  const { model } = facts;
  const price = priceOf(model, settings.prices);
  const laterPrice = priceOf(modelFor('verification', settings), settings.prices);
  const cost =
    price === undefined || preflight === undefined
      ? undefined
      : estimateCost(preflight, thoroughnessOf(settings).thinking, price, laterPrice);
  const { maxCost } = settings;
  return succeed({
    version: 1,
    model,
    scope: facts.scope,
    files: files.filter(({ file }) => !left.has(file)),
    skipped,
    requests: preflight?.requests ?? 0,
    tokens: preflight?.tokens ?? 0,
    limit: limitOf(model, settings, told(model)),
    later: preflight?.later ?? { requests: 0, tokens: 0 },
    secretsMasked: preflight?.secrets ?? 0,
    guidance: preflight?.guidance ?? [],
    attachments: preflight?.attachments ?? [],
    ...(cost === undefined ? {} : { cost }),
    ...(cost === undefined || maxCost === undefined ? {} : { withinMaxCost: cost.low <= maxCost }),
  });
}

/** What the service says of its models, where there is a key to ask it with; a plan does not fail for want of it. */
async function limitsIfAsked(
  settings: Settings,
  environment: Terminal['environment'],
  signal: AbortSignal,
): Promise<ToldLimits> {
  const client = await connect(settings, environment);
  return client.ok ? limitsOf(settings, client.value, environment, () => undefined, signal) : nothingTold;
}

function limitOf(model: string, settings: Settings, told: TokenLimits): Plan['limit'] {
  const { effort, maxInputTokens } = settings;
  const wishes = { effort, maxInputTokens, maxOutputTokens: null };
  const { inputTokenLimit: inputTokens } = requestLimits(model, told, wishes);
  if (inputTokens === maxInputTokens) return { inputTokens, toldBy: 'setting' };
  return { inputTokens, toldBy: told.inputTokenLimit === undefined ? 'table' : 'service' };
}

/** Nothing is sent before the plan is approved, and it never is. */
const unreached: ModelClient = {
  functions: true,
  serviceTools,
  stream: () => {
    throw new Error('a plan sends nothing');
  },
};
