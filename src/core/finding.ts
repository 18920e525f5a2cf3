/** How bad the consequence is, worst first. The rubric in `prompt/rubric.ts` gives each its meaning. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

export const categories = [
  'bug',
  'security',
  'performance',
  'concurrency',
  'error-handling',
  'api',
  'maintainability',
  'test',
  'documentation',
] as const;
export type Category = (typeof categories)[number];

/** 0-based line; `character` counts UTF-16 code units from the start of the line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * One file on disk. `root` is the absolute path of its repository, `path` is relative to it; both with `/`.
 */
export interface FileRef {
  readonly root: string;
  readonly path: string;
}

/** One finding as the model wrote it, checked for shape and nothing else. */
export interface RawFinding {
  /** The path as the model gave it; may carry `a/`, `./` or the wrong case. */
  readonly file: string;
  /** 1-based, in the text that was reviewed; undefined when the model gave none that makes sense. */
  readonly line?: number;
  /** 1-based, inclusive. */
  readonly endLine?: number;
  /** The code the finding is about, as the model copied it; may be empty. */
  readonly quote: string;
  readonly severity: Severity;
  readonly category: Category;
  /** The model's short word for the kind of defect, as `off-by-one`; undefined when it gave none. */
  readonly rule?: string;
  /** Common weakness number, as in `CWE-79`. */
  readonly cwe?: number;
  readonly title: string;
  readonly explanation: string;
  /** 0 to 1, the model's own. */
  readonly confidence: number;
  /** What to put in place of the quote; null when the model proposes no fix. */
  readonly replacement: string | null;
  /** True when the JSON around it had to be mended: such a finding never carries an automatic fix. */
  readonly repaired: boolean;
}

/**
 * Where a finding sits, and how sure that is.
 * - `exact`: the quote stands in the text, character for character or but for white space.
 * - `relocated`: the quote was damaged; the best match, `similarity` from 0 to 1.
 * - `line-only`: the range rests on the claimed line number alone.
 * - `none`: nothing agrees; the finding is listed without a line.
 */
export type Anchor =
  | { readonly kind: 'exact'; readonly range: Range }
  | { readonly kind: 'relocated'; readonly range: Range; readonly similarity: number }
  | { readonly kind: 'line-only'; readonly range: Range }
  | { readonly kind: 'none'; readonly reason: NoAnchorReason };

/** `ambiguous`: the quote stands in several places and nothing says which is meant. */
export const noAnchorReasons = [
  'unknown-file',
  'quote-not-found',
  'ambiguous',
  'no-line-no-quote',
  'file-deleted',
] as const;
export type NoAnchorReason = (typeof noAnchorReasons)[number];

/** Replace `before`, which stands at `range`, by `after`. All line ends as in the file. */
export interface FixEdit {
  readonly range: Range;
  readonly before: string;
  readonly after: string;
}

export interface Fix {
  /** In one file, the finding's; in text order; not overlapping. */
  readonly edits: readonly FixEdit[];
  /** May be offered as a one-press quick fix; false means preview only. */
  readonly automatic: boolean;
}

/**
 * - `open`: as reviewed.
 * - `changed`: its own code was edited since the review.
 * - `gone`: its code is no longer in the file (another branch, a revert, a deletion); back when the code is.
 * - `fixed`: a re-check or a later review did not find it again.
 * - `dismissed`: the user does not want to see it.
 * - `filtered`: held back by the review itself, see `Finding.filtered`.
 */
export const findingStates = ['open', 'changed', 'gone', 'fixed', 'dismissed', 'filtered'] as const;
export type FindingState = (typeof findingStates)[number];

export const filterKinds = [
  'refuted',
  'outside-change',
  'known-diagnostic',
  'low-confidence',
  'low-severity',
  'too-many',
  'dismissed-kind',
] as const;

/** Why a review holds a finding back. `detail` is for the user to read; may be empty. */
export interface FilterReason {
  readonly kind: (typeof filterKinds)[number];
  readonly detail: string;
}

/**
 * What a second look made of the finding; undefined when none was asked for.
 * - `pending`: asked for, no answer yet.
 * - `confirmed`: tried to refute, and it stood.
 * - `unresolved`: the second look failed or came to no answer.
 */
export const verifications = ['pending', 'confirmed', 'unresolved'] as const;
export type Verification = (typeof verifications)[number];

/** One finding as every surface shows it. */
export interface Finding {
  /** Fingerprint of code and claim: the same for the same problem in a later review. */
  readonly id: string;
  readonly file: FileRef;
  readonly anchor: Anchor;
  /** Empty when the model gave no quote. */
  readonly quote: string;
  readonly severity: Severity;
  readonly category: Category;
  /** The kind of defect in a short word, as `off-by-one`; undefined when the model gave none. */
  readonly rule?: string;
  readonly title: string;
  readonly explanation: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly fix?: Fix;
  readonly state: FindingState;
  /** The review that found it. */
  readonly reviewId: string;
  /** The model that really answered, as the service names it; undefined until the service says. */
  readonly modelVersion?: string;
  /**
   * Where it was found: the text that was reviewed, by its id among the kept texts, and the range in it. What
   * following through changes made outside the editor rests on; undefined without a line.
   */
  readonly origin?: { readonly textId: string; readonly range: Range; readonly fix?: Fix };
  readonly verification?: Verification;
  /** Set exactly when the state is `filtered`. */
  readonly filtered?: FilterReason;
  /** Common weakness number, as in `CWE-79`; undefined when none applies. */
  readonly cwe?: number;
  /** The tool that found it, where it was imported and no review of ours: none of those can tell that it is fixed. */
  readonly tool?: string;
}

/** The range of an anchored finding; undefined when it has no line. */
export function rangeOf(finding: Finding): Range | undefined {
  return finding.anchor.kind === 'none' ? undefined : finding.anchor.range;
}

/** Worst first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(findings: readonly { readonly severity: Severity }[]): SeverityCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
