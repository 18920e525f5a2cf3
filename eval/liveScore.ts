import type { Counts } from './measure.ts';
import type { LiveCase, Spot } from './liveCases.ts';

/** Findings this many lines away still speak of the same code: people point at a head, a model at the line. */
export const tolerance = 3;

/** What a review of one case came to, as it is kept. */
export interface LiveAnswer {
  readonly name: string;
  readonly findings: readonly (Spot & { readonly title: string })[];
  /** Findings without a line. */
  readonly unplaced: number;
  /** Dollars; null when the price is not known. */
  readonly cost: number | null;
  /** From the start of the review; null without a finding. */
  readonly firstFindingMs: number | null;
  readonly model: string | null;
}

/** How far two spots are apart: 0 when they share a line, undefined in different files. */
export function distance(a: Spot, b: Spot): number | undefined {
  if (a.path !== b.path) return undefined;
  return Math.max(0, a.from - b.to, b.from - a.to);
}

function near(a: Spot, b: Spot): boolean {
  const lines = distance(a, b);
  return lines !== undefined && lines <= tolerance;
}

/**
 * - `prs`: `found` of the `valid` comments have a finding at their lines, `repeated` of the `rejected` ones too; of the
 *   findings, `onValid`, `onRejected`, and `elsewhere`, which nobody has judged.
 * - `bugs`: `found` of the cases have a finding at one of their spots.
 * - `quiet`: `kept` of the cases have none.
 * - `lines`: of the findings at what they were to find, `onLine` share a line with it, the others are up to three off.
 * - `all`: cases and their cost, in dollars and milliseconds.
 * Shares are in percent.
 */
export function scoreLive(
  cases: readonly LiveCase[],
  answers: ReadonlyMap<string, LiveAnswer>,
): Readonly<Record<string, Counts>> {
  const prs = {
    cases: 0,
    valid: 0,
    found: 0,
    rejected: 0,
    repeated: 0,
    findings: 0,
    onValid: 0,
    onRejected: 0,
    elsewhere: 0,
  };
  const bugs = { cases: 0, found: 0, findings: 0, elsewhere: 0 };
  const quiet = { cases: 0, kept: 0, findings: 0 };
  const lines = { cases: 0, onLine: 0 };
  const answered: LiveAnswer[] = [];
  for (const one of cases) {
    const answer = answers.get(one.name);
    if (answer === undefined) continue;
    answered.push(answer);
    const { findings } = answer;
    const onValid = findings.filter((finding) => one.valid.some((spot) => near(finding, spot)));
    const foundOf = (spots: readonly Spot[]) =>
      spots.filter((spot) => findings.some((finding) => near(finding, spot)));
    lines.cases += onValid.length;
    lines.onLine += onValid.filter((finding) =>
      one.valid.some((spot) => distance(finding, spot) === 0),
    ).length;
    switch (one.kind) {
      case 'pr': {
        const others = findings.filter((finding) => !onValid.includes(finding));
        const onRejected = others.filter((finding) => one.rejected.some((spot) => near(finding, spot)));
        prs.cases++;
        prs.valid += one.valid.length;
        prs.found += foundOf(one.valid).length;
        prs.rejected += one.rejected.length;
        prs.repeated += foundOf(one.rejected).length;
        prs.findings += findings.length;
        prs.onValid += onValid.length;
        prs.onRejected += onRejected.length;
        prs.elsewhere += others.length - onRejected.length;
        break;
      }
      case 'bug':
        bugs.cases++;
        bugs.found += Number(onValid.length > 0);
        bugs.findings += findings.length;
        bugs.elsewhere += findings.length - onValid.length;
        break;
      case 'quiet':
        quiet.cases++;
        quiet.kept += Number(findings.length === 0);
        quiet.findings += findings.length;
    }
  }
  const costs = answered.flatMap(({ cost }) => cost ?? []);
  const waits = answered.flatMap(({ firstFindingMs }) => firstFindingMs ?? []);
  const dollars = costs.reduce((sum, cost) => sum + cost, 0);
  return {
    prs: {
      ...prs,
      recallPercent: percent(prs.found, prs.valid),
      falseAlarmPercent: percent(prs.repeated, prs.rejected),
    },
    bugs: { ...bugs, recallPercent: percent(bugs.found, bugs.cases) },
    quiet: { ...quiet, keptPercent: percent(quiet.kept, quiet.cases) },
    lines: { ...lines, precisionPercent: percent(lines.onLine, lines.cases) },
    all: {
      cases: answered.length,
      left: cases.length - answered.length,
      unplaced: answered.reduce((sum, { unplaced }) => sum + unplaced, 0),
      dollars: rounded(dollars),
      dollarsEach: rounded(dollars / Math.max(1, costs.length)),
      firstFindingMs: Math.round(median(waits)),
    },
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;
}

function rounded(dollars: number): number {
  return Math.round(dollars * 1e6) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
