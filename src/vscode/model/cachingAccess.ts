import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { affects } from '../configuration.ts';
import type { CachingContext } from './explicitCaching.ts';
import type { OpenCaching } from '../review/reviewController.ts';

/** What an editor at rest needs of explicit caching: the rest is loaded once something may be stored. */
export interface CachingAccess extends vscode.Disposable {
  readonly open: OpenCaching;
  /** Never rejects. */
  tidy(): Promise<void>;
}

export function createCachingAccess(context: CachingContext): CachingAccess {
  const hasRecords = () => existsSync(context.folder);
  const tidy = async (): Promise<void> => {
    if (hasRecords()) await (await import('./explicitCaching.ts')).tidyCaches(context);
  };
  context.credentials.beforeLeaving = async (endpoint) => {
    if (hasRecords()) await (await import('./explicitCaching.ts')).releaseCaches(context, endpoint);
  };
  const subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (affects(event, 'explicitCaching')) void tidy();
  });
  return {
    open: async (...review) => (await import('./explicitCaching.ts')).openCaching(context, ...review),
    tidy,
    dispose: () => void subscription.dispose(),
  };
}
