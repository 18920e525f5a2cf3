import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Category } from '../src/core/finding.ts';

/** A comment of a real review, on lines of the text after the change. */
export interface ReviewComment {
  /** The case it belongs to. */
  readonly group: string;
  readonly path: string;
  readonly lines: readonly string[];
  /** 1-based, inclusive. */
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly explanation: string;
  readonly category: Category;
}

interface CaseFile {
  readonly comments: readonly {
    readonly path: string;
    readonly side: string;
    readonly from_line: number | null;
    readonly to_line: number | null;
    readonly note: string;
    readonly category?: string;
  }[];
}

/** The comments under `golden-aacr/cases` that stand on lines of a file that is there. */
export function loadReviewComments(corpus: string): ReviewComment[] {
  const cases = join(corpus, 'golden-aacr', 'cases');
  if (!existsSync(cases)) return [];
  return readdirSync(cases)
    .sort()
    .flatMap((group) => {
      const { comments } = JSON.parse(readFileSync(join(cases, group, 'case.json'), 'utf8')) as CaseFile;
      return comments.flatMap((comment) => {
        const file = join(cases, group, 'head', comment.path);
        const to = comment.to_line ?? comment.from_line;
        if (comment.side !== 'right' || to === null || !existsSync(file)) return [];
        const lines = readFileSync(file, 'utf8').split(/\r\n|\r|\n/);
        const from = comment.from_line ?? to;
        if (
          lines
            .slice(from - 1, to)
            .join('')
            .trim() === ''
        )
          return [];
        const [title = '', ...rest] = comment.note.trim().split(/(?<=[.!?])\s+|\n+/);
        const explanation = rest.join('\n');
        const category = categoryOf(comment.category ?? '');
        return [{ group, path: comment.path, lines, from, to, title, explanation, category }];
      });
    });
}

function categoryOf(name: string): Category {
  if (/security/i.test(name)) return 'security';
  if (/performance/i.test(name)) return 'performance';
  return /maintainability/i.test(name) ? 'maintainability' : 'bug';
}
