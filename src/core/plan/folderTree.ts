import type { ChangedFile } from '../change.ts';

/** A folder of files under review. */
export interface Folder {
  /** As in the labels, without a slash at the end; empty for the one above all. */
  readonly path: string;
  /** Those that stand in it, each test behind its subject. */
  readonly files: readonly ChangedFile[];
  /** By name, in order of UTF-16 code units. */
  readonly folders: readonly Folder[];
}

interface OpenFolder {
  readonly path: string;
  readonly files: ChangedFile[];
  readonly folders: OpenFolder[];
}

/** The folders of these files by their labels. The order of `files` makes no difference. */
export function folderTree(files: readonly ChangedFile[]): Folder {
  const root: OpenFolder = { path: '', files: [], folders: [] };
  const known = new Map<string, OpenFolder>([['', root]]);
  const open = (path: string): OpenFolder => {
    const there = known.get(path);
    if (there !== undefined) return there;
    const folder: OpenFolder = { path, files: [], folders: [] };
    known.set(path, folder);
    open(folderOf(path)).folders.push(folder);
    return folder;
  };
  for (const file of files) open(folderOf(file.label)).files.push(file);
  for (const folder of known.values()) {
    sortBy(folder.files, ({ label }) => subjectFirst(label));
    sortBy(folder.folders, ({ path }) => path);
  }
  return root;
}

/** Depth first: the files of a folder, then those of the folders in it. */
export function* filesBelow(folder: Folder): Generator<ChangedFile, void, void> {
  yield* folder.files;
  for (const inner of folder.folders) yield* filesBelow(inner);
}

/** The path without its last part. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

const testBefore = /^(?:test|spec)[_-](?=.)/i;
const testBehind = /(?:(?<=.)[._-](?:test|tests|spec|specs)|(?<=[a-z\d])(?:Tests?|Spec))$/;

/** Sorts files of one subject together, and the tests among them last. */
function subjectFirst(label: string): string {
  const name = label.slice(label.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  const stem = dot === -1 ? name : name.slice(0, dot);
  const subject = stem.replace(testBefore, '').replace(testBehind, '');
  const isTest = subject !== stem || /\.(?:test|tests|spec|specs)\./.test(name);
  return `${subject}\0${isTest ? 1 : 0}${name}`;
}

function sortBy<T>(values: T[], keyOf: (value: T) => string): void {
  if (values.length < 2) return;
  const keyed = values.map((value) => ({ value, key: keyOf(value) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const [index, { value }] of keyed.entries()) values[index] = value;
}
