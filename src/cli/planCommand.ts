import { thoroughnessOf } from '../core/effort.ts';
import { fail, succeed, type Result, type ReviewFailure } from '../core/errors.ts';
import { estimateCost, type CostRange } from '../core/plan/cost.ts';
import { estimateTokens } from '../core/plan/estimateTokens.ts';
import type { LaterRequests } from '../core/plan/laterRequests.ts';
import { nothingTold } from '../core/plan/modelLimits.ts';
import { priceOf } from '../core/plan/prices.ts';
import { serviceTools, type ModelClient } from '../core/modelClient.ts';
import { numberLines } from '../core/prompt/numberLines.ts';
import type { Preflight } from '../core/review/preflight.ts';
import { modelFor } from '../core/model/routing.ts';
import { writeText } from '../node/fileStore.ts';
import { resolve } from 'node:path';
import type { ReviewCommand } from './command.ts';
import { dollars } from './dollars.ts';
import { exitCodes, type ExitCode } from './exitCode.ts';
import { prepareReview, type PreparedReview } from './prepareReview.ts';
import { runReview } from './runReview.ts';
import { plural, safeText, wrap } from './safeText.ts';
import { failureDetail, failureSentence, skipSentence } from './sentences.ts';
import { createStyle, type Style } from './style.ts';
import { filePage, pageOf, usesColor, type Page, type Terminal } from './terminal.ts';

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
  /** What a second look and fixes may add at most, by what is found. */
  readonly later: LaterRequests;
  readonly secretsMasked: number;
  readonly guidance: readonly string[];
  readonly attachments: readonly string[];
  /** Dollars; undefined when the price of the model is not known. */
  readonly cost?: CostRange;
}

/** Shows what a review would send, and sends nothing: no key is needed. */
export async function planCommand(command: ReviewCommand, terminal: Terminal): Promise<ExitCode> {
  const prepared = await prepareReview(command, terminal);
  for (const warning of prepared.warnings) terminal.err.write(`flash-review: ${warning}\n`);
  const made = await makePlan(prepared, terminal.signal);
  if (!made.ok) {
    if (made.failure.kind === 'cancelled') return exitCodes.interrupted;
    const detail = failureDetail(made.failure);
    const message = failureSentence(made.failure);
    terminal.err.write(`flash-review: ${safeText(detail === '' ? message : `${message} (${detail})`)}\n`);
    return exitCodes.notReviewed;
  }
  const plan = made.value;
  const show = (style: Style, { prose }: Page): string =>
    command.format === 'json' ? `${JSON.stringify(plan, undefined, 2)}\n` : planText(plan, style, prose);
  if (command.output === undefined)
    terminal.out.write(
      show(createStyle(usesColor(terminal, terminal.out, command.color)), pageOf(terminal, terminal.out)),
    );
  else await writeText(resolve(terminal.cwd, command.output), show(createStyle(false), filePage));
  return exitCodes.clean;
}

/** What a review would send, or why it could not begin. */
export async function makePlan(
  { place, scope, settings, known, dismissals, facts }: PreparedReview,
  signal: AbortSignal,
): Promise<Result<Plan, ReviewFailure>> {
  let preflight: Preflight | undefined;
  let files: Plan['files'] = [];
  const { outcome, coverage } = await runReview(
    { id: facts.id, place, scope, settings, known, dismissals, client: unreached, told: nothingTold },
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
  return succeed({
    version: 1,
    model,
    scope: facts.scope,
    files: files.filter(({ file }) => !left.has(file)),
    skipped,
    requests: preflight?.requests ?? 0,
    tokens: preflight?.tokens ?? 0,
    later: preflight?.later ?? { requests: 0, tokens: 0 },
    secretsMasked: preflight?.secrets ?? 0,
    guidance: preflight?.guidance ?? [],
    attachments: preflight?.attachments ?? [],
    ...(price === undefined || preflight === undefined
      ? {}
      : { cost: estimateCost(preflight, thoroughnessOf(settings).thinking, price, laterPrice) }),
  });
}

/** Nothing is sent before the plan is approved, and it never is. */
const unreached: ModelClient = {
  functions: true,
  serviceTools,
  stream: () => {
    throw new Error('a plan sends nothing');
  },
};

function planText(plan: Plan, style: Style, columns: number): string {
  const { files, skipped, requests, tokens, later, cost, secretsMasked, guidance, attachments } = plan;
  const width = Math.max(6, ...files.map((file) => String(file.tokens).length));
  const lines: string[] = [];
  const prose = (text: string): string => wrap(text, columns).join('\n');
  if (files.length > 0) {
    lines.push(style.bold('To be reviewed (tokens, file)'));
    for (const { file, tokens: own } of files)
      lines.push(`  ${String(own).padStart(width)}  ${safeText(file)}`);
    lines.push('');
  }
  if (skipped.length > 0) {
    lines.push(style.bold('Skipped'));
    for (const { file, message } of skipped) lines.push(style.dim(`  ${safeText(`${file}  (${message})`)}`));
    lines.push('');
  }
  if (guidance.length > 0) lines.push(prose(`Guidance: ${safeText(guidance.join(', '))}`));
  if (attachments.length > 0) lines.push(prose(`Images and documents: ${safeText(attachments.join(', '))}`));
  if (secretsMasked > 0) lines.push(`Secrets that are masked: ${secretsMasked}`);
  const money = cost === undefined ? 'price not known' : `${dollars(cost.low)} to ${dollars(cost.high)}`;
  lines.push(
    style.bold(
      files.length === 0
        ? 'There is nothing to review.'
        : prose(
            `${plural(files.length, 'file')} in ${plural(requests, 'request')} to ${safeText(plan.model)}: about ${tokens} tokens, ${money}.`,
          ),
    ),
    ...(files.length > 0 && later.requests > 0
      ? [
          prose(
            `A second look and fixes are extra: at most about ${later.tokens} tokens more, by what is found. The higher sum has them.`,
          ),
        ]
      : []),
    'Nothing was sent.',
  );
  return `${lines.join('\n')}\n`;
}
