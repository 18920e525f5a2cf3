import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { windowAsks } from '../../scripts/editor/outputMark.ts';
import type { Errand } from './errands.ts';

const patienceMs = 40_000;

/** Where git does not look, and so the extension neither. */
export const addressFile = (workspace: string): string => join(workspace, '.git/second-window-of-the-tests');

/** Where the second window hears the tests, and the process of its extension host. */
export interface SecondAddress {
  readonly url: string;
  readonly pid: number;
}

/** Another window on the workspace of this one. Disposing closes it as its user would. */
export interface SecondWindow extends AsyncDisposable {
  do(errand: Errand): Promise<unknown>;
  /** Messages of the findings that are shown on a file. */
  findings(file: string): Promise<readonly string[]>;
}

export async function openSecondWindow(): Promise<SecondWindow> {
  const file = addressFile(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '');
  rmSync(file, { force: true });
  console.log(windowAsks.open);
  await until(
    () => existsSync(file) && readFileSync(file, 'utf8') !== '',
    'the second window did not come up',
  );
  const { url, pid } = JSON.parse(readFileSync(file, 'utf8')) as SecondAddress;
  const send = async (errand: Errand): Promise<unknown> => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(errand) });
    const answer = await response.text();
    if (!response.ok) throw new Error(answer);
    return (JSON.parse(answer) as { readonly value?: unknown }).value;
  };
  return {
    do: send,
    findings: async (name) => (await send({ kind: 'findings', file: name })) as readonly string[],
    [Symbol.asyncDispose]: async () => {
      console.log(windowAsks.close);
      // A page that is left at a bad moment does not tell its extension host, which the server then keeps for hours.
      await until(() => isGone(pid), 'it did not close', 10_000).catch(() => process.kill(pid, 'SIGKILL'));
      await until(() => isGone(pid), 'the second window did not close');
    },
  };
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** Fails when it has not come true in time. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  otherwise: string,
  waitMs = patienceMs,
): Promise<void> {
  const deadline = Date.now() + waitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
