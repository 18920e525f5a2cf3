import * as vscode from 'vscode';
import { commandNames } from './commandNames.ts';
import type { Commands } from './commands.ts';
import type { FindingArgument } from './findings/commandsOnFindings.ts';

/** A command that is called before it can be carried out waits until then. */
export function registerCommands(ready: () => Promise<Commands>): vscode.Disposable {
  return vscode.Disposable.from(
    ...commandNames.map((name) =>
      vscode.commands.registerCommand(name, async (argument: FindingArgument, ...more: unknown[]) =>
        (await ready())[name](argument, ...more),
      ),
    ),
  );
}
