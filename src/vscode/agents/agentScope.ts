import * as vscode from 'vscode';
import type { FileRef } from '../../core/finding.ts';
import { reviewInputProblem, type ReviewInput } from '../../core/report/agentInputs.ts';
import type { Scope } from '../../core/scope.ts';
import { absolutePath, pathOf } from '../documents.ts';
import { gitPlaces } from '../review/gitExtension.ts';
import { fileRefOf, workspaceFolders } from '../review/sources.ts';

/** What an agent wants reviewed, held against this window. */
export interface AgentScope {
  readonly scope: Scope;
  /** Absolute paths, folders with `/` at their end; undefined for all of the scope. */
  readonly only?: ReadonlySet<string>;
}

export interface Problem {
  readonly problem: string;
}

interface Named {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly isFolder: boolean;
}

/** Nothing outside the folders of the window is reviewed for an agent. */
export async function agentScope(asked: ReviewInput, signal: AbortSignal): Promise<AgentScope | Problem> {
  const problem = reviewInputProblem(asked);
  if (problem !== undefined) return { problem };
  const named: Named[] = [];
  for (const name of asked.paths ?? []) {
    const found = await findPath(name);
    if ('problem' in found) return found;
    named.push(found);
  }
  if (asked.scope === 'files') return scopeOfFiles(named, signal);
  const only =
    named.length === 0
      ? {}
      : { only: new Set(named.map(({ path, isFolder }) => (isFolder ? `${path}/` : path))) };
  if (asked.scope !== 'branch') {
    const kind = asked.scope === 'staged' ? 'staged' : 'working-changes';
    return { scope: { kind, roots: [] }, ...only };
  }
  const root = await rootFor(named, signal);
  if ('problem' in root) return root;
  return { scope: { kind: 'branch', root: root.root, base: asked.base ?? '' }, ...only };
}

async function scopeOfFiles(named: readonly Named[], signal: AbortSignal): Promise<AgentScope | Problem> {
  const refs: FileRef[] = [];
  for (const { path } of named) {
    const ref = await fileRefOf(vscode.Uri.file(path), signal);
    if (ref !== undefined) refs.push(ref);
  }
  const [first] = refs;
  const folders = named.filter(({ isFolder }) => isFolder);
  if (folders.length === 0) return { scope: { kind: 'files', files: refs } };
  if (first === undefined || refs.some(({ root }) => root !== first.root))
    return { problem: 'These paths belong to several repositories. Name those of one at a time.' };
  // Of the folder that holds them all, only what was named.
  return {
    scope: { kind: 'repository', roots: [first.root] },
    only: new Set(
      refs.map((ref, index) =>
        named[index]?.isFolder === true ? `${absolutePath(ref)}/` : absolutePath(ref),
      ),
    ),
  };
}

async function findPath(name: string): Promise<Named | Problem> {
  const folders = workspaceFolders();
  const isAbsolute = name.startsWith('/') || /^[A-Za-z]:[\\/]/.test(name);
  const candidates = isAbsolute
    ? [vscode.Uri.file(name)]
    : folders.map((folder) => vscode.Uri.joinPath(vscode.Uri.file(folder), name));
  for (const uri of candidates) {
    const path = pathOf(uri)?.replace(/\/+$/, '') ?? '';
    if (!folders.some((folder) => path === folder || path.startsWith(`${folder}/`)))
      return {
        problem: `“${name}” lies outside the folders of this window. Name paths in ${folders.join(', ')}.`,
      };
    const type = await typeOf(uri);
    if (type !== undefined) return { path, isFolder: (type & vscode.FileType.Directory) !== 0 };
  }
  return { problem: `There is no file or folder “${name}” in ${folders.join(', ')}.` };
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}

/** The repository whose branch is meant. */
async function rootFor(
  named: readonly Named[],
  signal: AbortSignal,
): Promise<{ readonly root: string } | Problem> {
  const places = await gitPlaces(signal);
  const roots = places.ok ? places.value.map(({ root }) => root) : [];
  const [first] = named;
  const meant =
    first === undefined
      ? roots
      : roots
          .filter((root) => first.path === root || first.path.startsWith(`${root}/`))
          .toSorted((a, b) => b.length - a.length)
          .slice(0, 1);
  const [root, ...others] = meant;
  if (root === undefined)
    return { problem: 'There is no git repository here. Call again with scope “files” and paths.' };
  if (others.length > 0)
    return {
      problem: `Several repositories are open (${meant.join(', ')}): name one of them in paths, or use scope “uncommitted”.`,
    };
  return { root };
}
