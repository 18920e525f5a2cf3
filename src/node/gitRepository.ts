import { succeed } from '../core/errors.ts';
import type { Repository } from '../core/ports.ts';
import { readAttributes } from './gitAttributes.ts';
import { readBlobs } from './gitBlobs.ts';
import { mergeBaseOf, parentOfCommit, resolveCommit } from './gitCommits.ts';
import { streamDiff } from './gitDiff.ts';
import { listFiles, listUntracked } from './gitFiles.ts';
import { createWorkTreeReader } from './workTreeFile.ts';

export interface GitRepositoryOptions {
  /** Absolute, with `/`. */
  readonly root: string;
  /** Path or name of the git executable. */
  readonly gitPath: string;
  /** Files above this are not read; 1 MiB when not given. */
  readonly maxFileBytes?: number;
}

/** One git repository, or a folder of one, read with the given git. Nothing it configures is run. */
export function createGitRepository({
  root,
  gitPath,
  maxFileBytes = 1_048_576,
}: GitRepositoryOptions): Repository {
  const place = { root, gitPath };
  return {
    root,
    name: root.slice(root.lastIndexOf('/') + 1),
    diff: async (sides, receive, signal) => streamDiff(place, sides, receive, signal),
    listUntracked: async (signal) => listUntracked(place, signal),
    listFiles: async (folder, signal) => listFiles(place, folder, signal),
    readAt: async (revision, paths, signal) => readBlobs(place, revision, paths, maxFileBytes, signal),
    resolve: async (revision, signal) => resolveCommit(place, revision, signal),
    mergeBase: async (a, b, signal) => mergeBaseOf(place, a, b, signal),
    parentOf: async (commit, signal) => parentOfCommit(place, commit, signal),
    attributes: async (paths, signal) =>
      paths.length === 0 ? succeed(new Map()) : readAttributes(place, paths, signal),
    readWorkTree: createWorkTreeReader(root, maxFileBytes),
  };
}
