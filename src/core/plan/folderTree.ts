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

/**
 * Work on tens of thousands of files takes longer than an editor may be held up: it is done piece by piece, each of
 * a few milliseconds at most, and stops between them for whoever drives it.
 */
export type Stepwise<T> = Generator<void, T, void>;

/** Files and folders in one piece of work. */
const perStep = 512;

/** The folders of these files by their labels. The order of `files` makes no difference. */
export function* folderTree(files: readonly ChangedFile[]): Stepwise<Folder> {
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
  let last = root;
  yield* stepwise(files, (file) => {
    // Files come sorted: most stand in the folder of the one before.
    if (!standsIn(file.label, last.path)) last = open(folderOf(file.label));
    last.files.push(file);
  });
  yield* stepwise(known.values(), (folder) => {
    sortBy(folder.files, ({ label }) => subjectFirst(label));
    sortBy(folder.folders, ({ path }) => path);
  });
  return root;
}

/** Does the same with each value. */
export function* stepwise<T>(values: Iterable<T>, work: (value: T) => void): Stepwise<void> {
  let done = 0;
  for (const value of values) {
    if (done++ % perStep === 0) yield;
    work(value);
  }
}

/** Depth first: the files of a folder, then those of the folders in it. */
export function* filesBelow(folder: Folder): Generator<ChangedFile, void, void> {
  yield* folder.files;
  for (const inner of folder.folders) yield* filesBelow(inner);
}

/** The path without its last part. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

function standsIn(label: string, folder: string): boolean {
  const end = folder === '' ? -1 : folder.length;
  return label.lastIndexOf('/') === end && label.startsWith(folder);
}

const mayBeTest = /test|spec/i;
const testBefore = /^(?:test|spec)[_-](?=.)/i;
const testBehind = /(?:(?<=.)[._-](?:test|tests|spec|specs)|(?<=[a-z\d])(?:Tests?|Spec))$/;

/** Sorts files of one subject together, and the tests among them last. */
function subjectFirst(label: string): string {
  const name = label.slice(label.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  const stem = dot === -1 ? name : name.slice(0, dot);
  if (!mayBeTest.test(name)) return `${stem}\0\0${name}`;
  const subject = stem.replace(testBefore, '').replace(testBehind, '');
  const isTest = subject !== stem || /\.(?:test|tests|spec|specs)\./.test(name);
  return `${subject}\0${isTest ? '\u0001' : '\0'}${name}`;
}

function sortBy<T>(values: T[], keyOf: (value: T) => string): void {
  if (values.length < 2) return;
  const keyed = values.map((value) => ({ value, key: keyOf(value) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const [index, { value }] of keyed.entries()) values[index] = value;
}
