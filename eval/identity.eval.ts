import { anchorFinding } from '../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../src/core/anchor/lineIndex.ts';
import type { Finding } from '../src/core/finding.ts';
import { readerOf } from '../src/core/findings/textInRange.ts';
import { fingerprint } from '../src/core/findings/fingerprint.ts';
import { DuplicateFilter } from '../src/core/verify/filterFindings.ts';
import { Draw } from './draw.ts';
import type { Counts, Measure } from './measure.ts';
import { UsageError } from './measure.ts';
import { whitespace } from './misquotes.ts';
import { loadReviewComments, type ReviewComment } from './reviewComments.ts';
import { anotherCategory, reword } from './rewordings.ts';

/** How a later review of the same code may come to differ. */
type Perturbation = (comment: ReviewComment, draw: Draw) => ReviewComment;

/** Lines from which on two comments of a file count as far apart. */
const near = 10;

/**
 * Real review comments as findings, each reported again as a later review would (`--rounds` times each, 5), with
 * all comments on its file known: `merged` under its own name, `split` under a new one, `wronglyMerged` under that
 * of another. `repeated` is the same within one review. Then comments that are new beside the known ones: all others
 * of the same file, by how near they are, and claims of other files set on the same lines; `apart` got names of
 * their own. The corpus has no truth for these: some comments on the same lines do say the same.
 * `sameName`: the two fingerprints are equal, which is all there is to go by where nothing earlier is known.
 * `--show N` prints the first N that went wrong of each class.
 */
export const measure: Measure = async ({ corpus, seed, number, log }) => {
  const comments = loadReviewComments(corpus);
  if (comments.length === 0) throw new UsageError(`no review comments under ${corpus}`);
  const rounds = number('rounds', 5);
  const show = number('show', 0);
  const results: Record<string, Counts> = {};
  for (const [at, [name, perturb]] of Object.entries(perturbations).entries()) {
    const draw = new Draw(seed * 1000 + at);
    const counts = { cases: 0, merged: 0, split: 0, wronglyMerged: 0, sameName: 0 };
    for (const comment of comments.flatMap((one) => Array.from({ length: rounds }, () => one))) {
      const known = nameAll(onSameFile(comments, comment));
      const own = known.find(({ comment: one }) => one === comment)?.id;
      const perturbed = perturb(comment, draw);
      const candidate = findingOf(perturbed);
      const id = nameIn(
        [...new Map(known.map(({ finding }) => [finding.id, finding])).values()],
        candidate,
        perturbed.lines,
        name === 'repeated',
      );
      const outcome = id === own ? 'merged' : known.some((one) => one.id === id) ? 'wronglyMerged' : 'split';
      counts.cases++;
      counts[outcome]++;
      if (candidate.id === findingOf(comment).id) counts.sameName++;
      if (outcome !== 'merged' && counts.split + counts.wronglyMerged <= show)
        log(`${name} ${outcome}: ${describe(comment)}\n  ${candidate.title} ${candidate.explanation}`);
    }
    results[name] = counts;
  }
  Object.assign(results, measureDistinct(comments, new Draw(seed), show, log));
  return results;
};

const perturbations: Readonly<Record<string, Perturbation>> = {
  repeated: (comment, draw) => reworded(comment, draw),
  same: (comment) => comment,
  reworded,
  'quote-grown': (comment, draw) =>
    draw.chance(0.5)
      ? { ...comment, from: Math.max(1, comment.from - 1) }
      : { ...comment, to: Math.min(comment.lines.length, comment.to + 1) },
  'quote-shrunk': shrunk,
  whitespace: (comment, draw) => respaced(comment, draw),
  moved: (comment, draw) => pushedDown(comment, 1 + draw.below(60)),
  renamed: (comment) => ({ ...comment, path: `renamed/${comment.path}` }),
  category: (comment, draw) => ({ ...comment, category: anotherCategory(comment.category, draw) }),
  'all-at-once': (comment, draw) => {
    const told = reworded(comment, draw);
    const other = { ...told, category: anotherCategory(told.category, draw), path: `renamed/${told.path}` };
    return respaced(pushedDown(shrunk(other, draw), 1 + draw.below(60)), draw);
  },
};

function reworded(comment: ReviewComment, draw: Draw): ReviewComment {
  return { ...comment, title: reword(comment.title, draw), explanation: reword(comment.explanation, draw) };
}

function shrunk(comment: ReviewComment, draw: Draw): ReviewComment {
  if (comment.to === comment.from) return comment;
  return draw.chance(0.5) ? { ...comment, from: comment.from + 1 } : { ...comment, to: comment.to - 1 };
}

/** Another indentation in the file itself, as a formatter leaves it. */
function respaced(comment: ReviewComment, draw: Draw): ReviewComment {
  const from = comment.from - 1;
  const lines = comment.lines.slice(from, comment.to);
  const spaced = (whitespace(lines, draw) ?? lines.join('\n')).split(/\r\n|\n/);
  const all = [...comment.lines.slice(0, from), ...spaced, ...comment.lines.slice(comment.to)];
  return { ...comment, lines: all, to: from + spaced.length };
}

function pushedDown(comment: ReviewComment, by: number): ReviewComment {
  const above = Array.from({ length: by }, (_, at) => `inserted above ${at}`);
  return { ...comment, lines: [...above, ...comment.lines], from: comment.from + by, to: comment.to + by };
}

function findingOf({ path, lines, from, to, title, explanation, category }: ReviewComment): Finding {
  const quote = lines.slice(from - 1, to).join('\n');
  const index = createLineIndex(lines.join('\n'));
  const anchor = anchorFinding({ quote, line: from, endLine: to }, index);
  return {
    id: fingerprint(path, quote, category, title),
    file: { root: '/corpus', path },
    anchor,
    quote,
    severity: 'medium',
    category,
    title,
    explanation,
    confidence: 0.5,
    state: 'open',
    reviewId: '',
  };
}

interface NamedComment {
  readonly comment: ReviewComment;
  readonly id: string;
  /** The one that has this name when all have been named. */
  readonly finding: Finding;
}

/** All comments of a file as a first review names them; those that it merges have one name. */
function nameAll(comments: readonly ReviewComment[]): readonly NamedComment[] {
  const filter = new DuplicateFilter();
  const named = comments.flatMap((comment, at) => {
    // Each surer than those before, so that a repeated one comes back under its name.
    const finding = filter.admit({ ...findingOf(comment), confidence: at / comments.length })?.finding;
    return finding === undefined ? [] : [{ comment, id: finding.id, finding }];
  });
  const last = new Map(named.map(({ id, finding }) => [id, finding]));
  return named.map((one) => ({ ...one, finding: last.get(one.id) ?? one.finding }));
}

/** The name a finding gets beside those of an earlier review, or of the same. */
function nameIn(
  known: readonly Finding[],
  candidate: Finding,
  lines: readonly string[],
  isSameReview: boolean,
): string {
  if (!isSameReview) {
    const earlier = { inFile: () => known, has: (id: string) => known.some((one) => one.id === id) };
    const textAt = readerOf(lines.join('\n'));
    return new DuplicateFilter(earlier).admit(candidate, { textAt })?.finding.id ?? '';
  }
  const filter = new DuplicateFilter();
  for (const finding of known) filter.admit(finding);
  const sure = { ...candidate, confidence: 1 };
  return filter.admit(sure)?.finding.id ?? '';
}

function onSameFile(
  comments: readonly ReviewComment[],
  { group, path }: ReviewComment,
): readonly ReviewComment[] {
  return comments.filter((one) => one.group === group && one.path === path);
}

function measureDistinct(
  comments: readonly ReviewComment[],
  draw: Draw,
  show: number,
  log: (line: string) => void,
): Record<string, Counts> {
  const classes = {
    'other-same-lines': { cases: 0, apart: 0, wronglyMerged: 0 },
    'other-near': { cases: 0, apart: 0, wronglyMerged: 0 },
    'other-in-file': { cases: 0, apart: 0, wronglyMerged: 0 },
    'other-claim-set-here': { cases: 0, apart: 0, wronglyMerged: 0 },
  };
  const judge = (name: keyof typeof classes, known: ReviewComment, candidate: ReviewComment): void => {
    const counts = classes[name];
    const [first, second] = [findingOf(known), findingOf(candidate)];
    // Within one review and in the next.
    const isMerged = [true, false].some(
      (isSameReview) => nameIn([first], second, candidate.lines, isSameReview) === first.id,
    );
    counts.cases++;
    counts[isMerged ? 'wronglyMerged' : 'apart']++;
    if (isMerged && counts.wronglyMerged <= show)
      log(`${name}: ${describe(known)}\n  ${describe(candidate)}`);
  };
  for (const [at, comment] of comments.entries()) {
    for (const other of onSameFile(comments.slice(0, at), comment)) {
      const apart = Math.max(0, comment.from - other.to, other.from - comment.to);
      judge(
        apart === 0 ? 'other-same-lines' : apart <= near ? 'other-near' : 'other-in-file',
        other,
        comment,
      );
    }
    const strangers = comments.filter(({ group }) => group !== comment.group);
    if (strangers.length === 0) continue;
    const { title, explanation } = draw.one(strangers);
    judge('other-claim-set-here', comment, { ...comment, title, explanation });
  }
  return classes;
}

function describe({ path, from, to, title, explanation }: ReviewComment): string {
  return `${path}:${from}-${to} ${title} ${explanation.slice(0, 200)}`;
}
