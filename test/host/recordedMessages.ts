import * as vscode from 'vscode';

/** What would be shown as a notification by code that is bundled with the test. Nobody presses a button. */
export interface RecordedMessages extends Disposable {
  readonly shown: readonly string[];
}

const shows = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

export function recordMessages(): RecordedMessages {
  const shown: string[] = [];
  const real = shows.map((name) => [name, Reflect.get(vscode.window, name) as unknown] as const);
  for (const name of shows)
    Reflect.set(vscode.window, name, (message: string) => {
      shown.push(message);
      return Promise.resolve(undefined);
    });
  return {
    shown,
    [Symbol.dispose]: () => {
      for (const [name, show] of real) Reflect.set(vscode.window, name, show);
    },
  };
}
