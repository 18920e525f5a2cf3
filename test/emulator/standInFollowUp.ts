import { readPrompt, type PromptFile } from './standInPrompt.ts';
import type { WireFinding } from './standInRule.ts';
import { languageOf } from './standInScanner.ts';

type Scan = (files: readonly PromptFile[]) => readonly WireFinding[];

/** A claim in the prompt of a later request; `text` is its title and explanation. */
interface PromptClaim {
  readonly id: string;
  readonly path: string;
  /** 1-based, inclusive; undefined for a claim without a line. */
  readonly lines: { readonly start: number; readonly end: number } | undefined;
  readonly category: string;
  readonly text: string;
}

const headings = {
  verify: '=== claims to check ===',
  fix: '=== defects to fix ===',
  recheck: '=== claim to check again ===',
} as const;

/**
 * The answer to a request about findings of an earlier one, undefined for any other: the rules are applied once more to
 * all code that it shows, and only what they find there stands. The words of a claim decide nothing but which rule is
 * meant.
 */
export function answerFollowUp(prompt: string, scan: Scan): string | undefined {
  const lines = new Set(prompt.split('\n'));
  const claims = readClaims(prompt);
  const files = readPrompt(prompt).map(underReview);
  const found = scan(files);
  if (lines.has(headings.verify)) {
    return JSON.stringify({ verdicts: claims.map((claim) => verdictOn(claim, found)) });
  }
  if (lines.has(headings.fix)) {
    return JSON.stringify({ fixes: claims.map((claim) => fixOf(claim, found)) });
  }
  const [claim] = claims;
  if (!lines.has(headings.recheck) || claim === undefined) return undefined;
  return JSON.stringify(checkAgain(claim, found));
}

function verdictOn(claim: PromptClaim, found: readonly WireFinding[]): object {
  const { id, lines } = claim;
  const match = matching(claim, found).find((one) => meets(one, lines));
  if (match !== undefined) {
    const { severity, explanation } = match;
    return { id, evidence: explanation, line: null, verdict: 'stands', severity };
  }
  if (lines === undefined || languageOf(claim.path) === undefined) {
    return { id, evidence: 'There is no rule for this.', line: null, verdict: 'unsure', severity: 'medium' };
  }
  const evidence = `Line ${lines.start} has none of the patterns the rules know as this defect.`;
  return { id, evidence, line: lines.start, verdict: 'refuted', severity: 'info' };
}

function fixOf(claim: PromptClaim, found: readonly WireFinding[]): object {
  const { id, lines } = claim;
  const match = matching(claim, found).find(
    ({ line, endLine }) => line === lines?.start && endLine === lines.end,
  );
  return { id, replacement: match?.replacement ?? null };
}

function checkAgain(claim: PromptClaim, found: readonly WireFinding[]): object {
  const wanted = claim.lines?.start ?? 1;
  const [nearest] = matching(claim, found).toSorted(
    (a, b) => Math.abs(a.line - wanted) - Math.abs(b.line - wanted),
  );
  if (nearest !== undefined) {
    const { explanation, line, endLine, quote } = nearest;
    return { evidence: explanation, verdict: 'present', line, endLine, quote };
  }
  const known = languageOf(claim.path) !== undefined;
  return {
    evidence: known ? 'The pattern of this defect is in no shown line.' : 'There is no rule for this.',
    verdict: known ? 'fixed' : 'unsure',
    line: null,
    endLine: null,
    quote: '',
  };
}

/** Findings of the rule that the claim came from: the same title but for numbers and names, which may change. */
function matching(claim: PromptClaim, found: readonly WireFinding[]): readonly WireFinding[] {
  return found.filter(
    ({ file, category, title }) =>
      file === claim.path && category === claim.category && claim.text.startsWith(variable(title)),
  );
}

const variable = (text: string): string => text.replace(/`[^`]*`/g, '``').replace(/\d+/g, '0');

const meets = (finding: WireFinding, lines: PromptClaim['lines']): boolean =>
  lines !== undefined && finding.line <= lines.end && lines.start <= finding.endLine;

function readClaims(prompt: string): readonly PromptClaim[] {
  const claims: PromptClaim[] = [];
  const head = /^--- claim (\S+): ("(?:[^"\\]|\\.)*") (?:no line|lines? (\d+)(?:-(\d+))?), \w+, ([\w-]+)$/;
  let text: string[] | undefined;
  for (const line of prompt.split('\n')) {
    const match = head.exec(line);
    if (match !== null) {
      const [, id = '', path = '""', start, end = start, category = ''] = match;
      const lines = start === undefined ? undefined : { start: Number(start), end: Number(end) };
      const of: string[] = [];
      text = of;
      claims.push({
        id,
        path: JSON.parse(path) as string,
        lines,
        category,
        get text() {
          return variable(of.join('\n'));
        },
      });
    } else if (/^ {6} \| /.test(line)) text?.push(line.slice(9));
    else text = undefined;
  }
  return claims;
}

const underReview = (file: PromptFile): PromptFile => ({
  ...file,
  hunks: file.hunks.map((hunk) => hunk.map((line) => ({ ...line, underReview: line.number !== undefined }))),
});
