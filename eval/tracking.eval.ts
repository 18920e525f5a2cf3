import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Range } from '../src/core/finding.ts';
import { splitLines } from '../src/core/findings/alignLines.ts';
import { trackVersions, type Place, type TrackingMode } from '../src/core/findings/trackVersions.ts';
import { UsageError, type Counts, type Measure } from './measure.ts';

/** One file of `tracking/cases`: what git's four diff algorithms agree on for each commented line. */
interface Truth {
  readonly case: string;
  /** Below the case. */
  readonly old: string;
  /** Beside the truth. */
  readonly new_file: string;
  readonly anchors: readonly {
    readonly from_line: number;
    readonly to_line: number;
    readonly summary: string;
    readonly lines: readonly TruthLine[];
  }[];
}

/** Lines are 1-based. */
interface TruthLine {
  readonly line: number;
  readonly state: 'kept' | 'gone' | 'whitespace-only-change' | 'ambiguous';
  readonly to: number | readonly number[] | null;
}

/**
 * Commented lines of reviewed files in later versions of these files. Each line counts once per version, as a
 * finding of its own; `findings` are the comments with all their lines.
 * `right`: open at the right line (kept, whitespace), or not open (gone). `lost`: not open though its line is
 * there. `wrong` and `shownElsewhere`: open on another line. `line-diff` takes moved blocks for gone,
 * `with-moves` follows them; the truth knows no moves. `--show N` prints the first N that are not right.
 */
export const measure: Measure = async ({ corpus, number, log }) => {
  const truths = globSync('tracking/cases/*/*.truth.json', { cwd: corpus }).toSorted();
  if (truths.length === 0) throw new UsageError(`no tracking cases under ${corpus}`);
  let show = number('show', 0);
  const results: Record<string, Counts> = {};
  for (const mode of ['line-diff', 'with-moves'] as const) {
    const tally = new Tally(mode);
    for (const path of truths) {
      const file = join(corpus, path);
      const truth = JSON.parse(readFileSync(file, 'utf8')) as Truth;
      const oldFile = join(corpus, truth.case, truth.old);
      if (!existsSync(oldFile)) throw new UsageError(`${path} speaks of ${oldFile}, which is not there`);
      const before = readFileSync(oldFile, 'utf8');
      const after = readFileSync(join(dirname(file), truth.new_file), 'utf8');
      for (const miss of tally.judge(truth, before, after)) if (show-- > 0) log(`${mode} ${path} ${miss}`);
    }
    Object.assign(results, tally.counts());
  }
  return results;
};

class Tally {
  readonly #mode: TrackingMode;
  readonly #kept = { cases: 0, right: 0, wrong: 0, lost: 0 };
  readonly #whitespace = { cases: 0, right: 0, wrong: 0, lost: 0 };
  readonly #gone = { cases: 0, right: 0, shownElsewhere: 0, changed: 0, gone: 0 };
  readonly #findings = { cases: 0, right: 0, wrong: 0, lost: 0 };
  #micros = 0;
  #files = 0;

  constructor(mode: TrackingMode) {
    this.#mode = mode;
  }

  counts(): Record<string, Counts> {
    return {
      [`${this.#mode} kept`]: this.#kept,
      [`${this.#mode} whitespace`]: this.#whitespace,
      [`${this.#mode} gone`]: this.#gone,
      [`${this.#mode} findings`]: {
        ...this.#findings,
        microsEachFile: Math.round(this.#micros / Math.max(1, this.#files)),
      },
    };
  }

  *judge(truth: Truth, before: string, after: string): Generator<string> {
    const texts = splitLines(before);
    const lines = [
      ...new Map(truth.anchors.flatMap((anchor) => anchor.lines).map((line) => [line.line, line])).values(),
    ];
    const ranges = [
      ...lines.map(({ line }) => rangeOfLines(texts, line, line)),
      ...truth.anchors.map(({ from_line, to_line }) => rangeOfLines(texts, from_line, to_line)),
    ];
    const began = performance.now();
    const places = trackVersions(before, after, ranges, this.#mode);
    this.#micros += (performance.now() - began) * 1000;
    this.#files++;
    for (const [at, line] of lines.entries()) {
      const place = places[at] ?? { kind: 'gone' };
      if (!this.#judgeLine(line, place))
        yield `${line.line} ${line.state} ${JSON.stringify(line.to)} ${describePlace(place)} ${texts[line.line - 1] ?? ''}`;
    }
    for (const [at, anchor] of truth.anchors.entries())
      this.#judgeFinding(anchor.lines, places[lines.length + at] ?? { kind: 'gone' });
  }

  #judgeLine({ state, to }: TruthLine, place: Place): boolean {
    const shown = place.kind === 'kept' ? place.range.start.line + 1 : undefined;
    if (state === 'ambiguous') return true;
    if (state === 'gone') {
      this.#gone.cases++;
      this.#gone[shown === undefined ? 'right' : 'shownElsewhere']++;
      if (place.kind !== 'kept') this.#gone[place.kind]++;
      return shown === undefined;
    }
    const counts = state === 'kept' ? this.#kept : this.#whitespace;
    counts.cases++;
    counts[shown === to ? 'right' : shown === undefined ? 'lost' : 'wrong']++;
    return shown === to;
  }

  /** Open exactly when all its lines are there and still one block. */
  #judgeFinding(lines: readonly TruthLine[], place: Place): void {
    if (lines.some(({ state }) => state === 'ambiguous')) return;
    const targets = lines.flatMap(({ to }) => (typeof to === 'number' ? [to] : []));
    const [first = 0] = targets;
    const isWhole = targets.length === lines.length && targets.every((to, at) => to === first + at);
    const shown = place.kind === 'kept' ? place.range.start.line + 1 : undefined;
    this.#findings.cases++;
    if (isWhole) this.#findings[shown === first ? 'right' : shown === undefined ? 'lost' : 'wrong']++;
    else this.#findings[shown === undefined ? 'right' : 'wrong']++;
  }
}

/** 1-based, inclusive lines; the range is on their code. */
function rangeOfLines(lines: readonly string[], from: number, to: number): Range {
  const first = lines[from - 1] ?? '';
  const start = { line: from - 1, character: first.length - first.trimStart().length };
  return { start, end: { line: to - 1, character: (lines[to - 1] ?? '').length } };
}

function describePlace(place: Place): string {
  return place.kind === 'gone' ? 'gone' : `${place.kind} ${place.range.start.line + 1}`;
}
