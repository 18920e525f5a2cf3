import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, succeed, type GitFailure, type Result } from '../core/errors.ts';
import type { SourceTree } from '../core/ports.ts';
import { createGitignoreChain, type GitignoreChain } from './gitignoreChain.ts';
import { createWorkTreeReader, readWorkTreeFile } from './workTreeFile.ts';

export interface PlainFolderOptions {
  /** Absolute, with `/`, no slash at the end. */
  readonly root: string;
  /** Files above this are not read; 1 MiB when not given. */
  readonly maxFileBytes?: number;
}

const neverEntered: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** A folder without git: what its `.gitignore` files leave, without `.git`, `node_modules` and repositories inside. */
export function createPlainFolder({ root, maxFileBytes = 1_048_576 }: PlainFolderOptions): SourceTree {
  return {
    root,
    name: root.slice(root.lastIndexOf('/') + 1),
    readWorkTree: createWorkTreeReader(root, maxFileBytes),
    async listFiles(folder, signal) {
      const found: string[] = [];
      const walked = await walk(root, folder, found, signal);
      return walked.ok ? succeed(found.toSorted((a, b) => (a < b ? -1 : 1))) : walked;
    },
  };
}

/** A folder still to be read: empty or ending with a slash, with the rules from above it. */
interface Pending {
  readonly folder: string;
  readonly above: GitignoreChain;
}

async function walk(
  root: string,
  wanted: string,
  found: string[],
  signal: AbortSignal,
): Promise<Result<void, GitFailure>> {
  const pending: Pending[] = [{ folder: '', above: createGitignoreChain() }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const { folder } = next;
    const entries = await readFolder(join(root, folder));
    const names = new Set(entries.map(({ name }) => name));
    if (folder !== '' && names.has('.git')) continue;
    const own = names.has('.gitignore') ? await readRules(root, folder) : undefined;
    const rules = own === undefined ? next.above : next.above.extend(folder, own);
    for (const entry of entries) {
      const path = folder + entry.name;
      if (neverEntered.has(entry.name) || rules.ignores(entry.isDirectory() ? `${path}/` : path)) continue;
      const inside = wanted === '' || path === wanted || path.startsWith(`${wanted}/`);
      const onTheWay = inside || wanted.startsWith(`${path}/`);
      // A symbolic link is no directory here, so none is entered.
      if (entry.isDirectory()) {
        if (onTheWay) pending.push({ folder: `${path}/`, above: rules });
      } else if (inside && (entry.isFile() || entry.isSymbolicLink())) found.push(path);
    }
  }
  return signal.aborted ? fail({ kind: 'cancelled' }) : succeed(undefined);
}

/** A folder that went away or may not be read has nothing to list. */
async function readFolder(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

async function readRules(root: string, folder: string): Promise<string | undefined> {
  const content = await readWorkTreeFile(root, `${folder}.gitignore`, 1_048_576);
  return content.kind === 'text' ? content.text : undefined;
}
