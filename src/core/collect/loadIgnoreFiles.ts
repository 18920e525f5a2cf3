import type { SourceTree } from '../ports.ts';
import { ignoreFileNames, type IgnoreFile } from './ignoreRules.ts';

/** Ignore files read at the same time. */
const concurrentReads = 16;

/** Where ignore files would stand that speak of these paths: in the root and in each folder on the way. */
export function ignoreFilePathsAbove(paths: Iterable<string>): readonly string[] {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end !== -1; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end + 1);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders].flatMap((folder) => ignoreFileNames.map((name) => folder + name));
}

/** Reads those that are there. One that is there and cannot be read is among them, without a text. */
export async function loadIgnoreFiles(
  source: Pick<SourceTree, 'readWorkTree'>,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly IgnoreFile[]> {
  const found: IgnoreFile[] = [];
  const waiting = paths.values();
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      if (signal.aborted) return;
      const content = await source.readWorkTree(path);
      if (content.kind !== 'missing')
        found.push({ path, text: content.kind === 'text' ? content.text : undefined });
    }
  };
  await Promise.all(Array.from({ length: concurrentReads }, work));
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
