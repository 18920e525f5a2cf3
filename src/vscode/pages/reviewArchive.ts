import * as vscode from 'vscode';
import { countSeverities } from '../../core/finding.ts';
import type { ReviewHistory, ReviewRecord } from '../../core/history/reviewHistory.ts';
import { keepReport } from '../../core/history/keepReport.ts';
import { comparedReview, type KeptReport } from '../../core/history/keptReport.ts';
import type { ReportedOutcome, ReviewReport } from '../../core/report/reviewReport.ts';
import { detailOf } from '../../core/scope.ts';
import { HistoryFiles } from '../../node/historyFiles.ts';
import type { FinishedReview } from '../review/finishedReview.ts';
import { failureSentence, skipSentence } from '../messages.ts';
import { damage, followUps } from '../view/viewMessage.ts';

/** The reviews of this workspace: one line of each in the history, and its report in a file of its own. */
export class ReviewArchive {
  readonly history: ReviewHistory;
  readonly #files: HistoryFiles;
  readonly #tool: ReviewReport['tool'];
  readonly #log: vscode.LogOutputChannel;
  #work: Promise<void> = Promise.resolve();

  /** `folder` is undefined in a window without a workspace: then all lasts as long as the window. */
  constructor(folder: string | undefined, version: string, log: vscode.LogOutputChannel) {
    this.#files = new HistoryFiles(folder, (asidePath) =>
      log.warn(`the history could not be read; the file is set aside as ${asidePath}`),
    );
    this.history = this.#files.history;
    this.#tool = { name: 'flash-review', version };
    this.#log = log;
  }

  /** Reads what was kept; a damaged file is set aside and named in the log. */
  async open(): Promise<void> {
    await this.#inTurn('read', async () => this.#files.open());
  }

  async keep(finished: FinishedReview): Promise<void> {
    const kept = await this.#reportOf(finished);
    await this.#inTurn('kept', async () => this.#files.keep(recordOf(finished, kept), kept));
  }

  /** Undefined when none is kept of that review: version 1 of the history kept none. */
  async report(id: string): Promise<KeptReport | undefined> {
    await this.#work;
    return this.#files.report(id);
  }

  async clear(): Promise<void> {
    await this.#inTurn('cleared', async () => this.#files.clear());
  }

  /** Settles when all that was asked for is on disk. */
  async flush(): Promise<void> {
    await this.#work;
  }

  /** One after another. When the disk refuses, reviewing works all the same. */
  async #inTurn(what: string, job: () => Promise<void>): Promise<void> {
    const before = this.#work;
    this.#work = (async () => {
      await before;
      try {
        await job();
      } catch (error) {
        this.#log.error(`the history could not be ${what}: ${String(error)}`);
      }
    })();
    await this.#work;
  }

  async #reportOf(finished: FinishedReview): Promise<KeptReport> {
    const { id, scope, startedMs, end, settings, timings } = finished;
    const { coverage, context, sources, secrets, usage, modelVersion, dollars, elapsedMs } = end;
    return keepReport(
      {
        ...finished,
        tool: this.#tool,
        facts: {
          id,
          startedAt: new Date(startedMs).toISOString(),
          scope: { kind: scope.kind, detail: detailOf(scope) },
          model: settings.model,
          effort: settings.effort,
        },
        endedAt: new Date(startedMs + elapsedMs + (timings.waitedMs ?? 0)).toISOString(),
        outcome: outcomeOf(end),
        coverage,
        context,
        sources,
        secrets,
        usage,
        modelVersion,
        cost: dollars,
        notices: [...followUps(end), damage(end)].filter((notice) => notice !== ''),
      },
      {
        failure: failureSentence,
        skip: skipSentence,
        interrupted: vscode.l10n.t('the review was interrupted'),
        notSent: vscode.l10n.t('it was not sent'),
      },
    );
  }
}

function outcomeOf(end: FinishedReview['end']): ReportedOutcome {
  if (end.kind === 'completed') return { kind: 'completed' };
  if (end.kind === 'cancelled') return { kind: 'interrupted' };
  return { kind: 'failed', failure: { kind: end.failure.kind, message: failureSentence(end.failure) } };
}

function recordOf({ id, scope, startedMs, end }: FinishedReview, kept: KeptReport): ReviewRecord {
  const { modelVersion, usage, dollars, elapsedMs, files, reviewed, skipped } = end;
  return {
    id,
    startedMs,
    elapsedMs,
    scope: { kind: scope.kind, detail: detailOf(scope) },
    outcome: end.kind === 'failed' ? { failed: end.failure.kind } : end.kind,
    ...(modelVersion === undefined ? {} : { modelVersion }),
    ...(usage === undefined ? {} : { usage }),
    ...(dollars === undefined ? {} : { dollars }),
    coverage: { files, reviewed, skipped: skipped.length },
    counts: countSeverities(comparedReview(kept).findings),
  };
}
