import * as vscode from 'vscode';
import type { CollectFailure, Result } from '../../core/errors.ts';
import { listBranches, listCommits, remoteHead, type GitPlace } from '../../node/gitRevisions.ts';
import { dayLabel } from '../numbers.ts';

/** Commits offered; an older one can be typed. */
const listedCommits = 200;

interface RevisionItem extends vscode.QuickPickItem {
  readonly revision?: string;
}

/**
 * The branch to compare with, from a list; undefined when the user leaves it. `remembered` is the one chosen
 * last; without one, the remote's head is offered first.
 */
export async function pickBase(
  place: GitPlace,
  remembered: string | undefined,
): Promise<Result<string | undefined, CollectFailure>> {
  const { signal } = new AbortController();
  const branches = await listBranches(place, signal);
  if (!branches.ok) return branches;
  const head = await remoteHead(place, signal);
  if (!head.ok) return head;
  const first = remembered ?? head.value ?? ['main', 'master'].find((name) => has(branches.value, name));
  const ordered = branches.value.toSorted((a, b) => Number(b.name === first) - Number(a.name === first));
  const items = ordered.map(({ name, remote, committedMs, subject }): RevisionItem => ({
    label: `$(${remote ? 'cloud' : 'git-branch'}) ${name}`,
    description: name === first ? hintFor(name, remembered) : dayLabel(committedMs),
    detail: subject,
    revision: name,
  }));
  const picked = await pickOrType(items, vscode.l10n.t('Branch to compare with, or any revision'));
  return { ok: true, value: picked };
}

/** A commit, from a list of the latest or typed; undefined when the user leaves it. */
export async function pickCommit(
  place: GitPlace,
  placeholder: string,
): Promise<Result<string | undefined, CollectFailure>> {
  const commits = await listCommits(place, listedCommits, new AbortController().signal);
  if (!commits.ok) return commits;
  const items = commits.value.map(({ hash, subject, author, committedMs }): RevisionItem => ({
    label: `$(git-commit) ${subject}`,
    description: hash.slice(0, 8),
    detail: `${author}, ${dayLabel(committedMs)}`,
    revision: hash,
  }));
  return { ok: true, value: await pickOrType(items, placeholder) };
}

/** One of several repositories; the only one without asking, undefined when the user leaves it. */
export async function pickPlace(places: readonly GitPlace[]): Promise<GitPlace | undefined> {
  if (places.length < 2) return places[0];
  const items = places.map((place) => ({
    label: place.root.slice(place.root.lastIndexOf('/') + 1),
    description: place.root,
    place,
  }));
  const placeHolder = vscode.l10n.t('Repository to review');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.place;
}

/** A list that also takes what is typed, when nothing in it is chosen. */
async function pickOrType(items: readonly RevisionItem[], placeholder: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<RevisionItem>();
  pick.items = items;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  try {
    return await new Promise<string | undefined>((resolve) => {
      pick.onDidChangeValue((value) => {
        const typed = value.trim();
        const own = {
          label: typed,
          description: vscode.l10n.t('as typed'),
          alwaysShow: true,
          revision: typed,
        };
        pick.items = typed === '' ? items : [...items, own];
      });
      pick.onDidAccept(() => resolve(pick.selectedItems[0]?.revision));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function has(branches: readonly { readonly name: string }[], wanted: string): boolean {
  return branches.some(({ name }) => name === wanted);
}

function hintFor(name: string, remembered: string | undefined): string {
  return name === remembered ? vscode.l10n.t('chosen last') : vscode.l10n.t('default branch');
}
