import { rangeOf, type FileRef, type FilterReason, type Finding, type Range } from '../finding.ts';
import type { ToolDiagnostic } from '../toolDiagnostic.ts';
import { claimWords, countCommon, likeness, shareFound } from './claimWords.ts';

/** Share of the message's words that the finding must use. */
const leastFound = 0.5;
/** One common word is chance. */
const leastCommon = 2;
/** From here on the names of two rules mean the same: `unused-variable` and `no-unused-vars` reach 0.5. */
const likeRule = 0.5;
const longestMessage = 300;

/** The diagnostics of a review, asked about finding by finding. */
export class KnownDiagnostics {
  readonly #byFile = new Map<string, ToolDiagnostic[]>();

  constructor(diagnostics: readonly ToolDiagnostic[]) {
    for (const one of diagnostics) {
      const key = keyOf(one.file);
      const known = this.#byFile.get(key);
      if (known === undefined) this.#byFile.set(key, [one]);
      else known.push(one);
    }
  }

  /**
   * The diagnostic that says the same on one of the same lines: its rule has the same name, or the finding uses at
   * least half of its words, one of the names that it quotes among them.
   */
  sayingTheSame(finding: Finding): ToolDiagnostic | undefined {
    const range = rangeOf(finding);
    const candidates = this.#byFile.get(keyOf(finding.file));
    if (range === undefined || candidates === undefined) return undefined;
    const near = candidates.filter((one) => shareLine(one.range, range));
    if (near.length === 0) return undefined;
    const said = claimWords(`${finding.rule ?? ''} ${finding.title} ${finding.explanation}`);
    const rule = claimWords(finding.rule ?? '');
    return near.find((one) => sameRule(one, rule) || sameWords(one, said));
  }

  /** Undefined for a finding that no diagnostic says already. */
  reason(finding: Finding): FilterReason | undefined {
    const known = this.sayingTheSame(finding);
    if (known === undefined) return undefined;
    const code = known.code === undefined ? '' : `(${known.code})`;
    const message = known.message.replace(/\s+/g, ' ').trim().slice(0, longestMessage).toWellFormed();
    return { kind: 'known-diagnostic', detail: `${known.source}${code}: ${message}` };
  }
}

function sameRule({ code }: ToolDiagnostic, rule: ReadonlySet<string>): boolean {
  if (code === undefined || rule.size === 0) return false;
  const words = claimWords(abbreviated(code));
  return words.size > 1 && likeness(words, claimWords(abbreviated([...rule].join(' ')))) >= likeRule;
}

/** Linters like `vars`, `params` and `expr`; people write them out. */
function abbreviated(words: string): string {
  return words
    .replace(/\bvariabl\w*|\bvars?\b/g, 'var')
    .replace(/\bparam\w*/g, 'param')
    .replace(/\bexpr\w*/g, 'expr');
}

function sameWords({ message }: ToolDiagnostic, said: ReadonlySet<string>): boolean {
  const words = claimWords(message);
  if (countCommon(words, said) < leastCommon || shareFound(words, said) < leastFound) return false;
  const quoted = claimWords(
    [...message.matchAll(/['"`‘“]([^'"`’”]+)['"`’”]/g)].map(([, one]) => one).join(' '),
  );
  return quoted.size === 0 || countCommon(quoted, said) > 0;
}

function shareLine(a: Range, b: Range): boolean {
  return a.start.line <= lastLine(b) && b.start.line <= lastLine(a);
}

function lastLine({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

function keyOf({ root, path }: FileRef): string {
  return `${root}\0${path}`;
}
