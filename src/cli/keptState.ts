import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { formatJson, parseReport } from '../core/report/json.ts';
import type { ReviewReport } from '../core/report/reviewReport.ts';
import { readJson, writeText } from '../node/fileStore.ts';
import { sha256 } from '../node/sha256.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where this program keeps what it remembers between runs. */
export function stateFolder(environment: Environment): string {
  const own = environment['FLASH_REVIEW_STATE'];
  if (own !== undefined && own !== '') return own;
  const local = environment['LOCALAPPDATA'];
  if (process.platform === 'win32' && local !== undefined) return join(local, 'flash-review');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'flash-review');
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'flash-review');
}

export function usageFolder(environment: Environment): string {
  return join(stateFolder(environment), 'usage');
}

/** Keeps the last review of a root. It holds code, so nobody else may look into the folder. */
export async function keepLastReview(
  environment: Environment,
  root: string,
  report: ReviewReport,
): Promise<void> {
  await mkdir(stateFolder(environment), { recursive: true, mode: 0o700 });
  await writeText(lastReviewPath(environment, root), formatJson(report));
}

/** Nothing to go by where there is none, or it is of another version. */
export async function readLastReview(environment: Environment, root: string): Promise<KeptReport> {
  return readReport(lastReviewPath(environment, root));
}

/** A report, or why there is none, for the end of a sentence about the file. */
export type KeptReport =
  | { readonly kind: 'report'; readonly report: ReviewReport }
  | { readonly kind: 'missing' | 'no-report' | 'unreadable'; readonly why: string };

/** Never throws. */
export async function readReport(path: string): Promise<KeptReport> {
  try {
    const loaded = await readJson(path, parseReport);
    if (loaded.kind === 'value') return { kind: 'report', report: loaded.value };
    return loaded.kind === 'missing'
      ? { kind: 'missing', why: 'is not there' }
      : { kind: 'no-report', why: 'is no report of this version' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'unreadable', why: `cannot be read (${code ?? message})` };
  }
}

function lastReviewPath(environment: Environment, root: string): string {
  return join(stateFolder(environment), 'reviews', `${sha256(root).slice(0, 32)}.json`);
}
