import * as z from 'zod/mini';
import { categories, severities, type Category, type Severity } from '../finding.ts';
import { fail, succeed, type Result } from '../errors.ts';
import {
  sarifResult,
  sarifRule,
  sarifRun,
  type SarifRegion,
  type SarifResult,
  type SarifRule,
  type SarifRun,
} from './sarifLog.ts';
import { resolveSarifPath, type SarifPath } from './sarifPath.ts';

/** One result of another tool, or of this one, before it was looked for in the text of now. */
export interface ImportedFinding {
  readonly tool: string;
  readonly rule: string | undefined;
  readonly severity: Severity;
  readonly category: Category | undefined;
  readonly cwe: number | undefined;
  readonly title: string;
  /** Empty when the title says all. */
  readonly explanation: string;
  /** 0 to 1. */
  readonly confidence: number | undefined;
  readonly path: SarifPath;
  readonly region: SarifRegion | undefined;
  readonly contextRegion: SarifRegion | undefined;
  /** Columns count code points, not UTF-16 units. */
  readonly codePoints: boolean;
  readonly state: 'open' | 'suppressed' | 'absent';
}

export interface ImportedLog {
  readonly findings: readonly ImportedFinding[];
  /** Results whose shape could not be read. */
  readonly unreadable: number;
  /** Results beyond the bound. */
  readonly left: number;
  /** Tools that say of themselves that they did not come to their end. */
  readonly unfinished: readonly string[];
}

export type SarifFailure =
  | { readonly kind: 'not-json' }
  | { readonly kind: 'not-sarif' }
  /** As the file has it; empty when it has none. */
  | { readonly kind: 'version'; readonly version: string };

/** More results than this are no reading for people. */
export const mostImported = 20_000;

const longestTitle = 200;
const longestText = 20_000;

/** The results of all runs of a SARIF 2.1.0 log, but those that say that all is well. */
export function readSarif(content: string, roots: readonly string[]): Result<ImportedLog, SarifFailure> {
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\ufeff/, ''));
  } catch {
    return fail({ kind: 'not-json' });
  }
  const log = z.object({ version: z.optional(z.unknown()), runs: z.array(z.unknown()) }).safeParse(value);
  if (!log.success) return fail({ kind: 'not-sarif' });
  const { version } = log.data;
  if (version !== '2.1.0')
    return fail({ kind: 'version', version: typeof version === 'string' ? version.slice(0, 20) : '' });
  const findings: ImportedFinding[] = [];
  const unfinished: string[] = [];
  let [unreadable, left] = [0, 0];
  for (const one of log.data.runs) {
    const run = sarifRun.safeParse(one);
    if (!run.success) {
      unreadable++;
      continue;
    }
    const tool = brief(run.data.tool.driver.name ?? '');
    if (run.data.invocations?.some(({ executionSuccessful }) => executionSuccessful === false) === true)
      unfinished.push(tool);
    const ruleOf = ruleFinder(run.data);
    for (const each of run.data.results ?? []) {
      const result = sarifResult.safeParse(each);
      if (!result.success) unreadable++;
      else if (result.data.kind === 'pass' || result.data.kind === 'notApplicable') continue;
      else if (findings.length >= mostImported) left++;
      else findings.push(importResult(result.data, run.data, tool, ruleOf(result.data), roots));
    }
  }
  return succeed({ findings, unreadable, left, unfinished });
}

function importResult(
  result: SarifResult,
  run: SarifRun,
  tool: string,
  rule: SarifRule | undefined,
  roots: readonly string[],
): ImportedFinding {
  const { properties, rank, suppressions = [], baselineState } = result;
  const place = result.locations?.[0]?.physicalLocation;
  const id = result.ruleId ?? result.rule?.id ?? rule?.id;
  const said = messageOf(result, rule).trim();
  const [head = '', ...rest] = said.split(/\r\n|\r|\n/);
  const title = brief(head) || brief(rule?.shortDescription?.text ?? '') || (id ?? tool);
  const suppressed =
    suppressions.length > 0 && suppressions.every(({ status = 'accepted' }) => status === 'accepted');
  return {
    tool,
    rule: id === undefined ? undefined : brief(id),
    severity: severityOf(result, rule),
    category: categories.find((category) => category === properties?.category),
    cwe: weaknessOf(result, rule),
    title,
    explanation: (title === head.trim() ? rest.join('\n').trim() : said).slice(0, longestText),
    confidence: rank === undefined || rank < 0 || rank > 100 ? undefined : rank / 100,
    path: resolveSarifPath(place?.artifactLocation, run, roots),
    region: place?.region,
    contextRegion: place?.contextRegion,
    codePoints: run.columnKind === 'unicodeCodePoints',
    state: baselineState === 'absent' ? 'absent' : suppressed ? 'suppressed' : 'open',
  };
}

/** By the number a result gives, else by its name; a name may have parts, of which the rule has the first. */
function ruleFinder({ tool }: SarifRun): (result: SarifResult) => SarifRule | undefined {
  const all = [tool.driver, ...(tool.extensions ?? [])].flatMap(({ rules = [] }) =>
    rules.map((one) => sarifRule.safeParse(one).data),
  );
  const byId = new Map(all.map((rule) => [rule?.id, rule]));
  return ({ ruleId, ruleIndex = -1, rule }) => {
    const id = ruleId ?? rule?.id;
    if (id === undefined) return all[ruleIndex];
    return byId.get(id) ?? byId.get(id.split('/')[0]);
  };
}

/** Embedded links become their text; the backslashes that keep brackets from being links go. */
function messageOf({ message }: SarifResult, rule: SarifRule | undefined): string {
  const { text, id = '', arguments: words = [] } = message;
  const known = Object.hasOwn(rule?.messageStrings ?? {}, id) ? rule?.messageStrings?.[id]?.text : undefined;
  const filled = (text ?? known ?? '').replace(/\{(\d+)\}/g, (hole, at: string) => words[Number(at)] ?? hole);
  return filled
    .slice(0, longestText)
    .replace(/(?<!\\)\[([^[\]\\]+)\]\((?:[^()\s]+)\)/g, '$1')
    .replace(/\\([[\]])/g, '$1');
}

function severityOf({ properties, level, kind }: SarifResult, rule: SarifRule | undefined): Severity {
  const own = severities.find((severity) => severity === properties?.severity);
  if (own !== undefined) return own;
  // By the bounds that GitHub documents for `security-severity`.
  const score = Number(rule?.properties?.['security-severity'] ?? Number.NaN);
  if (score > 0) return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  if (kind === 'informational') return 'info';
  const said = level ?? rule?.defaultConfiguration?.level ?? 'warning';
  return ({ error: 'high', note: 'low', none: 'info' } as const)[said] ?? 'medium';
}

function weaknessOf({ taxa = [] }: SarifResult, rule: SarifRule | undefined): number | undefined {
  const references = [...taxa, ...(rule?.relationships ?? []).flatMap(({ target }) => target ?? [])];
  const named = references.find(({ toolComponent }) => toolComponent?.name === 'CWE')?.id;
  const tags = (rule?.properties?.tags ?? []).filter((tag) => typeof tag === 'string');
  const tag = tags.map((one) => /\bcwe-0*(\d{1,5})$/i.exec(one)?.[1]).find((one) => one !== undefined);
  const number = Number(named?.replace(/^cwe-/i, '') ?? tag);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1)}…` : line;
}
