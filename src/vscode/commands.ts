import * as vscode from 'vscode';
import type { FindingStore } from '../core/findings/findingStore.ts';
import type { Scope } from '../core/scope.ts';
import type { Credentials } from './model/credentials.ts';
import {
  commandsOnFindings,
  isRow,
  type CommandsOnFindings,
  type FindingArgument,
} from './findings/commandsOnFindings.ts';
import type { FindingSurfaces } from './surfaces/findingSurfaces.ts';
import type { FindingsView } from './view/findingsView.ts';
import type { Dismissals } from './findings/dismissals.ts';
import { absolutePath } from './documents.ts';
import type { ModelAccess } from './model/modelAccess.ts';
import type { ReviewController } from './review/reviewController.ts';
import type { Narrowing } from './review/reviewRequest.ts';
import { viewCommands, type ViewCommands } from './view/viewCommands.ts';
import type { ViewOptions } from './view/viewOptions.ts';
import type { StatusPorts } from './surfaces/statusBar.ts';
import type { Pages } from './pages/pages.ts';
import { toggleReviewOnSave } from './onSave/toggleReviewOnSave.ts';
import { allowSecret } from './findings/allowSecret.ts';
import type { ChosenScope, ScopeArgument } from './review/scopeCommands.ts';
import { scopeNames } from './review/scopeNames.ts';
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
  /** What a model costs, in words; undefined when unknown. */
  readonly priceLabel: (model: string) => string | undefined;
  /** What is remembered for this workspace. */
  readonly memory: vscode.Memento;
}

/** Every command of the extension but those that review a scope, and what it takes. */
interface Commands extends ViewCommands, CommandsOnFindings {
  'flashReview.reviewAgain': () => Promise<void>;
  'flashReview.reviewAnyway': (skipped: FindingArgument) => Promise<void>;
  'flashReview.reviewRest': () => Promise<void>;
  'flashReview.sendAsItIs': (masked: FindingArgument) => Promise<void>;
  'flashReview.stop': () => void;
  'flashReview.toggleReviewOnSave': () => Promise<void>;
  'flashReview.selectModel': () => Promise<void>;
  'flashReview.setApiKey': () => Promise<void>;
  'flashReview.removeApiKey': () => Promise<void>;
  'flashReview.manageDismissals': () => Promise<void>;
  'flashReview.restoreDismissed': () => Promise<void>;
  'flashReview.clearFindings': () => void;
  'flashReview.showMenu': () => Promise<void>;
  'flashReview.showReport': () => Promise<void>;
  'flashReview.showHistory': () => Promise<void>;
  'flashReview.showUsage': () => Promise<void>;
  'flashReview.importReport': (file: FindingArgument) => Promise<void>;
  'flashReview.openWalkthrough': () => Promise<void>;
  'flashReview.showLog': () => void;
}

export function registerCommands(context: CommandContext): vscode.Disposable {
  const { store, controller, credentials, view, surfaces, log, dismissals, pages } = context;
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
  const commands: Commands = {
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
      await selectModel({ credentials, models: context.models, priceLabel: context.priceLabel });
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
  };
  const scopes = scopeNames.map((name) =>
    vscode.commands.registerCommand(
      `flashReview.${name}`,
      async (argument: ScopeArgument, ...more: unknown[]) => {
        const { scopeCommands } = await import('./review/scopeCommands.ts');
        await reviewChosen(scopeCommands(context.memory)[name](argument, ...more));
      },
    ),
  );
  return vscode.Disposable.from(
    ...scopes,
    ...Object.entries(commands).map(([id, run]: [string, (argument: FindingArgument) => unknown]) =>
      vscode.commands.registerCommand(id, run),
    ),
  );
}
