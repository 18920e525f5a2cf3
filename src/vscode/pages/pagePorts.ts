import type * as vscode from 'vscode';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { TextArchive } from '../../node/textArchive.ts';
import type { Dismissals } from '../findings/dismissals.ts';
import type { PageHost } from './pagePanel.ts';
import type { Spending } from '../spending.ts';

export interface PagePorts extends PageHost {
  readonly store: FindingStore;
  readonly spending: Spending;
  readonly dismissals: Pick<Dismissals, 'judge'>;
  /** Where texts are kept that findings rest on. */
  readonly texts: Pick<TextArchive, 'keep'>;
  /** Absolute path of the folder where this workspace keeps what is its own; undefined without a workspace. */
  readonly storage: string | undefined;
  /** Where the usage of all windows is kept. */
  readonly usageFolder: vscode.Uri;
  /** Of this extension. */
  readonly version: string;
}
