import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A text of the corpus, as a reviewer's model would be shown it. */
export interface ReviewedFile {
  /** The case it belongs to. */
  readonly group: string;
  /** Inside its repository. */
  readonly path: string;
  readonly side: 'head' | 'buggy' | 'fixed';
  readonly text: string;
  readonly lines: readonly string[];
  /** The text without white space. */
  readonly bare: string;
  /** The buggy text of a fixed one. */
  readonly counterpart?: ReviewedFile;
}

/** Everything under `golden-aacr/cases/CASE/head` and `seeded-bugs/cases/CASE/{buggy,fixed}` of a corpus. */
export function loadReviewedFiles(corpus: string): ReviewedFile[] {
  const heads = casesOf(join(corpus, 'golden-aacr', 'cases')).flatMap((folder) => load(folder, 'head'));
  const seeded = casesOf(join(corpus, 'seeded-bugs', 'cases')).flatMap((folder) => {
    const buggy = load(folder, 'buggy');
    const fixed = load(folder, 'fixed').map((file) => {
      const counterpart = buggy.find((other) => other.path === file.path);
      return counterpart === undefined ? file : { ...file, counterpart };
    });
    return [...buggy, ...fixed];
  });
  return [...heads, ...seeded];
}

function casesOf(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
    : [];
}

function load(folder: string, side: ReviewedFile['side']): ReviewedFile[] {
  const root = join(folder, side);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      return {
        group: folder,
        path: relative(root, file).replaceAll('\\', '/'),
        side,
        text,
        lines: text.split(/\r\n|\r|\n/),
        bare: text.replace(/\s+/g, ''),
      };
    });
}
