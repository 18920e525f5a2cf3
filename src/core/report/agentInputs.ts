import * as z from 'zod/mini';
import { severities } from '../finding.ts';

/** `files`: as they stand; the others: what was changed. */
const agentScopes = ['uncommitted', 'staged', 'branch', 'files'] as const;

/** Findings in one answer when no other number is asked for, and at most. */
const usualPage = 20;
const largestPage = 50;

const minSeverity = z.optional(
  z.enum(severities).check(z.describe('Leave out findings below this severity. All by default.')),
);
const limit = z._default(
  z
    .int()
    .check(
      z.minimum(1),
      z.maximum(largestPage),
      z.describe('Findings in one answer, at most; long ones come fewer at a time.'),
    ),
  usualPage,
);
const path = z.string().check(z.minLength(1), z.maxLength(1024));

/** What an agent may ask of a review, in the editor and over MCP alike. */
export const reviewInput = z.strictObject({
  scope: z._default(
    z
      .enum(agentScopes)
      .check(
        z.describe(
          'uncommitted: all changes since the last commit, untracked files included. staged: what is staged. branch: everything since the branch left base, uncommitted changes included. files: the files or folders of paths as they stand.',
        ),
      ),
    'uncommitted',
  ),
  base: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(256),
        z.describe('For scope branch: the branch, tag or commit to compare with, as main or HEAD~1.'),
      ),
  ),
  paths: z.optional(
    z
      .array(path)
      .check(
        z.maxLength(100),
        z.describe(
          'Files or folders, relative to the root of the repository. Required for scope files; otherwise only changes in them are reviewed.',
        ),
      ),
  ),
  minSeverity,
  limit,
});
export type ReviewInput = z.infer<typeof reviewInput>;

/** What an agent may ask of the findings that are known. */
export const listInput = z.strictObject({
  path: z.optional(path.check(z.describe('Only findings in this file or folder, relative to the root.'))),
  minSeverity,
  cursor: z.optional(
    z
      .string()
      .check(
        z.maxLength(256),
        z.describe('nextCursor of the answer before, to go on from there. Keep the other arguments.'),
      ),
  ),
  limit,
});
export type ListInput = z.infer<typeof listInput>;

/** What belongs together in a request for a review and does not: a sentence for the model; undefined when all is well. */
export function reviewInputProblem({
  scope,
  base,
  paths,
}: Pick<ReviewInput, 'scope' | 'base' | 'paths'>): string | undefined {
  if (scope === 'branch' && base === undefined)
    return 'Scope “branch” needs base: the branch, tag or commit to compare with, as main. Call again with it.';
  if (scope !== 'branch' && base !== undefined)
    return `base is for scope “branch” only, not for “${scope}”. Leave it out, or set scope to branch.`;
  if (base?.startsWith('-') === true) return 'base is a branch, tag or commit; none begins with a hyphen.';
  if (scope === 'files' && (paths === undefined || paths.length === 0))
    return 'Scope “files” needs paths: name the files or folders to review.';
  return undefined;
}
