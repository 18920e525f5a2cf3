import { join } from 'node:path';
import * as vscode from 'vscode';
import { startEmulator, type Emulator } from '../emulator/emulator.ts';
import { started } from './started.ts';

const oneAnswer = { verify: 'off', fixes: 'withFindings' } as const;

const diagnosticSource = 'Flash Review';

/** The stand-in service with the editor pointed at it, and the eyes and hands of a user. */
export interface ReviewSession extends AsyncDisposable {
  readonly service: Emulator;
  /** Absolute path in the workspace. */
  path(relative: string): string;
  uri(relative: string): vscode.Uri;
  open(relative: string): Promise<vscode.TextEditor>;
  /** Settles when the review has ended. */
  review(): Promise<void>;
  diagnostics(relative: string): readonly vscode.Diagnostic[];
  /** Waits until the diagnostics of a file are as wanted; after ten seconds it fails with what is there. */
  until(
    relative: string,
    wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
  ): Promise<readonly vscode.Diagnostic[]>;
}

export async function startReviewSession(): Promise<ReviewSession> {
  const service = await startEmulator();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder === undefined) throw new Error('no workspace folder');
  process.env['GEMINI_API_KEY'] = 'key-of-the-host-tests';
  const configuration = vscode.workspace.getConfiguration('flashReview');
  await configuration.update('gemini.endpoint', service.url, vscode.ConfigurationTarget.Global);
  // A scripted review is one answer; tests of what follows on findings say so.
  // They stay from session to session: each change is written to a file and told to all who listen.
  for (const [name, value] of Object.entries(oneAnswer))
    if (configuration.get(name) !== value)
      await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  await started();
  await revertAll();
  // Where nothing is reviewed, the findings are those that an earlier launch left for the tests.
  if (vscode.workspace.isTrusted) await vscode.commands.executeCommand('flashReview.clearFindings');

  const uri = (relative: string) => vscode.Uri.file(join(folder, relative));
  const diagnostics = (relative: string) =>
    vscode.languages.getDiagnostics(uri(relative)).filter(({ source }) => source === diagnosticSource);
  return {
    service,
    path: (relative) => join(folder, relative),
    uri,
    open: async (relative) => vscode.window.showTextDocument(uri(relative)),
    review: async () => {
      await vscode.commands.executeCommand('flashReview.reviewWorkingChanges');
    },
    diagnostics,
    until: async (relative, wanted) => {
      const deadline = Date.now() + 10_000;
      for (;;) {
        const now = diagnostics(relative);
        if (wanted(now)) return now;
        if (Date.now() > deadline) {
          throw new Error(`still ${JSON.stringify(now.map(({ message, range }) => ({ message, range })))}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    [Symbol.asyncDispose]: async () => {
      await vscode.commands.executeCommand('flashReview.stop');
      delete process.env['GEMINI_API_KEY'];
      await configuration.update('gemini.endpoint', undefined, vscode.ConfigurationTarget.Global);
      await service.close();
    },
  };
}

const dirty = () =>
  vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file');

/** Takes back every change of every open editor; fails when one does not let go of its changes. */
export async function revertAll(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    const [first] = dirty();
    if (first === undefined) return;
    await vscode.window.showTextDocument(first, { preview: false });
    // A busy machine may not have made it the active editor yet, and revert takes the active one.
    if (vscode.window.activeTextEditor?.document === first)
      await vscode.commands.executeCommand('workbench.action.files.revert');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `still not reverted: ${dirty()
      .map(({ uri }) => uri.path)
      .join(', ')}`,
  );
}
