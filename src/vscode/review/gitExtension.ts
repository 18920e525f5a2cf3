import * as vscode from 'vscode';
import { fail, succeed, type CollectFailure, type Result } from '../../core/errors.ts';
import type { GitPlace } from '../../node/gitRevisions.ts';

/** The part of the built-in git extension's API, version 1, that is used here. */
interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly git: { readonly path: string };
  readonly repositories: readonly {
    readonly rootUri: vscode.Uri;
    readonly state: { readonly HEAD?: { readonly commit?: string } };
  }[];
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Every repository that the built-in git extension has open in this window, with the git it found. */
export async function gitPlaces(signal: AbortSignal): Promise<Result<readonly GitPlace[], CollectFailure>> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return fail({ kind: 'git-missing', command: 'vscode.git' });
  const git = await extension.activate();
  if (!git.enabled) return fail({ kind: 'git-missing', command: 'git.enabled' });
  const api = git.getAPI(1);
  await initialized(api, signal);
  return succeed(
    api.repositories.map(({ rootUri }) => ({
      root: rootUri.fsPath.replaceAll('\\', '/'),
      gitPath: api.git.path,
    })),
  );
}

/** The commit checked out in a repository, as the git extension last saw it; undefined where it sees none. */
export function headCommit(root: string): string | undefined {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension?.isActive !== true || !extension.exports.enabled) return undefined;
  const { repositories } = extension.exports.getAPI(1);
  const found = repositories.find(({ rootUri }) => rootUri.fsPath.replaceAll('\\', '/') === root);
  return found?.state.HEAD?.commit;
}

/** The git extension looks for repositories after it starts; asking before that finds none. */
async function initialized(api: GitApi, signal: AbortSignal): Promise<void> {
  if (api.state === 'initialized' || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      subscription.dispose();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const subscription = api.onDidChangeState((state) => {
      if (state === 'initialized') done();
    });
    signal.addEventListener('abort', done, { once: true });
  });
}
