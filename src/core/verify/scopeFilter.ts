import type { ChangedFile, DiffLine } from '../change.ts';
import { rangeOf, type FilterReason, type Finding, type Range } from '../finding.ts';
import type { LineSpan } from '../ports.ts';

export interface ScopeFilterOptions {
  /** Findings so many lines away from the change pass too. */
  readonly nearby: number;
}

/** What findings are measured against, in the reviewed texts: the lines that are asked about, and what they name. */
export class ReviewedScope {
  readonly #files = new Map<string, FileScope>();
  /** Names declared on changed lines: what happens to them shows in other files. */
  readonly #declared = new Set<string>();

  constructor(files: readonly ChangedFile[] = []) {
    for (const file of files) this.add(file);
  }

  /** One more file of the review, so that many can be added piece by piece. */
  add(file: ChangedFile): void {
    const key = keyOf(file.ref);
    this.#files.set(key, joined(this.#files.get(key), scopeOf(file)));
    for (const line of changedLines(file)) {
      for (const [, declared = ''] of line.text.matchAll(declaration)) this.#declared.add(declared);
    }
  }

  /**
   * Why a finding lies outside of what was asked about; undefined when it touches an added line, a line next to
   * which one was removed, or one in focus, and when it has no line. On a shown line it may also be caused by the
   * change: then its text names a changed line by number, or writes as code a name that stands on one.
   */
  outside(finding: Finding, { nearby }: ScopeFilterOptions): FilterReason | undefined {
    const range = rangeOf(finding);
    const scope = this.#files.get(keyOf(finding.file));
    if (range === undefined || scope === undefined || scope.everything) return undefined;
    const lines = linesOf(range);
    if (scope.lines.some((span) => meets(span, lines, nearby))) return undefined;
    if (scope.shown.some((span) => meets(span, lines, 0)) && this.#isCaused(finding, scope)) return undefined;
    return { kind: 'outside-change', detail: '' };
  }

  #isCaused(finding: Finding, scope: FileScope): boolean {
    const text = `${finding.title}\n${finding.explanation}`;
    for (const [, number] of text.matchAll(/\blines? (\d{1,7})\b/gi)) {
      const line = Number(number);
      if (scope.lines.some((span) => meets(span, { start: line, end: line }, 0))) return true;
    }
    return codeNames(text).some((name) => scope.names.has(name) || this.#declared.has(name));
  }
}

interface FileScope {
  readonly everything: boolean;
  /** Lines asked about. */
  readonly lines: readonly LineSpan[];
  /** Lines that were sent. */
  readonly shown: readonly LineSpan[];
  /** Names on changed lines. */
  readonly names: ReadonlySet<string>;
}

const name = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** A word of declaration in the usual languages, and the name behind it. */
const declaration =
  /\b(?:class|const|def|enum|fn|func|fun|function|interface|let|module|namespace|record|struct|sub|trait|type|val|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gu;
const inBackticks = /`([^`\n]{1,200})`/g;
/** Names that no word of prose looks like: `total_sum`, `totalSum`, `total()`, `cart.total`. */
const codeLike =
  /[\p{L}$]+[_$\d][\p{L}\p{N}_$]*|\p{Ll}+\p{Lu}[\p{L}\p{N}_$]*|[\p{L}_$][\p{L}\p{N}_$]*(?=\()|(?<=\p{L}\.)[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** Shorter names are on every line. */
const shortestName = 3;

function scopeOf(file: ChangedFile): FileScope {
  if (file.status === 'whole') {
    const { focus = [] } = file;
    const all = [{ start: 1, end: Number.POSITIVE_INFINITY }];
    return { everything: focus.length === 0, lines: focus, shown: all, names: new Set() };
  }
  const lines: LineSpan[] = [];
  const shown: LineSpan[] = [];
  for (const hunk of file.hunks) {
    if (hunk.newLines > 0) shown.push({ start: hunk.newStart, end: hunk.newStart + hunk.newLines - 1 });
    // A claim about code that was taken out is tied to a line that stood next to it.
    let before = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    for (const line of hunk.lines) {
      if (line.kind === 'removed') lines.push({ start: before, end: before + 1 });
      else {
        before = line.newLine;
        if (line.kind === 'added') lines.push({ start: line.newLine, end: line.newLine });
      }
    }
  }
  for (const { line } of file.surroundings ?? []) shown.push({ start: line, end: line });
  const names = new Set<string>();
  for (const { text } of changedLines(file)) {
    for (const [one] of text.matchAll(name)) if (one.length >= shortestName) names.add(one);
  }
  return { everything: false, lines, shown, names };
}

/** One file may be cut into several on its way. */
function joined(a: FileScope | undefined, b: FileScope): FileScope {
  if (a === undefined) return b;
  return {
    everything: a.everything || b.everything,
    lines: [...a.lines, ...b.lines],
    shown: [...a.shown, ...b.shown],
    names: new Set([...a.names, ...b.names]),
  };
}

function changedLines(file: ChangedFile): readonly DiffLine[] {
  return file.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'context'));
}

function codeNames(text: string): readonly string[] {
  const quoted = [...text.matchAll(inBackticks)].flatMap(([, code = '']) => code.match(name) ?? []);
  return [...quoted, ...(text.match(codeLike) ?? [])].filter(({ length }) => length >= shortestName);
}

/** 1-based, inclusive. A range that ends before the first character of a line does not touch it. */
function linesOf({ start, end }: Range): LineSpan {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: start.line + 1, end: last + 1 };
}

function meets(a: LineSpan, b: LineSpan, distance: number): boolean {
  return a.start <= b.end + distance && b.start <= a.end + distance;
}

function keyOf({ root, path }: ChangedFile['ref']): string {
  return `${root}\0${path}`;
}
