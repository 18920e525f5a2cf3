import { buildReport, reportOutcome } from '../core/review/buildReport.ts';
import type { ReviewReport } from '../core/report/reviewReport.ts';
import type { ReviewOutcome } from '../core/review/review.ts';
import { applyFixes, refusalSentence } from './applyFixes.ts';
import type { Format, ReviewCommand } from './command.ts';
import { connect } from './connect.ts';
import { keyAdvice } from './environmentKey.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exitCode.ts';
import { formatReport } from './formatReport.ts';
import { openOutput, writeOutput } from './outputFile.ts';
import { keepLastReview } from './keptState.ts';
import { limitsOf } from './keptLimits.ts';
import { keepUsage } from './keptUsage.ts';
import { prepareReview, type PreparedReview } from './prepareReview.ts';
import { createPrinter, type Printer } from './printer.ts';
import { ReviewRun } from './reviewRun.ts';
import type { ReviewResult } from './reviewResult.ts';
import { runReview } from './runReview.ts';
import { plural, safeLine, safePath } from './safeText.ts';
import { failureDetail, failureSentence, sentences } from './sentences.ts';
import { shareable } from './shareable.ts';
import type { Terminal } from './terminal.ts';

/** Reviews, prints, writes, and says by its number how it went. Whatever ends it, what was found is written. */
export async function reviewCommand(
  command: ReviewCommand,
  terminal: Terminal,
  tool: ReviewReport['tool'],
): Promise<ExitCode> {
  const output = await openOutput(command.output, terminal.cwd);
  const prepared = await prepareReview(command, terminal);
  // A report that goes to a file leaves the terminal to people.
  const format = output === undefined ? command.format : 'text';
  const printer = createPrinter(terminal, format, command.color);
  const { report, outcome } = await performReview(prepared, command, terminal, printer, tool);
  tellFailure(outcome, format, printer);
  const code = exitCodeOf(report, prepared.settings.failOn);
  const refused =
    output === undefined ? undefined : await writeOutput(output, formatReport(report, command.format));
  if (output === undefined || refused === undefined) return code;
  printer.note(
    `the report could not be written to “${output.name}”: ${refused}. It is kept; write it with: flash-review findings --format ${command.format} --output FILE`,
  );
  return code === exitCodes.interrupted ? code : exitCodes.notReviewed;
}

/** What a review came to: its report, and the failure behind its outcome as a value. */
export interface PerformedReview {
  readonly report: ReviewReport;
  readonly outcome: ReviewOutcome;
}

/** One review from beginning to end, told to the printer, and kept for `findings`, `dismiss` and `usage`. */
export async function performReview(
  prepared: PreparedReview,
  command: ReviewCommand,
  terminal: Terminal,
  printer: Printer,
  tool: ReviewReport['tool'],
): Promise<PerformedReview> {
  for (const warning of prepared.warnings) printer.note(warning);
  printer.started(tool, prepared.facts);
  const budget = new AbortController();
  const run = new ReviewRun(prepared, printer, () => budget.abort());
  const signal = AbortSignal.any([terminal.signal, budget.signal]);
  const result = await reviewOrFail(prepared, run, terminal, printer, signal);
  if (command.fix && !signal.aborted) await fix(command, prepared, run, printer, signal);
  const report = buildReport({
    tool,
    facts: prepared.facts,
    endedAt: new Date().toISOString(),
    modelVersion: run.modelVersion,
    outcome: reportOutcome(result.outcome, sentences),
    findings: run.findings,
    coverage: result.coverage,
    context: result.context,
    sources: result.sources,
    secrets: result.secrets,
    usage: run.usage,
    cost: run.cost,
    sentences,
  });
  const shown = await shareable(report);
  await printer.ended(shown);
  tellTools(result, printer);
  await remember(prepared, report, run, terminal, printer);
  return { report: shown, outcome: result.outcome };
}

async function reviewOrFail(
  { place, scope, settings, known, dismissals, facts }: PreparedReview,
  run: ReviewRun,
  terminal: Terminal,
  printer: Printer,
  signal: AbortSignal,
): Promise<ReviewResult> {
  const nothing = { coverage: [], context: [], dropped: [], sources: [], secrets: [] };
  try {
    const client = await connect(settings, terminal.environment);
    if (!client.ok) {
      const advice = keyAdvice(client.failure, terminal.environment);
      if (advice !== undefined) printer.note(advice);
      return { outcome: { kind: 'failed', failure: client.failure }, ...nothing };
    }
    const told = await limitsOf(
      settings,
      client.value,
      terminal.environment,
      (why) => printer.note(why),
      signal,
    );
    const job = { id: facts.id, place, scope, settings, known, dismissals, client: client.value, told };
    const result = await runReview(job, run, signal);
    const { overspent } = run;
    if (overspent === undefined || terminal.signal.aborted) return result;
    return { ...result, outcome: { kind: 'failed', failure: overspent } };
  } catch (bug) {
    // An expected failure is a value; what lands here is a bug of ours and must not pass as a clean review.
    const detail = bug instanceof Error ? bug.message : String(bug);
    printer.note(bug instanceof Error ? (bug.stack ?? detail) : detail);
    return { outcome: { kind: 'failed', failure: { kind: 'internal', detail } }, ...nothing };
  }
}

async function fix(
  { allowDirty }: ReviewCommand,
  { place, scope }: PreparedReview,
  run: ReviewRun,
  printer: Printer,
  signal: AbortSignal,
): Promise<void> {
  const { applied, refused } = await applyFixes(run.fixable, { place, scope, allowDirty }, signal);
  run.markFixed(applied);
  for (const { file, title } of applied) printer.note(`fixed ${safePath(file.path)}: ${safeLine(title)}`);
  for (const { finding, reason } of refused)
    printer.note(
      `not fixed ${safePath(finding.file.path)}: ${safeLine(finding.title)} (${refusalSentence(reason)})`,
    );
  if (applied.length === 0 && refused.length === 0)
    printer.note('there was no fix that may be applied without being looked at.');
}

/** What the model used beside what was sent to it, and what it could not use. */
function tellTools({ dropped, context, sources }: ReviewResult, printer: Printer): void {
  if (dropped.length > 0)
    printer.note(
      `reviewed without ${dropped.join(', ')}: this way to a model, or the model, does not take it.`,
    );
  if (context.length > 0) printer.note(`the model looked into ${plural(context.length, 'other file')}.`);
  for (const { address } of sources) printer.note(`the service read ${address}`);
}

/** Text has the sentence already; beside every other format, the note is all that people see. */
function tellFailure(outcome: ReviewOutcome, format: Format, printer: Printer): void {
  if (outcome.kind !== 'failed' || outcome.failure.kind === 'cancelled') return;
  const { failure } = outcome;
  const detail = failureDetail(failure);
  const facts = detail === '' ? failure.kind : `${failure.kind}: ${detail}`;
  printer.note(
    format === 'text'
      ? `not fully reviewed: ${facts}`
      : `not fully reviewed: ${failureSentence(failure)} (${facts})`,
  );
}

/** For `findings`, `dismiss` and `usage`. A disk that refuses takes nothing away from the review. */
async function remember(
  prepared: PreparedReview,
  report: ReviewReport,
  run: ReviewRun,
  { environment }: Terminal,
  printer: Printer,
): Promise<void> {
  const { place, scope } = prepared;
  try {
    // One that could not begin takes the place of none.
    if (run.usage !== undefined || report.outcome.kind !== 'failed')
      await keepLastReview(environment, place.root, report);
    for (const { model = prepared.facts.model, requests, usage } of run.used)
      await keepUsage(environment, {
        kind: scope.scope.kind,
        model,
        requests,
        usage,
        cost: run.dollarsFor(model, usage),
      });
  } catch (error) {
    printer.note(`the review could not be kept: ${(error as Error).message}`);
  }
}
