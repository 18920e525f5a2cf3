import type { DiffLine, Hunk } from '../change.ts';
import { readDiffHeader, unquote, type DiffHeader } from './diffHeader.ts';

/** One file of a diff. `tooLarge`: its hunks were longer than is worth keeping (UTF-16 units) and are left out. */
export type ParsedFile = DiffHeader & { readonly hunks: readonly Hunk[]; readonly tooLarge?: number };

/** UTF-16 units of hunks kept for one file; more is of a file no review could hold. */
const longestFile = 16_777_216;

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const plus = 43;
const minus = 45;
const backslash = 92;

/**
 * Reads what `git diff` prints as it comes, see `parseDiff`. A file is out when the block behind it begins, so that
 * a file deleted and then added under the same name is one.
 */
export class DiffReader {
  /** The pieces of the line that has not ended yet. */
  #rest: string[] = [];
  /** Lines of the block's header; undefined outside any block. */
  #header: string[] | undefined;
  #hunks: Hunk[] = [];
  #lines: DiffLine[] = [];
  #broken = false;
  #length = 0;
  #oldLine = 0;
  #newLine = 0;
  /** Lines still to come in this hunk. */
  #oldLeft = 0;
  #newLeft = 0;
  #deleted: ParsedFile | undefined;
  #done: ParsedFile[] = [];

  /** The files that are complete with this piece. */
  push(text: string): readonly ParsedFile[] {
    this.#rest.push(text);
    // A line of megabytes comes in many pieces: they are put together when it ends.
    if (!text.includes('\n')) return [];
    const buffer = this.#rest.join('');
    let at = 0;
    for (;;) {
      at = this.#readHunk(buffer, at);
      const end = buffer.indexOf('\n', at);
      if (end === -1) break;
      this.#readLine(buffer, at, end);
      at = end + 1;
    }
    this.#rest = at === buffer.length ? [] : [buffer.slice(at)];
    return this.#take();
  }

  /** The files that were waiting for more. */
  end(): readonly ParsedFile[] {
    const last = this.#rest.length === 0 ? [] : this.push('\n');
    this.#finishFile();
    if (this.#deleted !== undefined) this.#done.push(this.#deleted);
    this.#deleted = undefined;
    return [...last, ...this.#take()];
  }

  #take(): readonly ParsedFile[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  /** The lines of an open hunk that are there, up to its end; gives where it stopped. */
  #readHunk(buffer: string, from: number): number {
    const lines = this.#lines;
    let [at, oldLine, newLine, oldLeft, newLeft] = [
      from,
      this.#oldLine,
      this.#newLine,
      this.#oldLeft,
      this.#newLeft,
    ];
    while (oldLeft > 0 || newLeft > 0) {
      const end = buffer.indexOf('\n', at);
      if (end === -1) break;
      const sign = buffer.charCodeAt(at);
      const stop = end > at + 1 && buffer.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
      // A line without even its space was context before something trimmed it.
      if (sign === space || sign === lineFeed || (sign === carriageReturn && end === at + 1)) {
        const text = stop > at ? buffer.slice(at + 1, stop) : '';
        lines.push({ kind: 'context', text, oldLine: oldLine++, newLine: newLine++ });
        oldLeft--;
        newLeft--;
      } else if (sign === plus) {
        lines.push({ kind: 'added', text: buffer.slice(at + 1, stop), newLine: newLine++ });
        newLeft--;
      } else if (sign === minus) {
        lines.push({ kind: 'removed', text: buffer.slice(at + 1, stop), oldLine: oldLine++ });
        oldLeft--;
        // `\ No newline at end of file` is about the line before it.
      } else if (sign !== backslash) {
        this.#broken = true;
        oldLeft = newLeft = 0;
        break;
      }
      if (oldLeft < 0 || newLeft < 0) {
        this.#broken = true;
        oldLeft = newLeft = 0;
      }
      at = end + 1;
    }
    this.#length += at - from;
    if (this.#length > longestFile) lines.length = 0;
    [this.#oldLine, this.#newLine, this.#oldLeft, this.#newLeft] = [oldLine, newLine, oldLeft, newLeft];
    return at;
  }

  /** A line outside hunks. */
  #readLine(buffer: string, from: number, end: number): void {
    if (buffer.startsWith('@@ ', from) && this.#header !== undefined)
      return this.#openHunk(buffer, from, end);
    const line = buffer.slice(
      from,
      buffer.charCodeAt(end - 1) === carriageReturn && end > from ? end - 1 : end,
    );
    if (/^diff --(?:git|cc|combined) /.test(line)) {
      this.#finishFile();
      this.#header = [line];
    } else if (line.startsWith('* Unmerged path ')) {
      this.#finishFile();
      const path = unquote(line.slice('* Unmerged path '.length));
      this.#add({ status: 'modified', path, binary: false, conflict: true, hunks: [] });
    } else if (this.#hunks.length === 0) this.#header?.push(line);
  }

  /** `@@ -start,count +start,count @@`; a count of 1 is left out. */
  #openHunk(buffer: string, from: number, end: number): void {
    const numbers = [0, 1, 0, 1];
    let at = from + 3;
    for (const [side, sign] of [minus, plus].entries()) {
      if (buffer.charCodeAt(at++) !== sign) this.#broken = true;
      for (let field = side * 2; field < side * 2 + 2; field++) {
        let value = 0;
        const begin = at;
        for (let digit; (digit = buffer.charCodeAt(at) - 48) >= 0 && digit <= 9; at++)
          value = value * 10 + digit;
        if (at === begin) this.#broken = true;
        numbers[field] = value;
        if (buffer[at] !== ',') break;
        at++;
      }
      at++;
    }
    const [oldStart = 0, oldLines = 0, newStart = 0, newLines = 0] = numbers;
    if (!buffer.startsWith('@@', at) || at > end) this.#broken = true;
    if (this.#broken) return;
    this.#lines = [];
    this.#hunks.push({ oldStart, oldLines, newStart, newLines, lines: this.#lines });
    // An empty side is numbered by the line before it.
    this.#oldLine = oldLines === 0 ? oldStart + 1 : oldStart;
    this.#newLine = newLines === 0 ? newStart + 1 : newStart;
    this.#oldLeft = oldLines;
    this.#newLeft = newLines;
  }

  #finishFile(): void {
    const header = this.#header === undefined ? undefined : readDiffHeader(this.#header);
    const complete = !this.#broken && this.#oldLeft === 0 && this.#newLeft === 0;
    const tooLarge = this.#length > longestFile ? { tooLarge: this.#length } : {};
    const kept = complete && this.#length <= longestFile && header?.conflict === undefined;
    if (header !== undefined) {
      this.#add({ ...header, hunks: kept ? withoutByteOrderMark(this.#hunks) : [], ...tooLarge });
    }
    this.#header = undefined;
    this.#hunks = [];
    this.#lines = [];
    this.#broken = false;
    this.#length = this.#oldLeft = this.#newLeft = 0;
  }

  /** A file that became a link, or the reverse, is printed as deleted and then added: one file, not two. */
  #add(file: ParsedFile): void {
    const before = this.#deleted;
    this.#deleted = undefined;
    if (before !== undefined && file.status === 'added' && file.path === before.path) {
      const oldMode = before.oldMode === undefined ? {} : { oldMode: before.oldMode };
      this.#done.push({ ...file, status: 'type-changed', ...oldMode });
      return;
    }
    if (before !== undefined) this.#done.push(before);
    if (file.status === 'deleted') this.#deleted = file;
    else this.#done.push(file);
  }
}

/** Texts are without theirs, so the hunks are too. */
function withoutByteOrderMark(hunks: readonly Hunk[]): readonly Hunk[] {
  const [first, ...rest] = hunks;
  if (first === undefined || first.lines.every(({ text }) => text.charCodeAt(0) !== 0xfeff)) return hunks;
  const lines = first.lines.map((line) => {
    const isFirst = (line.kind === 'removed' ? line.oldLine : line.newLine) === 1;
    return isFirst ? { ...line, text: line.text.replace(/^\ufeff/, '') } : line;
  });
  return [{ ...first, lines }, ...rest];
}
