import * as z from 'zod/mini';
import type { SecondLook } from '../effort.ts';
import { severities, type Finding, type Severity } from '../finding.ts';

/** What the second look says of one finding. */
export interface Verdict {
  readonly id: string;
  readonly kind: 'stands' | 'refuted' | 'unsure';
  /** For the user to read; may be empty. */
  readonly evidence: string;
  /** 1-based; the line that refutes the finding. */
  readonly line?: number;
  readonly severity?: Severity;
}

/** Whether the setting wants a finding looked at that has not been yet. */
export function wantsSecondLook(finding: Finding, which: SecondLook): boolean {
  if (which === 'off' || finding.state !== 'open' || finding.verification !== undefined) return false;
  return which === 'all' || isSerious(finding.severity);
}

const wireVerdict = z.object({
  id: z.union([z.string(), z.number()]),
  verdict: z.enum(['stands', 'refuted', 'unsure']),
  evidence: z.catch(z.string(), ''),
  line: z.catch(z.optional(z.nullable(z.int())), undefined),
  severity: z.catch(z.optional(z.nullable(z.enum(severities))), undefined),
});

/** One element of `verdicts`; undefined when it names no finding or says nothing of it. */
export function readVerdict(value: unknown): Verdict | undefined {
  const parsed = z.safeParse(wireVerdict, value);
  if (!parsed.success) return undefined;
  const { id, verdict, evidence, line, severity } = parsed.data;
  return {
    id: String(id).trim(),
    kind: verdict,
    evidence,
    ...(typeof line === 'number' && line > 0 ? { line } : {}),
    ...(typeof severity === 'string' ? { severity } : {}),
  };
}

/**
 * The finding after its second look. It is refuted only with evidence and a line that was shown (`isShown`, 1-based);
 * without them, or without an answer, the question is open and the finding stays. What stands may be graver than
 * first said by one step, or lighter by any.
 */
export function settleVerdict(
  finding: Finding,
  verdict: Verdict | undefined,
  isShown: (line: number) => boolean,
): Finding {
  if (verdict?.kind === 'stands') {
    const severity = withinOneStep(finding.severity, verdict.severity ?? finding.severity);
    return { ...finding, severity, verification: 'confirmed' };
  }
  const { kind, evidence = '', line } = verdict ?? {};
  const proven = kind === 'refuted' && evidence !== '' && line !== undefined && isShown(line);
  if (!proven) return { ...finding, verification: 'unresolved' };
  const { verification: _, ...refuted } = finding;
  return { ...refuted, state: 'filtered', filtered: { kind: 'refuted', detail: evidence } };
}

function withinOneStep(first: Severity, second: Severity): Severity {
  const highest = Math.max(0, severities.indexOf(first) - 1);
  return severities[Math.max(highest, severities.indexOf(second))] ?? first;
}

function isSerious(severity: Severity): boolean {
  return severity === 'critical' || severity === 'high';
}
