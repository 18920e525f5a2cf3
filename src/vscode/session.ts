import { join } from 'node:path';
import * as vscode from 'vscode';
import { FindingStore } from '../core/findings/findingStore.ts';
import { ReviewedTexts } from '../core/onSave/reviewedTexts.ts';
import { restBetweenTurns } from '../core/turns.ts';
import { PrivateDismissals } from '../node/privateDismissals.ts';
import { TextArchive } from '../node/textArchive.ts';
import { UsageFiles } from '../node/usageFiles.ts';
import type { AgentSurfaces } from './agents/agentTools.ts';
import { BatchAccess } from './batch/batchAccess.ts';
import { createCommands, type Commands } from './commands.ts';
import { Dismissals } from './findings/dismissals.ts';
import { EditTracker } from './findings/editTracker.ts';
import { FindingsOnDisk } from './findings/findingsOnDisk.ts';
import { OutsideChanges } from './findings/outsideChanges.ts';
import { hideRemovedFolders } from './findings/removedFolders.ts';
import { RunningNote } from './findings/runningNote.ts';
import { createCachingAccess } from './model/cachingAccess.ts';
import { Credentials } from './model/credentials.ts';
import { KeyContext } from './model/keyContext.ts';
import { ModelAccess } from './model/modelAccess.ts';
import { ReviewOnSave } from './onSave/reviewOnSave.ts';
import { Pages } from './pages/pages.ts';
import { ReviewController } from './review/reviewController.ts';
import { Spending } from './spending.ts';
import { CommentsSwitch } from './surfaces/commentsSwitch.ts';
import { Diagnostics } from './surfaces/diagnostics.ts';
import { FindingSurfaces } from './surfaces/findingSurfaces.ts';
import { StatusBar } from './surfaces/statusBar.ts';
import { FindingsView } from './view/findingsView.ts';
import { ViewOptions } from './view/viewOptions.ts';
import { listWalkthrough } from './walkthrough.ts';
import { workspaceStorage } from './workspaceStorage.ts';

/** Of what follows turn on turn, a review with thousands of findings, somewhat more than half of the time is used. */
const restMs = 5;

/** All that lives as long as the extension is on in one window. */
export interface Session extends vscode.Disposable {
  readonly commands: Commands;
  readonly agents: AgentSurfaces;
  /** Ends what runs and writes what is not yet on disk; before `dispose`. */
  close(): Promise<void>;
}

/** Settles when the findings kept for this workspace are shown. */
export async function openSession(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<Session> {
  const { globalStorageUri, extensionUri, globalState, workspaceState: memory } = context;
  const storage = workspaceStorage(context.storageUri?.fsPath);
  const kept = (name: string): string | undefined => storage && join(storage, name);
  const { version } = context.extension.packageJSON as { readonly version: string };

  const store = new FindingStore();
  const credentials = new Credentials(context.secrets, process.env);
  const texts = new TextArchive(kept('texts'));
  const models = new ModelAccess(credentials, globalState, log);
  const dismissals = new Dismissals(store, new PrivateDismissals(globalStorageUri.fsPath), memory, log);
  const usageFolder = vscode.Uri.joinPath(globalStorageUri, 'usage');
  const spending = new Spending(new UsageFiles(usageFolder.fsPath), globalState, log);
  const outside = new OutsideChanges(store, texts, log);
  const edits = new EditTracker(store, (path) => outside.edited(path));
  const reviewed = new ReviewedTexts();
  const cachesFolder = vscode.Uri.joinPath(globalStorageUri, 'caches').fsPath;
  const caching = createCachingAccess({ credentials, models, spending, log, folder: cachesFolder });
  const pages = new Pages({
    store,
    spending,
    dismissals,
    texts,
    log,
    extensionUri,
    storage,
    usageFolder,
    version,
  });
  const stores = { store, dismissals, texts, reviewed, history: pages, spending, log };
  const note = new RunningNote(storage, log);
  const controller = new ReviewController(stores, edits, models, caching.open, note);
  const onSave = new ReviewOnSave({
    stores,
    models,
    controller,
    edits,
    credentials,
    texts: reviewed,
    version,
  });
  const findings = new FindingsOnDisk(store, texts, storage, log);
  // Before any command can run: what is kept takes the place of everything in the store.
  const [keptMs] = await Promise.all([findings.restore(), controller.restore()]);
  // Behind the findings: what another window has kept as open may have been dismissed in this one.
  await dismissals.openPrivate();
  const folders = hideRemovedFolders(store, memory, () => outside.followAll(undefined));
  outside.followAll(keptMs);

  const status = { controller, store, onSave, spending };
  const options = new ViewOptions(store, memory);
  const view = new FindingsView(store, controller, options);
  const surfaces = new FindingSurfaces({ stores, edits, models, controller });
  const comments = new CommentsSwitch(store);
  const keyContext = new KeyContext(credentials);
  const batches = new BatchAccess({
    controller,
    models,
    credentials,
    spending,
    dismissals,
    log,
    folder: kept('batches'),
  });
  const parts = vscode.Disposable.from(
    outside,
    folders,
    edits,
    controller,
    options,
    view,
    surfaces,
    comments,
    keyContext,
    findings,
    note,
    pages,
    dismissals,
    caching,
    batches,
    new Diagnostics(store, controller),
    onSave,
    spending,
    new StatusBar(status),
  );
  // What only the window can answer, or the network: no command has to wait for it.
  for (const work of [keyContext.update(), listWalkthrough(globalState), caching.tidy()])
    work.catch((bug: unknown) => log.error(bug instanceof Error ? bug : String(bug)));
  restBetweenTurns(restMs);
  return {
    commands: createCommands({
      store,
      controller,
      credentials,
      view,
      options,
      status,
      surfaces,
      log,
      dismissals,
      models,
      pages,
      batches,
      comments,
      memory,
    }),
    agents: { store, controller, spending },
    close: async () => {
      // Its turn would come when the running review has ended.
      onSave.dispose();
      // What it has found, and that it was cut off, is written by what follows.
      await controller.close();
      await Promise.all([findings.flush(), pages.flush()]);
    },
    dispose: () => void parts.dispose(),
  };
}
