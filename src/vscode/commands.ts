import * as vscode from 'vscode';
import type { FindingStore } from '../core/findings/findingStore.ts';
import type { Scope } from '../core/scope.ts';
import type { BatchAccess } from './batch/batchAccess.ts';
import type { CommandName } from './commandNames.ts';
import type { Credentials } from './model/credentials.ts';
import { commandsOnFindings, isRow, type FindingArgument } from './findings/commandsOnFindings.ts';
import type { FindingSurfaces } from './surfaces/findingSurfaces.ts';
import type { FindingsView } from './view/findingsView.ts';
import type { Dismissals } from './findings/dismissals.ts';
import { absolutePath } from './documents.ts';
import type { ModelAccess } from './model/modelAccess.ts';
import type { ReviewController } from './review/reviewController.ts';
import type { Narrowing } from './review/reviewRequest.ts';
import { viewCommands } from './view/viewCommands.ts';
import type { ViewOptions } from './view/viewOptions.ts';
import type { CommentsSwitch } from './surfaces/commentsSwitch.ts';
import type { StatusPorts } from './surfaces/statusBar.ts';
import type { Pages } from './pages/pages.ts';
import { toggleReviewOnSave } from './onSave/toggleReviewOnSave.ts';
import { allowSecret } from './findings/allowSecret.ts';
import type { ChosenScope, ScopeArgument } from './review/scopeCommands.ts';
import { scopeNames, type ScopeName } from './review/scopeNames.ts';
import { openWalkthrough } from './walkthrough.ts';

export interface CommandContext {
  readonly store: FindingStore;
  readonly controller: ReviewController;
  readonly credentials: Credentials;
  readonly view: FindingsView;
  readonly surfaces: FindingSurfaces;
  readonly options: ViewOptions;
  readonly status: StatusPorts;
  readonly log: vscode.LogOutputChannel;
  readonly dismissals: Dismissals;
  readonly models: ModelAccess;
  readonly pages: Pages;
  readonly batches: BatchAccess;
  readonly comments: CommentsSwitch;
  /** What is remembered for this workspace. */
  readonly memory: vscode.Memento;
}

/** What a command does with what the palette, a menu, a key or a link hands over. */
export type Commands = Readonly<
  Record<CommandName, (argument: FindingArgument, ...more: unknown[]) => unknown>
>;

export function createCommands(context: CommandContext): Commands {
  const { store, controller, credentials, view, surfaces, log, dismissals, pages, batches, comments } =
    context;
  const review = async (scope: Scope, narrowing?: Narrowing): Promise<void> => {
    await view.reveal();
    if (!vscode.workspace.isTrusted) return;
    await controller.start(scope, narrowing);
    const { state } = controller;
    if (state.kind !== 'failed' || state.failure.kind !== 'no-key') return;
    const { offerToSetKey } = await import('./model/apiKeyCommands.ts');
    if (await offerToSetKey(credentials)) await controller.start(scope, narrowing);
  };
  const reviewChosen = async (chosen: Promise<ChosenScope>): Promise<void> => {
    const scope = await chosen;
    if (!scope.ok) {
      await view.reveal();
      controller.refuse(scope.failure);
    } else if (scope.value !== undefined) await review(scope.value);
  };
  const scopes = scopeNames.map((name) => [
    `flashReview.${name}`,
    async (argument: ScopeArgument, ...more: unknown[]) => {
      const { scopeCommands } = await import('./review/scopeCommands.ts');
      await reviewChosen(scopeCommands(context.memory)[name](argument, ...more));
    },
  ]);
  return {
    ...(Object.fromEntries(scopes) as Pick<Commands, `flashReview.${ScopeName}`>),
    ...viewCommands(context.options, store),
    ...commandsOnFindings(surfaces, store, view),
    'flashReview.reviewAgain': async () =>
      review(controller.lastScope ?? { kind: 'working-changes', roots: [] }),
    'flashReview.reviewAnyway': async (argument) => {
      const { lastScope } = controller;
      if (lastScope === undefined || !isRow(argument) || argument.kind !== 'unreviewed') return;
      await review(lastScope, { allow: new Set([absolutePath(argument.file.ref)]) });
    },
    'flashReview.reviewRest': async () => {
      const { state, lastScope } = controller;
      const coverage = 'coverage' in state ? state.coverage : [];
      const rest = coverage.filter(({ kind }) => kind === 'partly' || kind === 'not-reviewed');
      if (lastScope === undefined || rest.length === 0)
        void vscode.window.showInformationMessage(vscode.l10n.t('The last review left nothing to review.'));
      else await review(lastScope, { only: new Set(rest.map(({ ref }) => absolutePath(ref))) });
    },
    'flashReview.sendAsItIs': async (argument) => {
      if (isRow(argument) && argument.kind === 'masked') await allowSecret(argument.secret);
    },
    'flashReview.stop': () => controller.stop(),
    'flashReview.toggleReviewOnSave': async () => toggleReviewOnSave(),
    'flashReview.selectModel': async () => {
      const { selectModel } = await import('./model/selectModel.ts');
      await selectModel({ credentials, models: context.models });
      controller.forgetFailure();
    },
    'flashReview.setApiKey': async () => {
      const { setApiKey } = await import('./model/apiKeyCommands.ts');
      if (await setApiKey(credentials)) controller.forgetFailure();
    },
    'flashReview.removeApiKey': async () => {
      const { removeApiKey } = await import('./model/apiKeyCommands.ts');
      await removeApiKey(credentials);
    },
    'flashReview.manageDismissals': async () => surfaces.manageDismissals(),
    'flashReview.restoreDismissed': async () => {
      for (const kept of dismissals.list()) if (!kept.shared) await dismissals.remove(kept);
      for (const finding of store.all()) if (finding.state === 'dismissed') store.restore(finding.id);
    },
    'flashReview.clearFindings': () => {
      controller.stop();
      store.clear();
      controller.forgetFailure();
    },
    'flashReview.showMenu': async () => {
      const { showStatusMenu } = await import('./surfaces/statusMenu.ts');
      await showStatusMenu(context.status);
    },
    'flashReview.showReport': async () => pages.showReport(),
    'flashReview.showHistory': async () => pages.showHistory(),
    'flashReview.showUsage': async () => pages.showUsage(),
    'flashReview.importReport': async (file) =>
      pages.importReport(file instanceof vscode.Uri ? file : undefined),
    'flashReview.openWalkthrough': openWalkthrough,
    'flashReview.showLog': () => log.show(),
    'flashReview.reviewRepositoryBatch': async () => batches.submit(),
    'flashReview.lookAtBatches': async () => batches.lookNow(),
    'flashReview.cancelBatch': async (job) => batches.cancel(job),
    'flashReview.nextComment': async (thread) => comments.go('next', thread),
    'flashReview.previousComment': async (thread) => comments.go('previous', thread),
  };
}
