import type { ContextFile, Notation } from './contextFiles.ts';

/** Names given at once; beyond, folders stand for what is in them. */
const mostNames = 400;

/** The files below a folder, one a line; where they are too many, the folders with their number of files. */
export function listedFolder(files: readonly ContextFile[], folder: string, notation: Notation): string {
  const labels = files.map(({ label }) => label);
  if (labels.length === 0) return 'There is no file there that may be shown.';
  if (labels.length <= mostNames) return labels.map((label) => notation.name(label)).join('\n');
  const prefix = folder === '' ? 0 : folder.length + 1;
  const below = new Map<string, number>();
  const own: string[] = [];
  for (const label of labels) {
    const slash = label.indexOf('/', prefix);
    if (slash === -1) own.push(label);
    else below.set(label.slice(0, slash), (below.get(label.slice(0, slash)) ?? 0) + 1);
  }
  const lines = [
    ...[...below].map(([name, count]) => `${notation.name(`${name}/`)} (${count} files)`),
    ...own.map((label) => notation.name(label)),
  ];
  const left = lines.length - mostNames;
  return left <= 0
    ? lines.join('\n')
    : `${lines.slice(0, mostNames).join('\n')}\n(${left} more; name a folder)`;
}
