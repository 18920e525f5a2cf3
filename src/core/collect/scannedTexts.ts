import type { ChangedFile, DiffLine } from '../change.ts';

/** A line that is sent on its own, out of a hunk or from around it. */
export type SentLine = DiffLine | { readonly line: number; readonly text: string };

/** A text to be scanned as a whole, as what makes a line a secret may stand in lines that are not sent. */
export interface ScannedText {
  readonly text: string;
  /** Where in it the lines stand that are sent. */
  readonly offsets: ReadonlyMap<SentLine, number>;
}

/**
 * The texts of a file in which secrets are looked for: the one under review, and where lines were removed the one
 * before it. Lines that do not stand where the file says are scanned by themselves.
 */
export function textsToScan(file: ChangedFile): readonly ScannedText[] {
  if (file.status === 'whole') return [{ text: file.text ?? '', offsets: new Map() }];
  const shown = file.surroundings ?? [];
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  const current = place(file.text, [...shown, ...lines.filter(({ kind }) => kind !== 'removed')]);
  const texts = [current.scanned];
  if (lines.some(({ kind }) => kind === 'removed'))
    texts.push(current.exact ? previousText(file, current.scanned) : joined(lines.filter(isOld)));
  return texts;
}

function isOld({ kind }: DiffLine): boolean {
  return kind !== 'added';
}

/** Every line at its place in the text; without one, or with another line in its place, all put together. */
function place(
  text: string | undefined,
  lines: readonly SentLine[],
): { readonly scanned: ScannedText; readonly exact: boolean } {
  if (text === undefined) return { scanned: joined(lines), exact: false };
  const starts = lineStarts(text);
  const offsets = new Map<SentLine, number>();
  for (const line of lines) {
    const number = 'line' in line ? line.line : line.kind === 'removed' ? 0 : line.newLine;
    const start = starts[number - 1];
    if (start === undefined || !text.startsWith(line.text, start))
      return { scanned: joined(lines), exact: false };
    offsets.set(line, start);
  }
  return { scanned: { text, offsets }, exact: true };
}

function joined(lines: readonly SentLine[]): ScannedText {
  const offsets = new Map<SentLine, number>();
  let at = 0;
  for (const line of lines) {
    offsets.set(line, at);
    at += line.text.length + 1;
  }
  return { text: lines.map(({ text }) => text).join('\n'), offsets };
}

/** The text before the change: what stands between the hunks, and the old lines of each. */
function previousText(file: ChangedFile, current: ScannedText): ScannedText {
  const offsets = new Map<SentLine, number>();
  const pieces: string[] = [];
  let length = 0;
  let from = 0;
  const append = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  const starts = lineStarts(current.text);
  for (const { newStart, newLines, lines } of file.hunks) {
    // A hunk without new lines is numbered by the line before it.
    const first = newLines === 0 ? newStart : newStart - 1;
    append(current.text.slice(from, starts[first] ?? current.text.length));
    for (const line of lines.filter(isOld)) {
      offsets.set(line, length);
      append(`${line.text}\n`);
    }
    from = Math.max(from, starts[first + newLines] ?? current.text.length);
  }
  append(current.text.slice(from));
  return { text: pieces.join(''), offsets };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
