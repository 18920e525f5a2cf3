import * as vscode from 'vscode';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { agentAnswer } from '../../core/report/agentAnswer.ts';
import { agentFailure } from '../../core/report/agentFailure.ts';
import { listInput, reviewInput, type ReviewInput } from '../../core/report/agentInputs.ts';
import { maskReported } from '../../core/report/maskReported.ts';
import { pageOfFindings, type AgentPage } from '../../core/report/agentPage.ts';
import { readAgentInput } from '../../core/report/readAgentInput.ts';
import { reportFinding } from '../../core/report/reportFinding.ts';
import type { ReportedFinding } from '../../core/report/reviewReport.ts';
import type { Finding } from '../../core/finding.ts';
import { agentReviewOf } from './agentReviewOf.ts';
import { agentScope, type AgentScope } from './agentScope.ts';
import { confirmationOf } from './agentConfirmation.ts';
import { uriOf } from '../documents.ts';
import { failureSentence } from '../messages.ts';
import { measureReview } from '../review/measureReview.ts';
import type { ReviewController } from '../review/reviewController.ts';
import type { Spending } from '../spending.ts';

/** What the tools reach of the extension. */
export interface AgentSurfaces {
  readonly store: FindingStore;
  readonly controller: ReviewController;
  readonly spending: Spending;
}

/** Measures what would be sent, and asks the user for it in a sentence with files, tokens and price. */
export async function prepareAgentReview(
  input: unknown,
  { controller, spending }: AgentSurfaces,
  token: vscode.CancellationToken,
): Promise<vscode.PreparedToolInvocation> {
  const invocationMessage = vscode.l10n.t('Reviewing with Flash Review');
  const read = readAgentInput(reviewInput, input ?? {});
  // What cannot be is said when the tool is invoked, to the model that asked for it.
  if (!vscode.workspace.isTrusted || !read.ok) return { invocationMessage };
  const signal = signalOf(token);
  const scope = await agentScope(read.value, signal);
  if ('problem' in scope) return { invocationMessage };
  const measured = await measureReview(scope, await controller.engine(), spending, signal);
  if (measured === undefined) return { invocationMessage };
  return { invocationMessage, confirmationMessages: confirmationOf(read.value, measured) };
}

/** Reviews, and answers with the findings of the review; an error is a sentence for the model. */
export async function reviewForAgent(
  input: unknown,
  surfaces: AgentSurfaces,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  if (!vscode.workspace.isTrusted)
    throw new Error(
      'This workspace is not trusted (Restricted Mode), so nothing of it may be sent to a model. Tell the user: they can trust it with the command “Workspaces: Manage Workspace Trust”. list_findings still works.',
    );
  const asked = readAgentInput(reviewInput, input ?? {});
  if (!asked.ok) throw new Error(asked.failure);
  const scope = await agentScope(asked.value, signalOf(token));
  if ('problem' in scope) throw new Error(scope.problem);
  return answer(await review(asked.value, scope, surfaces, token));
}

async function review(
  asked: ReviewInput,
  { scope, only }: AgentScope,
  { store, controller }: AgentSurfaces,
  token: vscode.CancellationToken,
): Promise<AgentPage | { readonly problem: string }> {
  if (controller.state.kind === 'running')
    return {
      problem:
        'A review is running in this window already, and another one would end it. Wait until it is done; then list_findings has what it found.',
    };
  const before = store.latestReview();
  const stop = token.onCancellationRequested(() => controller.stop());
  try {
    await controller.start(scope, only === undefined ? {} : { only });
  } finally {
    stop.dispose();
  }
  const { state } = controller;
  const id = store.latestReview() ?? '';
  const own = id === before ? [] : store.all().filter(({ reviewId }) => reviewId === id);
  const problem =
    state.kind === 'failed' ? agentFailure(state.failure, failureSentence(state.failure)) : undefined;
  if (problem !== undefined && own.length === 0) return { problem };
  return pageOfFindings(await reported(own), id, asked, agentReviewOf(asked, state, problem));
}

/** The open findings of this window, of whatever review; it works without trust, because nothing is sent. */
export async function listForAgent(
  input: unknown,
  { store }: AgentSurfaces,
): Promise<vscode.LanguageModelToolResult> {
  const asked = readAgentInput(listInput, input ?? {});
  if (!asked.ok) throw new Error(asked.failure);
  const { cursor } = asked.value;
  const latest = store.latestReview();
  // A cursor that a review gave goes on in that review.
  const own = latest !== undefined && cursor?.endsWith(`@${latest}`) === true;
  const all = own ? store.all().filter(({ reviewId }) => reviewId === latest) : store.all();
  return answer(pageOfFindings(await reported(all), own ? latest : listId(all), asked.value));
}

function answer(page: AgentPage | { readonly problem: string }): vscode.LanguageModelToolResult {
  if ('problem' in page) throw new Error(page.problem);
  return new vscode.LanguageModelToolResult(
    agentAnswer(page).map((text) => new vscode.LanguageModelTextPart(text)),
  );
}

/**
 * Files are named as agents in the editor name them: relative to the folder, absolute where there are several. The model
 * that reads the answer is another one: secrets are not for it either.
 */
async function reported(findings: readonly Finding[]): Promise<readonly ReportedFinding[]> {
  const { createSecretScanner } = await import('../../node/secretScanner.ts');
  const isSingle = vscode.workspace.workspaceFolders?.length === 1;
  const all = findings.map((finding) => ({
    ...reportFinding(finding, { current: undefined, reviewed: undefined }),
    file: isSingle ? vscode.workspace.asRelativePath(uriOf(finding.file), false) : uriOf(finding.file).fsPath,
  }));
  return maskReported(all, createSecretScanner());
}

/** Another set of findings is another list: a cursor does not lead from one into the other. */
function listId(findings: readonly Finding[]): string {
  const newest = findings.reduce((latest, { reviewId }) => (reviewId > latest ? reviewId : latest), '');
  return `${findings.length} since ${newest}`;
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
