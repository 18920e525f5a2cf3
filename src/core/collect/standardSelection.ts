import type { SkipReason } from '../change.ts';
import { succeed } from '../errors.ts';
import type { SelectionWishes } from '../scope.ts';
import { isRepository } from './listScope.ts';
import { ignoreFilePathsAbove, loadIgnoreFiles } from './loadIgnoreFiles.ts';
import type { OpenSelection } from './openSelection.ts';
import { createFileSelection, type FileSelection, type OverruledSkips } from './selectFiles.ts';

/** Ignore files, attributes, names and texts of each root, asked as the user wishes. */
export function standardSelection(wishes: SelectionWishes): OpenSelection {
  return async (source, paths, signal) => {
    const ignoreFiles = await loadIgnoreFiles(source, ignoreFilePathsAbove(paths), signal);
    const attributes = isRepository(source)
      ? await source.attributes(paths, signal)
      : succeed(new Map<string, never>());
    if (!attributes.ok) return attributes;
    const { root } = source;
    const allowed = [...wishes.allow].filter((path) => path.startsWith(`${root}/`));
    const allow: OverruledSkips = { paths: new Set(allowed.map((path) => path.slice(root.length + 1))) };
    const { exclude, maxBytes, folders } = wishes;
    const rules = { ignoreFiles, exclude, attributes: attributes.value, allow, maxBytes };
    return succeed(within(createFileSelection(rules), root, folders, allow));
  };
}

function within(
  selection: FileSelection,
  root: string,
  folders: readonly string[] | undefined,
  allow: OverruledSkips,
): FileSelection {
  // The usual case: the root itself is open, or lies in a folder that is.
  if (folders === undefined || folders.some((folder) => root === folder || root.startsWith(`${folder}/`)))
    return selection;
  const outside: SkipReason = { kind: 'outside-workspace' };
  const isInside = (path: string): boolean =>
    allow.paths?.has(path) === true || folders.some((folder) => `${root}/${path}`.startsWith(`${folder}/`));
  return {
    ...selection,
    selectPath: (path) => (isInside(path) ? selection.selectPath(path) : outside),
  };
}
