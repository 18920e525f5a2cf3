import { reportOne } from '../core/review/buildReport.ts';
import type { ChangedFile } from '../core/change.ts';
import { thoroughnessOf } from '../core/effort.ts';
import type { CostFailure, ReviewFailure } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import { ThoughtLine } from '../core/parse/thoughtLine.ts';
import { estimateCost } from '../core/plan/cost.ts';
import { costOf, priceOf } from '../core/plan/prices.ts';
import type { Usage } from '../core/modelClient.ts';
import { UsageTally, type ModelUse } from '../core/usage/usageTally.ts';
import { splitOnce } from '../core/report/reportFinding.ts';
import { isOpen, type ReportedFinding } from '../core/report/reviewReport.ts';
import type { Preflight } from '../core/review/preflight.ts';
import type { FixCandidate } from './applyFixes.ts';
import { judge } from './dismissals.ts';
import { dollars } from './dollars.ts';
import type { PreparedReview } from './prepareReview.ts';
import type { Printer } from './printer.ts';
import type { FollowUpStep } from './reviewResult.ts';
import type { ReviewListener } from './runReview.ts';
import { failureSentence } from './sentences.ts';

interface Known {
  readonly finding: Finding;
  readonly file: ChangedFile | undefined;
  readonly reported: ReportedFinding;
}

/** Takes in what a review tells, and ends it when it has cost what it may cost. */
export class ReviewRun implements ReviewListener {
  readonly #prepared: PreparedReview;
  readonly #printer: Printer;
  readonly #stop: () => void;
  readonly #known = new Map<string, Known>();
  /** Of those; counted as they come, as it is told each time. */
  #open = 0;
  readonly #split = splitOnce();
  #files: number | undefined;
  readonly #usage = new UsageTally();
  readonly #thoughts = new ThoughtLine();
  #modelVersion: string | undefined;
  #overspent: CostFailure | undefined;

  /** `stop` ends the review. */
  constructor(prepared: PreparedReview, printer: Printer, stop: () => void) {
    this.#prepared = prepared;
    this.#printer = printer;
    this.#stop = stop;
  }

  get findings(): readonly ReportedFinding[] {
    return [...this.#known.values()].map(({ reported }) => reported);
  }

  get usage(): Usage | undefined {
    return this.#usage.total;
  }

  /** What each model used, as far as it is known. */
  get used(): readonly ModelUse[] {
    return this.#usage.byModel;
  }

  get modelVersion(): string | undefined {
    return this.#modelVersion;
  }

  /** Dollars so far; undefined when the price of the model that answers is not known. */
  get cost(): number | undefined {
    return this.#usage.dollars((model, usage) => this.dollarsFor(model, usage));
  }

  /** Undefined when the price of the model is not known. */
  dollarsFor(model: string, usage: Usage): number | undefined {
    const price = priceOf(model, this.#prepared.settings.prices);
    return price === undefined ? undefined : costOf(usage, price);
  }

  /** Why the review was ended from here; undefined when it was not. */
  get overspent(): CostFailure | undefined {
    return this.#overspent;
  }

  /** Findings to be acted on that bring a fix which passed every gate. */
  get fixable(): readonly FixCandidate[] {
    return [...this.#known.values()].flatMap(({ finding, file, reported }) =>
      finding.state === 'open' &&
      finding.fix?.automatic === true &&
      reported.baseline !== 'unchanged' &&
      file !== undefined
        ? [{ finding, fix: finding.fix, file }]
        : [],
    );
  }

  markFixed(findings: readonly Finding[]): void {
    for (const { id } of findings) {
      const known = this.#known.get(id);
      if (known !== undefined) this.#keep({ ...known, reported: { ...known.reported, state: 'fixed' } });
    }
  }

  collected(files: readonly ChangedFile[]): void {
    this.#files = files.length;
    this.#tell();
  }

  approve(preflight: Preflight): CostFailure | undefined {
    const { settings, facts } = this.#prepared;
    this.#tell();
    if (settings.maxCost === undefined) return undefined;
    const price = priceOf(facts.model, settings.prices);
    const least =
      price === undefined ? undefined : estimateCost(preflight, thoroughnessOf(settings).thinking, price).low;
    if (least !== undefined && least <= settings.maxCost) return undefined;
    this.#printer.note(
      least === undefined
        ? `the price of ${facts.model} is not known, so --max-cost cannot be kept.`
        : `this review costs at least about ${dollars(least)}; --max-cost allows ${dollars(settings.maxCost)}.`,
    );
    return { kind: 'declined' };
  }

  judge(finding: Finding): Finding {
    return judge(finding, this.#prepared.dismissals);
  }

  finding(finding: Finding, file: ChangedFile | undefined): void {
    const reported = reportOne(finding, file, this.#prepared.baseline, this.#split);
    this.#keep({ finding, file, reported });
    this.#printer.finding(reported);
    const { passes, fixes } = thoroughnessOf(this.#prepared.settings);
    const isAlone = passes === 1 && fixes === 'withFindings' && finding.verification !== 'pending';
    if (isAlone) this.settled([finding.id]);
    this.#tell();
  }

  settled(findings: readonly string[]): void {
    const { maxFindings, maxFindingsPerFile } = this.#prepared.settings;
    // Which of them are shown within a limit is known at the end.
    if (maxFindings !== null || maxFindingsPerFile !== null) return;
    for (const id of findings) {
      const known = this.#known.get(id);
      if (known !== undefined) this.#printer.settled(known.reported);
    }
  }

  unfinished(step: FollowUpStep, failure: ReviewFailure): void {
    const effects: Readonly<Record<FollowUpStep, string>> = {
      'second-look': 'The second look failed, so some findings stay unverified.',
      fixes: 'Fixes were not written for all findings.',
      'another-pass': 'Not every pass came to its end.',
    };
    this.#printer.note(`${effects[step]} ${failureSentence(failure)}`);
  }

  retrying(failure: ReviewFailure, delayMs: number): void {
    this.#printer.note(`${failureSentence(failure)} Trying again in ${Math.ceil(delayMs / 1000)} s.`);
  }

  thought(request: number, text: string): void {
    this.#thoughts.take(request, text);
    this.#tell();
  }

  damaged(reason: string): void {
    this.#printer.note(`part of the answer could not be read as a finding: ${reason}`);
  }

  use(request: number, usage: Usage, modelVersion: string | undefined): void {
    this.#usage.take(request, usage, modelVersion);
    this.#modelVersion = modelVersion ?? this.#modelVersion;
    this.#tell();
    const { maxCost: budget } = this.#prepared.settings;
    const { cost: spent } = this;
    if (budget === undefined || spent === undefined || spent <= budget) return;
    this.#overspent ??= { kind: 'budget-spent', spent, budget };
    this.#stop();
  }

  #keep(known: Known): void {
    const { id } = known.finding;
    const before = this.#known.get(id);
    if (before !== undefined && isOpen(before.reported)) this.#open--;
    if (isOpen(known.reported)) this.#open++;
    this.#known.set(id, known);
  }

  #tell(): void {
    const findings = this.#open;
    const thought = this.#known.size === 0 ? this.#thoughts.line : undefined;
    this.#printer.progress({ files: this.#files, findings, usage: this.usage, cost: this.cost, thought });
  }
}
