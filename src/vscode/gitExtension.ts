import * as vscode from 'vscode';
import { fail, succeed, type CollectFailure, type Result } from '../core/errors.ts';
import type { Repository } from '../core/ports.ts';
import { createGitRepository } from '../node/gitRepository.ts';

/** The part of the built-in git extension's API, version 1, that is used here. */
interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly git: { readonly path: string };
  readonly repositories: readonly { readonly rootUri: vscode.Uri }[];
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/**
 * Every repository that the built-in git extension has open in this workspace, read with the git it found.
 * `roots` narrows the answer; empty means all.
 */
export async function openRepositories(
  roots: readonly string[],
  signal: AbortSignal,
): Promise<Result<readonly Repository[], CollectFailure>> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return fail({ kind: 'git-missing', command: 'vscode.git' });
  const git = await extension.activate();
  if (!git.enabled) return fail({ kind: 'git-missing', command: 'git.enabled' });
  const api = git.getAPI(1);
  await initialized(api, signal);
  const repositories = api.repositories
    .map((repository) => repository.rootUri.fsPath.replaceAll('\\', '/'))
    .filter((root) => roots.length === 0 || roots.includes(root))
    .map((root) => createGitRepository({ root, gitPath: api.git.path }));
  return repositories.length === 0 ? fail({ kind: 'no-repository' }) : succeed(repositories);
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
