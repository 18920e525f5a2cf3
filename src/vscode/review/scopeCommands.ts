import * as vscode from 'vscode';
import type { CollectFailure, Result } from '../../core/errors.ts';
import type { Scope } from '../../core/scope.ts';
import type { GitPlace } from '../../node/gitRevisions.ts';
import { fromEditorRange, pathOf } from '../documents.ts';
import { gitPlaces } from './gitExtension.ts';
import { pickBase, pickCommit, pickPlace } from './pickRevision.ts';
import type { ScopeName } from './scopeNames.ts';
import { fileRefOf, folderRefOf } from './sources.ts';

/** What Source Control and the explorer hand to a command; all of it may be missing. */
export type ScopeArgument =
  | vscode.Uri
  | {
      readonly rootUri?: vscode.Uri;
      readonly resourceUri?: vscode.Uri;
      /** Of a group of Source Control, which does not tell its repository. */
      readonly resourceStates?: readonly { readonly resourceUri: vscode.Uri }[];
      /** The commit of a row of the timeline. */
      readonly ref?: string;
    }
  | null
  | undefined;

/** Undefined when the user left a question unanswered, or there is nothing it could mean. */
export type ChosenScope = Result<Scope | undefined, CollectFailure>;

type ChooseScope = (argument: ScopeArgument, ...more: readonly unknown[]) => Promise<ChosenScope>;

/**
 * What each command reviews: the scope is put together here, by asking where the command leaves it open. A bundle of
 * its own, loaded at the first of them.
 */
export function scopeCommands(memory: vscode.Memento): Readonly<Record<ScopeName, ChooseScope>> {
  const commands = {
    reviewWorkingChanges: async (argument) =>
      chosen({ kind: 'working-changes', roots: await rootsOf(argument) }),
    reviewStaged: async (argument) => chosen({ kind: 'staged', roots: await rootsOf(argument) }),
    reviewUnstaged: async (argument) => chosen({ kind: 'unstaged', roots: await rootsOf(argument) }),
    reviewBranch: async (argument) =>
      inRepository(argument, async (place) => {
        const key = `base:${place.root}`;
        const base = await pickBase(place, memory.get<string>(key));
        if (!base.ok) return base;
        if (base.value === undefined) return nothing;
        await memory.update(key, base.value);
        return chosen({ kind: 'branch', root: place.root, base: base.value });
      }),
    reviewCommit: async (argument, file) =>
      inRepository(
        argument,
        async (place) => {
          const named = commitOf(argument);
          if (named !== undefined) return chosen({ kind: 'commit', root: place.root, revision: named });
          const commit = await pickCommit(place, vscode.l10n.t('Commit to review'));
          if (!commit.ok) return commit;
          if (commit.value === undefined) return nothing;
          return chosen({ kind: 'commit', root: place.root, revision: commit.value });
        },
        file,
      ),
    reviewRange: async (argument) =>
      inRepository(argument, async (place) => {
        const from = await pickCommit(place, vscode.l10n.t('Review from this commit (not included)'));
        if (!from.ok) return from;
        if (from.value === undefined) return nothing;
        const to = await pickCommit(place, vscode.l10n.t('Review up to this commit'));
        if (!to.ok) return to;
        if (to.value === undefined) return nothing;
        return chosen({ kind: 'range', root: place.root, from: from.value, to: to.value });
      }),
    reviewFile: async (...given) => {
      const uris = urisOf(given);
      const active = activeFile()?.document.uri;
      const meant = uris.length > 0 || active === undefined ? uris : [active];
      const found = await Promise.all(meant.map(async (uri) => fileRefOf(uri, live())));
      const files = found.filter((file) => file !== undefined);
      return files.length === 0 ? sayNoFile() : chosen({ kind: 'files', files });
    },
    reviewSelection: async () => {
      const editor = activeFile();
      const file = editor === undefined ? undefined : await fileRefOf(editor.document.uri, live());
      if (editor === undefined || file === undefined) return sayNoFile();
      return chosen({ kind: 'selection', file, ranges: editor.selections.map(fromEditorRange) });
    },
    reviewFolder: async (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : await askForFolder();
      const folder = uri === undefined ? undefined : await folderRefOf(uri, live());
      return folder === undefined
        ? nothing
        : chosen({ kind: 'folder', root: folder.root, path: folder.path });
    },
    reviewRepository: async (argument) => chosen({ kind: 'repository', roots: await rootsOf(argument) }),
  } satisfies Readonly<Record<string, ChooseScope>>;
  // Menus that name what is meant call them otherwise: nothing is asked there, and no `…` says so.
  return {
    ...commands,
    reviewThisFolder: commands.reviewFolder,
    reviewThisCommit: commands.reviewCommit,
    reviewBlock: commands.reviewSelection,
  };
}

const nothing: ChosenScope = { ok: true, value: undefined };

function chosen(scope: Scope): ChosenScope {
  return { ok: true, value: scope };
}

/** The palette offers it for whatever is open: an image or a notebook is no text. */
function sayNoFile(): ChosenScope {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('There is no text file in the editor to review. Open one, and try again.'),
  );
  return nothing;
}

const live = (): AbortSignal => new AbortController().signal;

/** The explorer hands over one file and then the list of all, Source Control one after the other. */
function urisOf(given: readonly unknown[]): readonly vscode.Uri[] {
  const uris = given.flat().flatMap((one) => {
    if (one instanceof vscode.Uri) return one;
    const uri: unknown =
      typeof one === 'object' && one !== null ? Reflect.get(one, 'resourceUri') : undefined;
    return uri instanceof vscode.Uri ? uri : [];
  });
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** Git's rows of the timeline name their commit; those for what is not committed yet have a word there. */
function commitOf(argument: ScopeArgument): string | undefined {
  if (typeof argument !== 'object' || argument === null || argument instanceof vscode.Uri) return undefined;
  return argument.ref !== undefined && /^[\da-f]{7,64}$/.test(argument.ref) ? argument.ref : undefined;
}

/** The repository a Source Control button belongs to; none named means all. */
async function rootsOf(argument: ScopeArgument): Promise<readonly string[]> {
  if (typeof argument !== 'object' || argument === null || argument instanceof vscode.Uri) return [];
  const { rootUri, resourceStates = [] } = argument;
  if (rootUri !== undefined) return [pathOf(rootUri) ?? []].flat();
  const files = await Promise.all(resourceStates.map(async (state) => fileRefOf(state.resourceUri, live())));
  return [...new Set(files.flatMap((file) => file?.root ?? []))];
}

async function inRepository(
  argument: ScopeArgument,
  ask: (place: GitPlace) => Promise<ChosenScope>,
  file?: unknown,
): Promise<ChosenScope> {
  const places = await gitPlaces(live());
  if (!places.ok) return places;
  if (places.value.length === 0) return { ok: false, failure: { kind: 'no-repository' } };
  const [named] = await rootsOf(argument);
  const path = file instanceof vscode.Uri ? pathOf(file) : undefined;
  const around = places.value
    .filter(({ root }) => path?.startsWith(`${root}/`) === true)
    .toSorted((a, b) => b.root.length - a.root.length)[0];
  const place = places.value.find(({ root }) => root === named) ?? around ?? (await pickPlace(places.value));
  return place === undefined ? nothing : ask(place);
}

function activeFile(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor !== undefined && pathOf(editor.document.uri) !== undefined ? editor : undefined;
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Review Folder'),
    ...(vscode.workspace.workspaceFolders?.[0] === undefined
      ? {}
      : { defaultUri: vscode.workspace.workspaceFolders[0].uri }),
  });
  return picked?.[0];
}
