import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { pathOf } from '../documents.ts';
import type { EditTracker } from '../findings/editTracker.ts';
import type { FindingActions, FindingCommand } from '../findings/findingActions.ts';
import type { ModelAccess } from '../model/modelAccess.ts';
import type { ReviewController } from '../review/reviewController.ts';
import type { IntakeStores } from '../review/reviewIntake.ts';

/** Scheme of the documents that show a file as it would be with a fix; the menus in package.json know it too. */
export const fixScheme = 'flash-review-fix';

/** Scheme of the documents that explain a finding. */
export const explanationScheme = 'flash-review-finding';

/** For those who want fixes on save: `editor.codeActionsOnSave`. */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('flashReview');

export interface SurfacePorts {
  readonly stores: IntakeStores;
  readonly edits: EditTracker;
  readonly models: ModelAccess;
  readonly controller: ReviewController;
}

/**
 * What the editor asks for at a finding: hovers, the lightbulb, the diff of a fix, its explanation, and the commands
 * on it. All of that is a bundle of its own, loaded when there is a finding to be asked about.
 */
export class FindingSurfaces implements vscode.Disposable {
  readonly #ports: SurfacePorts;
  readonly #didChangeDocument = new vscode.EventEmitter<vscode.Uri>();
  readonly #registrations: vscode.Disposable;
  #actions: Promise<FindingActions> | undefined;

  constructor(ports: SurfacePorts) {
    this.#ports = ports;
    const files = { scheme: 'file' };
    const documents: vscode.TextDocumentContentProvider = {
      onDidChange: this.#didChangeDocument.event,
      provideTextDocumentContent: async (uri) => (await this.#load()).contentOf(uri),
    };
    this.#registrations = vscode.Disposable.from(
      this.#didChangeDocument,
      vscode.languages.registerHoverProvider(files, {
        provideHover: async (document, position) =>
          this.#hasFindings(document) ? (await this.#load()).hover(document, position) : undefined,
      }),
      vscode.languages.registerCodeActionsProvider(
        files,
        {
          provideCodeActions: async (document, range, context) =>
            this.#hasFindings(document) ? (await this.#load()).codeActions(document, range, context) : [],
        },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
      ),
      vscode.workspace.registerTextDocumentContentProvider(fixScheme, documents),
      vscode.workspace.registerTextDocumentContentProvider(explanationScheme, documents),
    );
  }

  async run(command: FindingCommand, finding: Finding): Promise<void> {
    await (await this.#load()).run(command, finding);
  }

  /** From a finding, else from the cursor. */
  async go(direction: 'next' | 'previous', from: Finding | undefined): Promise<void> {
    await (await this.#load()).go(direction, from);
  }

  async manageDismissals(): Promise<void> {
    await (await this.#load()).manageDismissals();
  }

  dispose(): void {
    this.#registrations.dispose();
    void this.#disposeActions();
  }

  async #disposeActions(): Promise<void> {
    (await this.#actions)?.dispose();
  }

  #hasFindings({ uri }: vscode.TextDocument): boolean {
    const path = pathOf(uri);
    return path !== undefined && this.#ports.stores.store.atPath(path).length > 0;
  }

  async #load(): Promise<FindingActions> {
    this.#actions ??= import('../findings/findingActions.ts').then(({ createFindingActions }) =>
      createFindingActions(this.#ports, this.#didChangeDocument),
    );
    return this.#actions;
  }
}
