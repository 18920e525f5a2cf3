import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { StreamedText } from '../emulator/answer.ts';
import type { RecordedRequest } from '../emulator/recordedRequest.ts';
import { startReviewSession, type ReviewSession } from './reviewSession.ts';

/** Three functions, far enough from each other to be hunks of their own. */
export const threeFunctions = ['one', 'two', 'three']
  .map((name) => `export function ${name}(): number {\n  const base = '${name}';\n  return base.length;\n}\n`)
  .join('\n\n\n\n\n\n\n');

/** 1-based line of what the function of that name returns. */
export const returnLine = { one: 3, two: 14, three: 25 } as const;

/** A session with two files of its own in the workspace, which go with it. */
export interface SavingSession extends ReviewSession {
  /** The file with the functions; another one in each session, as the editor remembers documents. */
  readonly saved: string;
  /** Replaces a text in a file, opens it before where needed, and saves. */
  change(relative: string, from: string, to: string): Promise<void>;
  save(relative: string): Promise<void>;
  /** Settles when so many requests have arrived; fails after ten seconds. */
  requested(count: number): Promise<RecordedRequest>;
  /** Settles when everything saved before had its turn: a save of another file did. Takes one request. */
  turnsPassed(): Promise<void>;
}

export async function startSavingSession(mode: 'off' | 'changed' | 'file'): Promise<SavingSession> {
  const session = await startReviewSession();
  const stamp = Date.now();
  const [saved, other] = [`src/saved${stamp}.ts`, `src/other${stamp}.ts`];
  writeFileSync(session.path(saved), threeFunctions);
  writeFileSync(session.path(other), 'export const turn = 0;\n');
  await setSetting('reviewOnSave', mode);
  let turns = 0;

  const documentOf = async (relative: string) => vscode.workspace.openTextDocument(session.uri(relative));
  const change = async (relative: string, from: string, to: string): Promise<void> => {
    const document = await documentOf(relative);
    const at = document.getText().indexOf(from);
    if (at < 0) throw new Error(`${relative} has no ${from}`);
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
    edit.replace(document.uri, range, to);
    await vscode.workspace.applyEdit(edit);
    if (!(await document.save())) throw new Error(`${relative} was not saved`);
  };
  const requested = async (count: number): Promise<RecordedRequest> => {
    const deadline = Date.now() + 10_000;
    while (session.service.requests.length < count) {
      if (Date.now() > deadline)
        throw new Error(`${session.service.requests.length} of ${count} requests arrived`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const request = session.service.requests[count - 1];
    if (request === undefined) throw new Error('no request');
    return request;
  };
  return {
    ...session,
    saved,
    change,
    requested,
    save: async (relative) => {
      await session.open(relative);
      await vscode.commands.executeCommand('workbench.action.files.save');
    },
    turnsPassed: async () => {
      const before = session.service.requests.length;
      await change(other, `turn = ${turns}`, `turn = ${++turns}`);
      const request = await requested(before + 1);
      if (!bodyOf(request).includes(other)) throw new Error(`something else was sent: ${bodyOf(request)}`);
      while (request.outcome.kind === 'open') await new Promise((resolve) => setTimeout(resolve, 20));
    },
    [Symbol.asyncDispose]: async () => {
      await setSetting('reviewOnSave', undefined);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      for (const relative of [saved, other]) rmSync(session.path(relative), { force: true });
      await session[Symbol.asyncDispose]();
    },
  };
}

export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('flashReview')
    .update(name, value, vscode.ConfigurationTarget.Global);
}

/** Everything that was sent, as one text. */
export function bodyOf({ body }: RecordedRequest): string {
  return JSON.stringify(body);
}

/** What a scripted model says of a line of a file, as it stands on the wire. */
export function findingAt(
  file: string,
  line: number,
  title: string,
  quote = '  return base.length;',
): string {
  return JSON.stringify({
    file,
    line,
    endLine: line,
    quote,
    severity: 'medium',
    category: 'bug',
    title,
    explanation: 'It counts the letters of its name.',
    confidence: 0.9,
    replacement: null,
  });
}

/** What a scripted model says of a finding that it is asked about again. */
export function recheckAnswer(
  verdict: 'fixed' | 'present',
  place?: { readonly line: number; readonly quote: string },
): StreamedText {
  const { line = null, quote = '' } = place ?? {};
  const text = JSON.stringify({ evidence: 'So the code says.', verdict, line, endLine: line, quote });
  return { kind: 'text', text };
}
