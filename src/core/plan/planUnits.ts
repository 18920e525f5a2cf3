import type { ChangedFile } from '../change.ts';
import type { Folder } from './folderTree.ts';

/** Files that go into the same request. */
export interface PlanUnit {
  readonly files: readonly ChangedFile[];
  readonly tokens: number;
  /** The folder whose files or sub-folders these are, innermost first, each with the tokens of all below it. */
  readonly within: readonly SizedFolder[];
}

export interface SizedFolder {
  readonly path: string;
  readonly tokens: number;
}

/**
 * All files below a folder, depth first, in units of at most `grain` tokens but for single larger files: small
 * folders whole, and neighbours of one folder together.
 */
export function planUnits(
  root: Folder,
  measure: (file: ChangedFile) => number,
  grain: number,
): readonly PlanUnit[] {
  const units: PlanUnit[] = [];
  walk(sized(root, measure), [], grain, units);
  return units;
}

interface MeasuredFolder extends SizedFolder {
  readonly files: readonly { readonly file: ChangedFile; readonly tokens: number }[];
  readonly folders: readonly MeasuredFolder[];
}

function sized(folder: Folder, measure: (file: ChangedFile) => number): MeasuredFolder {
  const files = folder.files.map((file) => ({ file, tokens: measure(file) }));
  const folders = folder.folders.map((inner) => sized(inner, measure));
  const tokens = [...files, ...folders].reduce((sum, part) => sum + part.tokens, 0);
  return { path: folder.path, tokens, files, folders };
}

function walk(folder: MeasuredFolder, above: readonly SizedFolder[], grain: number, units: PlanUnit[]): void {
  const within: readonly SizedFolder[] = [{ path: folder.path, tokens: folder.tokens }, ...above];
  let files: ChangedFile[] = [];
  let tokens = 0;
  const close = (): void => {
    if (files.length > 0) units.push({ files, tokens, within });
    files = [];
    tokens = 0;
  };
  const add = (more: Iterable<ChangedFile>, cost: number): void => {
    if (tokens + cost > grain) close();
    for (const file of more) files.push(file);
    tokens += cost;
  };
  for (const { file, tokens: cost } of folder.files) add([file], cost);
  for (const inner of folder.folders) {
    if (inner.tokens <= grain) add(filesOf(inner), inner.tokens);
    else {
      close();
      walk(inner, within, grain, units);
    }
  }
  close();
}

function* filesOf(folder: MeasuredFolder): Generator<ChangedFile, void, void> {
  for (const { file } of folder.files) yield file;
  for (const inner of folder.folders) yield* filesOf(inner);
}
