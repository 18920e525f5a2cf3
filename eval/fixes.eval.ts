import { anchorFinding } from '../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../src/core/anchor/lineIndex.ts';
import { rangeOf, type Finding, type Fix, type RawFinding } from '../src/core/finding.ts';
import { followFindings } from '../src/core/findings/followFindings.ts';
import { withOrigin } from '../src/core/findings/origin.ts';
import { combineFixes } from '../src/core/verify/fixAll.ts';
import { applyFix, proposeFix } from '../src/core/verify/fixGate.ts';
import { Draw } from './draw.ts';
import { editsElsewhere } from './editsElsewhere.ts';
import { fixCases, type FixCase } from './fixCases.ts';
import { writings, type Written } from './fixWritings.ts';
import type { Counts, Measure } from './measure.ts';
import { UsageError } from './measure.ts';
import { loadReviewedFiles } from './reviewedFiles.ts';

type Outcome = 'exact' | 'wrong' | 'preview' | 'refused' | 'unanchored';

/**
 * Real corrections as fixes of a review, in the ways models write them; then as they stand, with the file edited in
 * between; then with the code itself edited, where no fix may be applied any more. `exact`: one press gives the
 * right text, byte by byte; `wrong`: another; `preview`: to be looked at first; `refused`: no longer offered;
 * `unanchored`: the quote found no place, or too many. `all-in-file` applies all of a file at once.
 * `--rounds` draws of each (5 where something is drawn); `--show N` prints the first N that are not exact.
 */
export const measure: Measure = async ({ corpus, seed, number, log }) => {
  const cases = fixCases(loadReviewedFiles(corpus));
  if (cases.length === 0) throw new UsageError(`no buggy and fixed files under ${corpus}`);
  const rounds = number('rounds', 5);
  const show = number('show', 0);
  const results: Record<string, Counts> = {};
  const count = (
    name: string,
    outcomes: Iterable<{ readonly outcome: Outcome; readonly of: Written }>,
  ): void => {
    const counts = { cases: 0, exact: 0, wrong: 0, preview: 0, refused: 0, unanchored: 0 };
    for (const { outcome, of } of outcomes) {
      counts.cases++;
      counts[outcome]++;
      if (outcome === 'exact' || counts.cases - counts.exact > show) continue;
      log(`${name} ${outcome}: ${of.case.file.path}:${of.case.above.length + 1}`);
      log(`  quote ${JSON.stringify(of.quote)}\n  fix ${JSON.stringify(of.replacement)}`);
    }
    results[name] = counts;
  };

  for (const [at, [name, write]] of Object.entries(writings).entries()) {
    const draw = new Draw(seed * 1000 + at);
    const made = cases.flatMap((one) => write(one, draw) ?? []);
    count(
      name,
      made.map((of) => ({ of, outcome: applied(of, of.case, of.lineEnd) })),
    );
  }
  for (const [at, [name, edit]] of Object.entries(editsElsewhere).entries()) {
    const draw = new Draw(seed * 2000 + at);
    const made = cases.flatMap((one) =>
      Array.from({ length: rounds }, () => edit(one, draw))
        .flatMap((now) => now ?? [])
        .map((now) => ({ of: plain(one), now })),
    );
    count(
      `then-${name}`,
      made.map(({ of, now }) => ({ of, outcome: applied(of, now, of.lineEnd) })),
    );
  }
  count(
    'then-saved-with-crlf',
    cases.map(plain).map((of) => ({ of, outcome: applied(of, of.case, '\r\n') })),
  );
  const draw = new Draw(seed * 3000);
  const gone = cases.flatMap((one) =>
    Array.from({ length: rounds }, () => ({ of: plain(one), now: ownCodeEdited(one, draw) })),
  );
  results['then-own-code-edited'] = neverApplied(gone);
  results['all-in-file'] = allInFile(cases);
  return results;
};

function plain(one: FixCase): Written {
  return { case: one, quote: one.code.join('\n'), replacement: one.fixed.join('\n'), lineEnd: '\n' };
}

/** What one press gives in the text of `now`, where the fix was found in that of `of`. */
function applied(of: Written, now: FixCase, lineEnd: string): Outcome {
  const found = findIn(of);
  if (found === undefined) return 'unanchored';
  const text = textOf(now, now.code, lineEnd);
  const [followed] = followFindings(
    [found],
    text,
    new Map([['', textOf(of.case, of.case.code, of.lineEnd)]]),
    'everything',
  );
  const fix = followed?.fix;
  if (fix === undefined || followed?.state !== 'open') return 'refused';
  if (!fix.automatic) return 'preview';
  const { edits, applied: ready } = combineFixes(text, [fix]);
  if (ready.length === 0) return 'refused';
  return applyFix({ edits, automatic: true }, text) === textOf(now, now.fixed, lineEnd) ? 'exact' : 'wrong';
}

/** The finding as a review comes to it; undefined when it has no place. */
function findIn({ case: one, quote, replacement, lineEnd }: Written): Finding | undefined {
  const text = textOf(one, one.code, lineEnd);
  const line = one.above.length + 1;
  const raw: RawFinding = {
    file: one.file.path,
    line,
    endLine: line + one.code.length - 1,
    quote,
    severity: 'medium',
    category: 'bug',
    title: '',
    explanation: '',
    confidence: 1,
    replacement,
    repaired: false,
  };
  const anchor = anchorFinding(raw, createLineIndex(text));
  const fix = proposeFix(raw, anchor, text);
  const finding: Finding = {
    ...raw,
    id: '',
    file: { root: '/corpus', path: one.file.path },
    anchor,
    state: 'open',
    reviewId: '',
    ...(fix === undefined ? {} : { fix }),
  };
  return rangeOf(finding) === undefined ? undefined : withOrigin(finding, '');
}

function textOf({ above, below }: FixCase, middle: readonly string[], lineEnd: string): string {
  return [...above, ...middle, ...below].join(lineEnd);
}

/** One character of the code typed anew: what was to be replaced is not there. */
function ownCodeEdited(one: FixCase, draw: Draw): FixCase {
  const line = draw.below(one.code.length);
  const code = one.code.map((text, at) => {
    if (at !== line) return text;
    const from = text.length - text.trimStart().length + draw.below(Math.max(1, text.trim().length));
    return `${text.slice(0, from)}x${text.slice(from)}`;
  });
  return { ...one, code };
}

function neverApplied(made: readonly { readonly of: Written; readonly now: FixCase }[]): Counts {
  const outcomes = made.map(({ of, now }) => applied(of, now, of.lineEnd));
  const refused = outcomes.filter((outcome) => outcome === 'refused' || outcome === 'unanchored').length;
  return { cases: made.length, refused, wrong: made.length - refused };
}

function allInFile(cases: readonly FixCase[]): Counts {
  const counts = { cases: 0, exact: 0, wrong: 0, refused: 0 };
  for (const group of Map.groupBy(cases, ({ file }) => file).values()) {
    const [first] = group;
    if (first === undefined || group.length < 2) continue;
    const text = textOf(first, first.code, '\n');
    const fixes = group.flatMap((one): Fix | [] => findIn(plain(one))?.fix ?? []);
    const { edits, applied: ready } = combineFixes(text, fixes);
    const wanted = group.toReversed().reduce((lines, one) => {
      const from = one.above.length;
      return [...lines.slice(0, from), ...one.fixed, ...lines.slice(from + one.code.length)];
    }, text.split('\n'));
    counts.cases++;
    if (ready.length < group.length) counts.refused++;
    else counts[applyFix({ edits, automatic: true }, text) === wanted.join('\n') ? 'exact' : 'wrong']++;
  }
  return counts;
}
