import { anchorFinding } from '../src/core/anchor/anchorFinding.ts';
import { createLineIndex, type LineIndex } from '../src/core/anchor/lineIndex.ts';
import { repairPath } from '../src/core/anchor/repairPath.ts';
import { Draw } from './draw.ts';
import type { Counts, Measure } from './measure.ts';
import { UsageError } from './measure.ts';
import * as misquotes from './misquotes.ts';
import { loadReviewedFiles, type ReviewedFile } from './reviewedFiles.ts';

interface Snippet {
  readonly file: ReviewedFile;
  /** 0-based. */
  readonly first: number;
  readonly lines: readonly string[];
}

interface Case {
  readonly snippet: Snippet;
  readonly quote: string;
  /** 1-based; undefined when the model names none. */
  readonly line: number | undefined;
}

const furthestClaim = 40;

/**
 * Snippets of 1 to 6 lines, damaged as models misquote and claimed up to 40 lines off, back to their place.
 * `--cases` of each class (500). `exact`: the right first and last line; `wrong`: another; `unanchored`: none.
 * `microsEach` is time of the processor, which a busy machine does not change.
 * `--show N` prints the first N that are not exact of each class; `--only N` measures the Nth class alone;
 * `--half 1` and `--half 2` take every other case, to tune on one and to check on the other.
 */
export const measure: Measure = async ({ corpus, seed, number, log }) => {
  const half = number('half', 0);
  const only = number('only', 0);
  const files = takeHalf(loadReviewedFiles(corpus), half);
  if (files.length < 2) throw new UsageError(`no reviewed files under ${corpus}`);
  const cases = number('cases', 500);
  const show = number('show', 0);
  const indexes = new Map<ReviewedFile, LineIndex>(files.map((file) => [file, createLineIndex(file.text)]));
  const results: Record<string, Counts> = {};

  for (const [at, [name, make]] of Object.entries(makers).entries()) {
    if (only !== 0 && at + 1 !== only) continue;
    const draw = new Draw(seed * 1000 + at);
    const counts = { cases: 0, exact: 0, wrong: 0, unanchored: 0 };
    let micros = 0;
    for (let tries = 0; counts.cases < cases && tries < cases * 400; tries++) {
      const made = make(draw, files);
      if (made === undefined) continue;
      const index = indexes.get(made.snippet.file);
      if (index === undefined) continue;
      const { first, lines } = made.snippet;
      const claim = made.line === undefined ? {} : { line: made.line, endLine: made.line + lines.length - 1 };
      const before = process.cpuUsage();
      const anchor = anchorFinding({ quote: made.quote, ...claim }, index);
      const spent = process.cpuUsage(before);
      micros += spent.user + spent.system;
      const range = anchor.kind === 'none' ? undefined : anchor.range;
      const isRight = range?.start.line === first && range.end.line === first + lines.length - 1;
      const outcome = judge(name, anchor.kind, isRight);
      counts.cases++;
      counts[outcome]++;
      if (outcome !== 'exact' && counts.wrong + counts.unanchored <= show) {
        log(
          `${name} ${outcome}: ${made.snippet.file.path}:${first + 1}+${lines.length} claimed ${made.line}`,
        );
        log(
          `  got ${JSON.stringify(anchor)}\n  quote ${JSON.stringify(made.quote)}\n  lines ${JSON.stringify(lines)}`,
        );
      }
    }
    results[name] = { ...counts, microsEach: Math.round(micros / Math.max(1, counts.cases)) };
  }
  if (only === 0) results['wrong-path'] = measurePaths(files, cases, new Draw(seed));
  return results;
};

function takeHalf(files: readonly ReviewedFile[], half: number): readonly ReviewedFile[] {
  const groups = [...new Set(files.map(({ group }) => group))];
  return half === 0 ? files : files.filter(({ group }) => groups.indexOf(group) % 2 === half - 1);
}

/** An absent quote is right when it comes back unanchored, a claim without a quote when it says so. */
function judge(name: string, kind: string, isRight: boolean): 'exact' | 'wrong' | 'unanchored' {
  if (name.startsWith('absent')) return kind === 'none' ? 'exact' : 'wrong';
  if (kind === 'none') return 'unanchored';
  if (name === 'no-quote') return isRight && kind === 'line-only' ? 'exact' : 'wrong';
  return isRight ? 'exact' : 'wrong';
}

type Maker = (draw: Draw, files: readonly ReviewedFile[]) => Case | undefined;

/** A snippet that stands once, damaged, with a claim that is off. */
function damaged(misquote: misquotes.Misquote): Maker {
  return (draw, files) => {
    const snippet = drawSnippet(draw, files);
    if (countIn(snippet.file, snippet.lines) !== 1) return undefined;
    draw.isHashLanguage = /\.(py|lock|toml)$/.test(snippet.file.path);
    draw.pattern = snippet.lines.map(() => draw.chance(0.5));
    const quote = misquote(snippet.lines, draw);
    if (quote === undefined || standsElsewhere(quote, snippet)) return undefined;
    return { snippet, quote, line: claimNear(snippet, draw, furthestClaim) };
  };
}

const makers: Readonly<Record<string, Maker>> = {
  verbatim: damaged(misquotes.verbatim),
  whitespace: damaged(misquotes.whitespace),
  typo: damaged(misquotes.typo),
  elided: damaged(misquotes.elided),
  comments: damaged(misquotes.comments),
  'diff-marks': damaged(misquotes.diffMarks),
  duplicate: (draw, files) => {
    const snippet = drawSnippet(draw, files);
    if (countIn(snippet.file, snippet.lines) < 2) return undefined;
    return { snippet, quote: snippet.lines.join('\n'), line: claimNear(snippet, draw, 3) };
  },
  'no-line': (draw, files) => {
    const snippet = drawSnippet(draw, files);
    if (countIn(snippet.file, snippet.lines) !== 1) return undefined;
    return { snippet, quote: snippet.lines.join('\n'), line: undefined };
  },
  'no-quote': (draw, files) => {
    const snippet = drawSnippet(draw, files);
    return { snippet, quote: '', line: snippet.first + 1 };
  },
  'absent-other': (draw, files) => {
    const target = drawSnippet(draw, files);
    const other = drawSnippet(draw, files);
    if (countIn(target.file, other.lines) > 0) return undefined;
    return { snippet: target, quote: other.lines.join('\n'), line: claimNear(target, draw, furthestClaim) };
  },
  'absent-fixed': (draw, files) => {
    const fixed = drawSnippet(
      draw,
      files.filter((file) => file.counterpart !== undefined && file.side === 'fixed'),
    );
    const buggy = fixed.file.counterpart;
    if (buggy === undefined || countIn(buggy, fixed.lines) > 0) return undefined;
    // A quote that differs by a comment left out is not absent.
    if (squeezeCode(buggy.text).includes(squeezeCode(fixed.lines.join('\n')))) return undefined;
    const snippet = { ...fixed, file: buggy };
    return { snippet, quote: fixed.lines.join('\n'), line: claimNear(snippet, draw, furthestClaim) };
  },
};

function drawSnippet(draw: Draw, files: readonly ReviewedFile[]): Snippet {
  for (;;) {
    const file = draw.one(files);
    const count = 1 + draw.below(6);
    if (file.lines.length < count) continue;
    const first = draw.below(file.lines.length - count + 1);
    const lines = file.lines.slice(first, first + count);
    const isWhole = (lines[0] ?? '').trim() !== '' && (lines.at(-1) ?? '').trim() !== '';
    if (isWhole && lines.join('').replace(/\s/g, '').length >= 6) return { file, first, lines };
  }
}

function squeezeCode(text: string): string {
  return text.replace(/(^|\s)(?:#|\/\/).*$/gm, '').replace(/\s+/g, '');
}

/** How often the lines stand in the file if white space does not count. */
function countIn(file: ReviewedFile, lines: readonly string[]): number {
  const needle = lines.join('').replace(/\s+/g, '');
  let count = 0;
  for (let at = file.bare.indexOf(needle); at !== -1; at = file.bare.indexOf(needle, at + 1)) count++;
  return count;
}

/** Damage may leave nothing to go by, or what was copied from another place. */
function standsElsewhere(quote: string, snippet: Snippet): boolean {
  const bare = quote.replace(/\s+/g, '');
  const isWhole = bare === snippet.lines.join('').replace(/\s+/g, '');
  return bare.length < 6 || (!isWhole && countIn(snippet.file, [quote]) > 0);
}

function claimNear(snippet: Snippet, draw: Draw, furthest: number): number {
  const off = draw.below(2 * furthest + 1) - furthest;
  return Math.min(Math.max(1, snippet.first + 1 + off), snippet.file.lines.length);
}

function measurePaths(files: readonly ReviewedFile[], cases: number, draw: Draw): Counts {
  const counts = { cases: 0, exact: 0, wrong: 0, unanchored: 0 };
  while (counts.cases < cases) {
    const { group } = draw.one(files);
    const labels = [...new Set(files.filter((file) => file.group === group).map((file) => file.path))];
    const label = draw.one(labels);
    const base = label.slice(label.lastIndexOf('/') + 1);
    const damages = [
      `a/${label}`,
      `b/${label}`,
      `./${label}`,
      `/home/someone/project/${label}`,
      label.toUpperCase(),
    ];
    if (labels.filter((other) => other === base || other.endsWith(`/${base}`)).length === 1)
      damages.push(base);
    const repaired = repairPath(draw.one(damages), labels);
    counts.cases++;
    counts[repaired === label ? 'exact' : repaired === undefined ? 'unanchored' : 'wrong']++;
  }
  return counts;
}
