import * as vscode from 'vscode';
import type { Api } from '../../src/extension.ts';

/** Starts the extension when the editor has not; what was kept of findings is shown by the end. */
export async function started(): Promise<void> {
  const extension = vscode.extensions.getExtension<Api>('flash-review.flash-review');
  if (extension === undefined) throw new Error('flash-review.flash-review is not installed');
  const { started: whole } = await extension.activate();
  await whole();
}
