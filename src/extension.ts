import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { registerLanguageModelTools } from './vscode/agents/languageModelTools.ts';
import { registerCommands } from './vscode/registerCommands.ts';
import { openSession, type Session } from './vscode/session.ts';

/** What this extension exports to others. */
export interface Api {
  /** Settles when the findings kept for the workspace are shown; rejects when the extension could not start. */
  readonly started: () => Promise<void>;
}

let close: (() => Promise<void>) | undefined;

/**
 * Registers what the editor may ask for as soon as this returns: the commands and the tools of agents. They wait for
 * the rest, which comes in later turns, not to hold up the start of the editor.
 */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('Flash Review', { log: true });
  const session = nextTurn().then(async () => openSession(context, log));
  const ended = session.catch((bug: unknown) => sayNotStarted(bug, log));
  let closed: Promise<void> | undefined;
  const closeOnce = async (): Promise<void> => (closed ??= closeSession(ended, log));
  close = closeOnce;
  context.subscriptions.push(
    registerCommands(async () => (await session).commands),
    registerLanguageModelTools(async () => (await session).agents),
    { dispose: () => void closeOnce() },
  );
  return {
    started: async () => {
      await session;
    },
  };
}

export async function deactivate(): Promise<void> {
  await close?.();
}

/** The editor disposes of what is subscribed while `deactivate` is still at work: what it writes with goes after it. */
async function closeSession(
  session: Promise<Session | undefined>,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const one = await session;
  try {
    await one?.close();
  } finally {
    one?.dispose();
    log.dispose();
  }
}

function sayNotStarted(bug: unknown, log: vscode.LogOutputChannel): undefined {
  log.error(bug instanceof Error ? bug : String(bug));
  const reason = bug instanceof Error ? bug.message : String(bug);
  void vscode.window.showErrorMessage(vscode.l10n.t('Flash Review could not start: {0}', reason));
}
