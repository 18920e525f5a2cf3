import type * as vscode from 'vscode';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { FindElsewhere } from '../../node/renameSearch.ts';
import { absolutePath } from '../documents.ts';
import { gitPlaces } from '../review/gitExtension.ts';

/** After so long, in ms, what was not found is given up: a folder may be larger than can be walked. */
const longestSearchMs = 20_000;

/** Files that are looked for, each among all that came up. */
const mostFiles = 200;

/**
 * Looks for files that were renamed after `sinceMs`, while no window watched. Only for those with findings that were
 * shown last: others were missing before. In Restricted Mode there is no git to ask, and the texts alone tell.
 */
export async function searchRenamesWhileAway(
  store: FindingStore,
  sinceMs: number,
  disposed: AbortSignal,
  log: vscode.LogOutputChannel,
): Promise<FindElsewhere> {
  const signal = AbortSignal.any([disposed, AbortSignal.timeout(longestSearchMs)]);
  const { createRenameSearch } = await import('../../node/renameSearch.ts');
  const search = createRenameSearch({
    sinceMs,
    signal,
    gitOf: async (root) => {
      const places = await gitPlaces(signal);
      return places.ok ? places.value.find((place) => place.root === root) : undefined;
    },
    isAnother: (path) => store.atPath(path).some(({ state }) => state !== 'gone'),
  });
  let left = mostFiles;
  return async (file, text) => {
    const wasThere = store
      .atPath(absolutePath(file))
      .some(({ state }) => state === 'open' || state === 'changed');
    if (!wasThere || disposed.aborted) return undefined;
    const found = left-- > 0 ? await search(file, text) : undefined;
    if (found === undefined && (signal.aborted || left < 0))
      log.warn(`${file.path} is gone, and the search for its new name was given up: too much to look at`);
    return found;
  };
}
