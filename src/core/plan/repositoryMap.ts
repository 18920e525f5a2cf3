import { estimateTokens } from './estimateTokens.ts';
import { stepwise, type Folder, type Stepwise } from './folderTree.ts';

/**
 * The files of a repository, one folder a line, in the order in which they are reviewed:
 *
 *     ./ package.json, README.md
 *     src/ cart.ts, cart.test.ts
 *     src/mail/ (14 files)
 *     test/ (230 files in 18 folders)
 *
 * Where all names take more than `maxTokens`, the deepest folders are shortened first: to their count, then into the
 * folder above. Sizes are left out on purpose: the map stands near the front of every request, and the edit of one
 * file must not change what a cache holds of it.
 */
export function* repositoryMap(root: Folder, maxTokens: number): Stepwise<string> {
  const entries: Entry[] = [];
  list(root, 0, undefined, entries);
  yield* stepwise(entries, (entry) => {
    entry.tokens = costOf(entry);
  });
  const shortest = entries.toSorted((a, b) => b.depth - a.depth || b.order - a.order);
  let tokens = entries.reduce((sum, entry) => sum + entry.tokens, 0);
  const change = (entry: Entry, shown: Shown): void => {
    entry.shown = shown;
    const after = costOf(entry);
    tokens += after - entry.tokens;
    entry.tokens = after;
  };
  yield* stepwise(shortest, (entry) => {
    if (tokens <= maxTokens) return;
    if (entry.above !== undefined && entry.folder.files.length > 1) change(entry, 'count');
  });
  yield* stepwise(shortest, (entry) => {
    if (tokens <= maxTokens) return;
    change(entry, entry.above === undefined ? 'count' : 'nothing');
    const { above } = entry;
    if (above === undefined) return;
    above.hidden = {
      files: above.hidden.files + entry.folder.files.length + entry.hidden.files,
      folders: above.hidden.folders + 1 + entry.hidden.folders,
    };
    change(above, above.shown);
  });
  return entries.map(lineOf).join('');
}

/** How a folder stands in the map: its names, their count, or no line of its own. */
type Shown = 'names' | 'count' | 'nothing';

interface Entry {
  readonly folder: Folder;
  readonly above: Entry | undefined;
  readonly depth: number;
  readonly order: number;
  shown: Shown;
  /** What is in folders below that have no line of their own. */
  hidden: { readonly files: number; readonly folders: number };
  tokens: number;
}

function list(folder: Folder, depth: number, above: Entry | undefined, entries: Entry[]): void {
  const entry: Entry = {
    folder,
    above,
    depth,
    order: entries.length,
    shown: 'names',
    hidden: { files: 0, folders: 0 },
    tokens: 0,
  };
  entries.push(entry);
  for (const inner of folder.folders) list(inner, depth + 1, entry, entries);
}

/** The line behind the bar that the prompt puts before it. */
function costOf(entry: Entry): number {
  const line = lineOf(entry);
  return line === '' ? 0 : estimateTokens(`       | ${line}`);
}

/** With its line end; empty for a folder that has nothing to say. */
function lineOf({ folder, shown, hidden }: Entry): string {
  const own = folder.files.length;
  if (shown === 'nothing' || (own === 0 && hidden.files === 0)) return '';
  const parts: string[] = [];
  const counted = shown === 'count' ? own + hidden.files : hidden.files;
  if (shown === 'names')
    parts.push(...folder.files.map(({ label }) => label.slice(label.lastIndexOf('/') + 1)));
  if (counted > 0) {
    const noun = shown === 'names' && own > 0 ? 'more file' : 'file';
    const where = hidden.folders === 0 ? '' : ` in ${count(hidden.folders, 'folder')}`;
    parts.push(`(${count(counted, noun)}${where})`);
  }
  return `${printable(`${folder.path === '' ? '.' : folder.path}/ ${parts.join(', ')}`)}\n`;
}

/** A name cannot end its line, and so pass for a folder that is not there. */
function printable(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]/gu, '?');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
