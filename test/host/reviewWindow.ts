import { join } from 'node:path';
import * as vscode from 'vscode';
import { FindingStore } from '../../src/core/findings/findingStore.ts';
import { ReviewedTexts } from '../../src/core/onSave/reviewedTexts.ts';
import { PrivateDismissals } from '../../src/node/privateDismissals.ts';
import { TextArchive } from '../../src/node/textArchive.ts';
import { UsageFiles } from '../../src/node/usageFiles.ts';
import { Credentials } from '../../src/vscode/model/credentials.ts';
import { Dismissals } from '../../src/vscode/findings/dismissals.ts';
import { EditTracker } from '../../src/vscode/findings/editTracker.ts';
import type { FinishedReview } from '../../src/vscode/review/finishedReview.ts';
import type { OnSavePorts } from '../../src/vscode/onSave/reviewOnSave.ts';
import { ModelAccess } from '../../src/vscode/model/modelAccess.ts';
import { ReviewController } from '../../src/vscode/review/reviewController.ts';
import { RunningNote } from '../../src/vscode/findings/runningNote.ts';
import { Spending } from '../../src/vscode/spending.ts';

const memory = { get: (_key: string, other: unknown) => other, update: async () => undefined };
const caching = async () => Promise.resolve(undefined);
const secrets = {
  get: () => Promise.resolve(undefined),
  onDidChange: () => ({ dispose: () => undefined }),
};

/** Reviews as a window of their own has them, on the workspace and the settings of this one. */
export interface ReviewWindow extends Disposable {
  readonly store: FindingStore;
  readonly controller: ReviewController;
  readonly recorded: readonly FinishedReview[];
  readonly note: RunningNote;
  readonly dismissals: Dismissals;
  /** For reviews on save of its own. */
  readonly savePorts: OnSavePorts;
}

/** `folder` is where it keeps what is its own. */
export function openReviewWindow(folder: string, log: vscode.LogOutputChannel): ReviewWindow {
  const store = new FindingStore();
  const recorded: FinishedReview[] = [];
  const mementos = memory as unknown as vscode.Memento;
  const dismissals = new Dismissals(store, new PrivateDismissals(folder), mementos, log);
  const texts = new TextArchive(undefined);
  const spending = new Spending(new UsageFiles(join(folder, 'usage')), mementos, log);
  const history = { record: (finished: FinishedReview) => void recorded.push(finished) };
  const reviewed = new ReviewedTexts();
  const stores = { store, dismissals, texts, reviewed, history, spending, log };
  const credentials = new Credentials(secrets as unknown as vscode.SecretStorage, process.env);
  const models = new ModelAccess(credentials, mementos, log);
  const edits = new EditTracker(store, () => undefined);
  const note = new RunningNote(folder, log);
  const controller = new ReviewController(stores, edits, models, caching, note);
  const disposable = vscode.Disposable.from(note, edits, controller, dismissals, spending);
  return {
    store,
    controller,
    recorded,
    note,
    dismissals,
    savePorts: { stores, models, controller, edits, credentials, texts: reviewed, version: '0.0.0' },
    [Symbol.dispose]: () => void disposable.dispose(),
  };
}
