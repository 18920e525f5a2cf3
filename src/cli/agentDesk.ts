import { relative, resolve } from 'node:path';
import type { ReviewInput, ListInput } from '../core/report/agentInputs.ts';
import { reviewInputProblem } from '../core/report/agentInputs.ts';
import { pageOfFindings, type AgentPage } from '../core/report/agentPage.ts';
import type { ReviewReport } from '../core/report/reviewReport.ts';
import { agentFailure } from '../core/report/agentFailure.ts';
import { agentPrinter } from './agentPrinter.ts';
import { agentReviewOf, findingsNow } from './agentReview.ts';
import type { AskedScope, ReviewCommand } from './command.ts';
import type { GivenTexts } from './configuration.ts';
import { dismissFindings } from './dismissals.ts';
import { dollars } from './dollars.ts';
import { readLastReview } from './keptState.ts';
import { makePlan, type Plan } from './makePlan.ts';
import { prepareReview, type PreparedReview } from './prepareReview.ts';
import { performReview } from './reviewCommand.ts';
import { failureSentence } from './sentences.ts';
import type { Effort } from '../core/effort.ts';
import type { Terminal } from './terminal.ts';
import { WrongUse } from './wrongUse.ts';
import { shareable } from './shareable.ts';

/** What an agent asks a review to be, over MCP. */
export type AskedReview = ReviewInput & { readonly effort?: Effort | undefined };

/** A request that cannot be met, in a sentence for the model that says what to do. */
export interface Problem {
  readonly problem: string;
}

export interface AgentCall {
  readonly signal: AbortSignal;
  /** Tells how far it is. */
  readonly progress: (message: string) => void;
}

export interface DeskOptions {
  /** Absolute; nothing outside is read for an agent. */
  readonly root: string;
  readonly flags: GivenTexts;
  /** Dollars, for all reviews of this desk together. */
  readonly maxCost: number;
  /** Its output must not be the protocol's. */
  readonly terminal: Terminal;
  readonly tool: ReviewReport['tool'];
}

/** Serves the wishes of agents for one repository. Reviews run one at a time, because they share one purse. */
export class AgentDesk {
  readonly #options: DeskOptions;
  #spent = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Settles when nothing is being reviewed any more. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async review(asked: AskedReview, call: AgentCall): Promise<AgentPage | Problem> {
    return this.#inTurn(async () => {
      if (call.signal.aborted) return { problem: 'The review was cancelled before it began.' };
      const prepared = await this.#prepare(asked, call.signal);
      if ('problem' in prepared) return prepared;
      const left = this.#options.maxCost - this.#spent;
      if (left <= 0) return this.#emptyPurse();
      const { command, terminal, job } = prepared;
      const within = { ...job, settings: { ...job.settings, maxCost: left } };
      const printer = agentPrinter(call.progress, terminal.err);
      const { report, outcome } = await performReview(within, command, terminal, printer, this.#options.tool);
      this.#spent += report.cost ?? 0;
      const problem =
        outcome.kind === 'failed'
          ? agentFailure(outcome.failure, failureSentence(outcome.failure))
          : undefined;
      if (problem !== undefined && report.findings.length === 0) return { problem };
      return pageOfFindings(report.findings, report.review.id, asked, agentReviewOf(report, problem));
    });
  }

  async list(asked: ListInput): Promise<AgentPage | Problem> {
    const report = await this.#lastReport();
    if (report === undefined) return noReviewYet;
    const findings = await findingsNow(await shareable(report), this.#options.root);
    return pageOfFindings(findings, report.review.id, asked, agentReviewOf(report));
  }

  async plan(asked: AskedReview, call: AgentCall): Promise<Plan | Problem> {
    const prepared = await this.#prepare(asked, call.signal);
    if ('problem' in prepared) return prepared;
    const made = await makePlan(prepared.job, prepared.terminal);
    return made.ok ? made.value : { problem: agentFailure(made.failure, failureSentence(made.failure)) };
  }

  /** Gives how the finding reads that was dismissed. */
  async dismiss(wish: {
    readonly fingerprint: string;
    readonly reason: string;
    readonly note?: string | undefined;
  }): Promise<string | Problem> {
    const report = await this.#lastReport();
    if (report === undefined) return noReviewYet;
    const { fingerprint, reason, note } = wish;
    if (!report.findings.some((finding) => finding.fingerprint === fingerprint))
      return { problem: 'The last review has no finding of this fingerprint. Take one from list_findings.' };
    try {
      const [line = ''] = await dismissFindings(this.#options.root, report, {
        fingerprints: [fingerprint],
        reason,
        ...(note === undefined ? {} : { note }),
      });
      return line;
    } catch (error) {
      return problemOf(error);
    }
  }

  async #prepare(
    asked: Pick<AskedReview, 'scope' | 'base' | 'paths' | 'effort'>,
    signal: AbortSignal,
  ): Promise<
    { readonly job: PreparedReview; readonly command: ReviewCommand; readonly terminal: Terminal } | Problem
  > {
    const { root, flags } = this.#options;
    const { paths = [], effort } = asked;
    const problem = reviewInputProblem(asked) ?? paths.map((path) => outside(path, root)).find(Boolean);
    if (problem !== undefined) return { problem };
    const terminal = {
      ...this.#options.terminal,
      signal: AbortSignal.any([this.#options.terminal.signal, signal]),
    };
    const command: ReviewCommand = {
      kind: 'review',
      planOnly: false,
      scope: scopeOf(asked),
      // Paths narrow what changed, unless files are meant as they stand.
      paths,
      format: 'json',
      fix: false,
      allowDirty: false,
      color: false,
      settings: effort === undefined ? flags : { ...flags, effort },
    };
    try {
      const job = await prepareReview(command, terminal);
      if (job.place.root !== root)
        return { problem: `These paths do not belong to ${root}, which is served.` };
      return { job, command, terminal };
    } catch (error) {
      return problemOf(error);
    }
  }

  async #lastReport(): Promise<ReviewReport | undefined> {
    const { terminal, root } = this.#options;
    const kept = await readLastReview(terminal.environment, root);
    return kept.kind === 'report' ? kept.report : undefined;
  }

  #emptyPurse(): Problem {
    return {
      problem: `The reviews of this session have cost ${dollars(this.#spent)}, which is all they may (--max-cost ${this.#options.maxCost}). Tell the user; only they can allow more. list_findings and plan_review still work.`,
    };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const own = (async () => {
      await before;
      return work();
    })();
    this.#last = own.catch(() => undefined);
    return own;
  }
}

const noReviewYet: Problem = {
  problem: 'There is no review of this repository yet. Call review_changes first.',
};

function scopeOf({ scope, base = '' }: Pick<AskedReview, 'scope' | 'base'>): AskedScope {
  switch (scope) {
    case 'uncommitted':
      return { kind: 'working-changes' };
    case 'staged':
      return { kind: 'staged' };
    case 'branch':
      return { kind: 'branch', base };
    case 'files':
      return { kind: 'default' };
  }
}

function outside(path: string, root: string): string | undefined {
  const way = relative(root, resolve(root, path));
  return way.startsWith('..') || resolve(root, way) !== resolve(root, path)
    ? `“${path}” does not lie in ${root}, and nothing else is served. Name paths relative to it.`
    : undefined;
}

function problemOf(error: unknown): Problem {
  if (error instanceof WrongUse) return { problem: error.message };
  throw error;
}
