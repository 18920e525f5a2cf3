import { existsSync } from 'node:fs';
import type { Scope } from '../core/scope.ts';
import { runGit } from '../node/git.ts';
import type { Place, PlacedScope } from './place.ts';
import { WrongUse } from './wrongUse.ts';

/**
 * Throws `WrongUse` for a path that neither lies in the work tree nor in what the change is between. A mistyped one
 * would otherwise narrow the review to nothing, which passes for a clean one.
 */
export async function refuseUnknownPaths(
  { root, isRepository }: Place,
  { scope, files }: PlacedScope,
  signal: AbortSignal,
): Promise<void> {
  if (!isRepository) return;
  const revisions = revisionsOf(scope);
  const git = { gitPath: 'git', root };
  for (const file of files.filter((path) => !existsSync(path))) {
    const path = file.slice(root.length + 1);
    const found = await Promise.all(
      revisions.map(async (revision) => runGit(git, ['cat-file', '-e', `${revision}:${path}`], signal)),
    );
    if (found.some(({ ok }) => ok)) continue;
    // Of a revision that is not there, the review says so itself.
    const known = await Promise.all(
      revisions
        .filter((revision) => revision !== '' && !revision.endsWith('^'))
        .map(async (revision) =>
          runGit(git, ['rev-parse', '--verify', '-q', `${revision}^{commit}`], signal),
        ),
    );
    if (known.every(({ ok }) => ok))
      throw new WrongUse(`There is no file or folder “${path}”, in the work tree or in the change.`);
  }
}

/** The trees that a change is between, as git names them; the empty name is the index. */
function revisionsOf(scope: Scope): readonly string[] {
  switch (scope.kind) {
    case 'working-changes':
    case 'staged':
      return ['', 'HEAD'];
    case 'branch':
      return [scope.base, 'HEAD'];
    case 'commit':
      return [`${scope.revision}^`, scope.revision];
    case 'range':
      return [scope.from, scope.to];
    default:
      return [];
  }
}
