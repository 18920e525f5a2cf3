import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** As VS Code calls the storage of a second window on a workspace, up to a tenth: `ID-1`, in place of `ID`. */
const ofAnotherWindow = /^(.+)-[1-9]$/;

/**
 * The storage folder that all windows on a workspace share, from the one that VS Code gives to this window. A window
 * that comes second gets one of its own, which the next single window would not look into: findings, the history and
 * paid batches would be lost to the user. Two windows also are one workbench that was reloaded while its former
 * extension host still held the lock. Everything that is kept here is made for several writers.
 */
export function workspaceStorage(own: string | undefined): string | undefined {
  if (own === undefined) return undefined;
  const workspace = dirname(own);
  const [, first] = ofAnotherWindow.exec(basename(workspace)) ?? [];
  const shared = first === undefined ? workspace : join(dirname(workspace), first);
  return existsSync(shared) ? join(shared, basename(own)) : own;
}
