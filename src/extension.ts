import * as vscode from 'vscode';
import { FindingStore } from './core/findings/findingStore.ts';
import { ReviewedTexts } from './core/onSave/reviewedTexts.ts';
import { priceOf } from './core/plan/prices.ts';
import { PrivateDismissals } from './node/privateDismissals.ts';
import { TextArchive } from './node/textArchive.ts';
import { UsageFiles } from './node/usageFiles.ts';
import { registerBatches } from './vscode/batch/batchAccess.ts';
import { createCachingAccess } from './vscode/model/cachingAccess.ts';
import { CommentsSwitch } from './vscode/surfaces/commentsSwitch.ts';
import { registerCommands } from './vscode/commands.ts';
import { readSetting } from './vscode/configuration.ts';
import { Credentials } from './vscode/model/credentials.ts';
import { Diagnostics } from './vscode/surfaces/diagnostics.ts';
import { Dismissals } from './vscode/findings/dismissals.ts';
import { EditTracker } from './vscode/findings/editTracker.ts';
import { FindingsOnDisk } from './vscode/findings/findingsOnDisk.ts';
import { FindingSurfaces } from './vscode/surfaces/findingSurfaces.ts';
import { FindingsView } from './vscode/view/findingsView.ts';
import { hideRemovedFolders } from './vscode/findings/removedFolders.ts';
import { RunningNote } from './vscode/findings/runningNote.ts';
import { Spending } from './vscode/spending.ts';
import { KeyContext } from './vscode/model/keyContext.ts';
import { registerLanguageModelTools } from './vscode/agents/languageModelTools.ts';
import { ModelAccess } from './vscode/model/modelAccess.ts';
import { OutsideChanges } from './vscode/findings/outsideChanges.ts';
import { Pages } from './vscode/pages/pages.ts';
import { ReviewController } from './vscode/review/reviewController.ts';
import { ReviewOnSave } from './vscode/onSave/reviewOnSave.ts';
import { StatusBar } from './vscode/surfaces/statusBar.ts';
import { ViewOptions } from './vscode/view/viewOptions.ts';
import { listWalkthrough } from './vscode/walkthrough.ts';

let kept: FindingsOnDisk | undefined;
let pages: Pages | undefined;
let reviews: ReviewController | undefined;

/** Composition root of the editor: builds, registers, nothing else. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Flash Review', { log: true });
  const { globalStorageUri } = context;
  const store = new FindingStore();
  const credentials = new Credentials(context.secrets, process.env);
  const texts = new TextArchive(
    context.storageUri && vscode.Uri.joinPath(context.storageUri, 'texts').fsPath,
  );
  const models = new ModelAccess(credentials, context.globalState, log);
  const dismissals = new Dismissals(
    store,
    new PrivateDismissals(globalStorageUri.fsPath),
    context.workspaceState,
    log,
  );
  const usageFolder = vscode.Uri.joinPath(globalStorageUri, 'usage');
  const spending = new Spending(new UsageFiles(usageFolder.fsPath), context.globalState, log);
  const outside = new OutsideChanges(store, texts, log);
  const edits = new EditTracker(store, (path) => outside.edited(path));
  const reviewed = new ReviewedTexts();
  const cachesFolder = vscode.Uri.joinPath(globalStorageUri, 'caches').fsPath;
  const caching = createCachingAccess({ credentials, models, spending, log, folder: cachesFolder });
  const batchesFolder = context.storageUri && vscode.Uri.joinPath(context.storageUri, 'batches').fsPath;
  const { version } = context.extension.packageJSON as { readonly version: string };
  const { extensionUri, storageUri } = context;
  pages = new Pages({
    store,
    spending,
    dismissals,
    texts,
    log,
    extensionUri,
    storageUri,
    usageFolder,
    version,
  });
  const stores = { store, dismissals, texts, reviewed, history: pages, spending, log };
  const note = new RunningNote(storageUri?.fsPath, log);
  const controller = new ReviewController(stores, edits, models, caching.open, note);
  reviews = controller;
  const onSave = new ReviewOnSave({
    stores,
    models,
    controller,
    edits,
    credentials,
    texts: reviewed,
    version,
  });
  const status = { controller, store, onSave, spending };
  const options = new ViewOptions(store, context.workspaceState);
  const view = new FindingsView(store, controller, options);
  const surfaces = new FindingSurfaces({ stores, edits, models, controller });
  const keyContext = new KeyContext(credentials);
  kept = new FindingsOnDisk(store, texts, storageUri?.fsPath, log);
  // Before any command can run: what is kept takes the place of everything in the store.
  const [keptMs] = await Promise.all([kept.restore(), dismissals.openPrivate(), controller.restore()]);
  const folders = hideRemovedFolders(store, context.workspaceState, () => outside.followAll(undefined));
  outside.followAll(keptMs);
  context.subscriptions.push(
    log,
    outside,
    folders,
    edits,
    controller,
    options,
    view,
    surfaces,
    new CommentsSwitch(store),
    keyContext,
    kept,
    note,
    pages,
    dismissals,
    caching,
    registerBatches({
      controller,
      models,
      credentials,
      spending,
      dismissals,
      log,
      folder: batchesFolder,
    }),
    new Diagnostics(store, controller),
    onSave,
    spending,
    new StatusBar(status),
    registerLanguageModelTools({ store, controller, spending }),
    registerCommands({
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
      priceLabel,
      memory: context.workspaceState,
    }),
  );
  // What only the window can answer, or the network: no command has to wait for it.
  for (const work of [keyContext.update(), listWalkthrough(context.globalState), caching.tidy()])
    work.catch((bug: unknown) => log.error(bug instanceof Error ? bug : String(bug)));
}

/** Dollars per million tokens of input and output. */
function priceLabel(model: string): string | undefined {
  const price = priceOf(model, readSetting('prices'));
  return price && vscode.l10n.t('${0} in, ${1} out per million', price.input, price.output);
}

export async function deactivate(): Promise<void> {
  // What it has found, and that it was cut off, is written by what follows.
  await reviews?.close();
  await Promise.all([kept?.flush(), pages?.flush()]);
}
