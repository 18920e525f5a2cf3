import * as vscode from 'vscode';
import type { FileRef } from '../../core/finding.ts';
import { pathOf } from '../documents.ts';
import { gitPlaces } from './gitExtension.ts';

/** Where a file belongs: its repository, the innermost one; else its workspace folder; else its own folder. */
export async function fileRefOf(uri: vscode.Uri, signal: AbortSignal): Promise<FileRef | undefined> {
  const path = pathOf(uri);
  if (path === undefined) return undefined;
  const root = await rootOf(path, signal);
  return { root, path: path.slice(root.length + 1) };
}

/** Of a folder: the root it belongs to and its path there, '' for the root itself. */
export async function folderRefOf(uri: vscode.Uri, signal: AbortSignal): Promise<FileRef | undefined> {
  const path = pathOf(uri)?.replace(/\/$/, '');
  if (path === undefined) return undefined;
  const root = await rootOf(`${path}/`, signal);
  return { root, path: path.slice(root.length + 1) };
}

async function rootOf(path: string, signal: AbortSignal): Promise<string> {
  const places = await gitPlaces(signal);
  const repositories = places.ok ? places.value.map(({ root }) => root) : [];
  return (
    innermost(path, repositories) ??
    innermost(path, workspaceFolders()) ??
    path.slice(0, path.lastIndexOf('/'))
  );
}

/** Absolute, with `/`; only those on disk. */
export function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri) ?? []);
}

function innermost(path: string, roots: readonly string[]): string | undefined {
  return roots
    .filter((root) => path.startsWith(`${root}/`))
    .toSorted((a, b) => b.length - a.length)
    .at(0);
}
