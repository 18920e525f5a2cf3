import * as vscode from 'vscode';
import { readSetting } from '../configuration.ts';
import type { SaveMode } from '../settings.ts';

/** Switches reviewing on save for this workspace; in a window without one, for the user. */
export async function toggleReviewOnSave(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('flashReview');
  const usual = configuration.inspect<SaveMode>('reviewOnSave')?.globalValue ?? 'off';
  const isOn = readSetting('reviewOnSave') !== 'off';
  const wanted: SaveMode = isOn ? 'off' : usual === 'file' ? 'file' : 'changed';
  if (vscode.workspace.workspaceFolders === undefined) {
    await configuration.update('reviewOnSave', wanted, vscode.ConfigurationTarget.Global);
  } else {
    // A workspace that does as the user usually does needs no word about it.
    const value = wanted === usual ? undefined : wanted;
    await configuration.update('reviewOnSave', value, vscode.ConfigurationTarget.Workspace);
  }
}
