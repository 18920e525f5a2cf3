import { fail, succeed, type CollectFailure, type Result } from '../errors.ts';
import type { DiffSides, Repository, Revision } from '../ports.ts';
import type { Scope } from '../scope.ts';

/** What is compared with what in one repository. */
export interface Comparison {
  readonly sides: DiffSides;
  readonly before: Revision;
  /** Where the text under review stands. The work tree has untracked files and unsaved editors. */
  readonly after: 'work-tree' | Revision;
}

export type DiffScope = Extract<
  Scope,
  { readonly kind: 'working-changes' | 'staged' | 'unstaged' | 'branch' | 'commit' | 'range' }
>;

const head: Revision = { commit: 'HEAD' };

/** The two sides a scope means in a repository, its revisions resolved once and for all. */
export async function compareFor(
  scope: DiffScope,
  repository: Repository,
  signal: AbortSignal,
): Promise<Result<Comparison, CollectFailure>> {
  switch (scope.kind) {
    case 'working-changes':
      return succeed({ sides: { kind: 'head-to-work-tree' }, before: head, after: 'work-tree' });
    case 'staged':
      return succeed({ sides: { kind: 'head-to-index' }, before: head, after: 'index' });
    case 'unstaged':
      return succeed({ sides: { kind: 'index-to-work-tree' }, before: 'index', after: 'work-tree' });
    case 'branch': {
      const tips = await commitsOf(repository, [scope.base, 'HEAD'], signal);
      if (!tips.ok) return tips;
      const [base = '', tip = ''] = tips.value;
      const from = await repository.mergeBase(tip, base, signal);
      if (!from.ok) return from;
      if (from.value === undefined) return fail({ kind: 'no-merge-base', base: scope.base });
      const sides = { kind: 'revision-to-work-tree', from: from.value } as const;
      return succeed({ sides, before: { commit: from.value }, after: 'work-tree' });
    }
    case 'commit': {
      const commit = await commitsOf(repository, [scope.revision], signal);
      if (!commit.ok) return commit;
      const [to = ''] = commit.value;
      const from = await repository.parentOf(to, signal);
      if (!from.ok) return from;
      // The edge of a shallow clone: against the empty tree all files would pass for new.
      if (from.value === undefined) {
        return fail({ kind: 'no-such-revision', revision: `${scope.revision}^` });
      }
      return succeed(betweenCommits(from.value, to));
    }
    case 'range': {
      const commits = await commitsOf(repository, [scope.from, scope.to], signal);
      if (!commits.ok) return commits;
      const [from = '', to = ''] = commits.value;
      return succeed(betweenCommits(from, to));
    }
  }
}

function betweenCommits(from: string, to: string): Comparison {
  return { sides: { kind: 'revisions', from, to }, before: { commit: from }, after: { commit: to } };
}

async function commitsOf(
  repository: Repository,
  revisions: readonly string[],
  signal: AbortSignal,
): Promise<Result<readonly string[], CollectFailure>> {
  const resolved = await Promise.all(revisions.map(async (revision) => repository.resolve(revision, signal)));
  const hashes: string[] = [];
  for (const [index, result] of resolved.entries()) {
    if (!result.ok) return result;
    if (result.value === undefined) {
      return fail({ kind: 'no-such-revision', revision: revisions[index] ?? '' });
    }
    hashes.push(result.value);
  }
  return succeed(hashes);
}
