/** One line of a file as the prompt shows it. `number` is 1-based in the new file; none for a removed line. */
interface PromptLine {
  readonly number: number | undefined;
  readonly mark: ' ' | '+' | '-';
  readonly text: string;
  /** Added by the change, or in a file that is reviewed whole and among the lines asked about. */
  readonly underReview: boolean;
}

export interface PromptFile {
  readonly path: string;
  readonly status: string;
  /** Without lines shown for orientation; a whole file is one hunk. */
  readonly hunks: readonly (readonly PromptLine[])[];
}

const fileHeader = /^=== file ("(?:[^"\\]|\\.)*") \((.*)\) ===$/;
const hunkHeader = /^--- (?:lines \d+-\d+|removed after line \d+) of \d+$/;
const orientationHeader = '--- for orientation';
// `[^]` and not `.`: a line of code may hold U+2028, and ends in \r when the file does.
const codeLine = /^ *(\d*) \|([ +-])([^]*)$/;

/**
 * The files in the user's part of a prompt. Only the gutter is believed: no line of code can look like a header,
 * and what stands under another header (guidance, a map) belongs to no file.
 */
export function readPrompt(prompt: string): readonly PromptFile[] {
  const files: { path: string; status: string; hunks: PromptLine[][] }[] = [];
  let hunk: PromptLine[] | undefined;
  let isWanted = (_line: Omit<PromptLine, 'underReview'>): boolean => false;
  for (const line of prompt.split('\n')) {
    const header = fileHeader.exec(line);
    if (header !== null) {
      const [, path = '""', status = ''] = header;
      hunk = [];
      files.push({ path: JSON.parse(path) as string, status, hunks: [hunk] });
      isWanted = reviewedLines(status);
      continue;
    }
    if (hunk === undefined) continue;
    if (hunkHeader.test(line)) {
      hunk = [];
      files.at(-1)?.hunks.push(hunk);
    } else if (line === orientationHeader) {
      // Read, so that the lines are known for what they are, and then dropped.
      hunk = [];
    } else {
      const code = readLine(line);
      if (code === undefined) hunk = undefined;
      else hunk.push({ ...code, underReview: isWanted(code) });
    }
  }
  return files.map((file) => ({ ...file, hunks: file.hunks.filter(({ length }) => length > 0) }));
}

function readLine(line: string): Omit<PromptLine, 'underReview'> | undefined {
  const code = codeLine.exec(line);
  if (code === null) return undefined;
  const [, number = '', mark, text = ''] = code;
  return {
    number: number === '' ? undefined : Number(number),
    mark: mark as PromptLine['mark'],
    text: text.replace(/\r$/, ''),
  };
}

/** Which lines a file's status puts under review: the added ones, all, or `review lines 12-15, 20`. */
function reviewedLines(status: string): (line: Omit<PromptLine, 'underReview'>) => boolean {
  if (!status.startsWith('whole file')) return ({ mark }) => mark === '+';
  const spans = [...(status.split('review lines')[1] ?? '').matchAll(/(\d+)(?:-(\d+))?/g)].map(
    ([, start = '', end = start]) => ({
      start: Number(start),
      end: Number(end),
    }),
  );
  if (spans.length === 0) return () => true;
  return ({ number = 0 }) => spans.some(({ start, end }) => number >= start && number <= end);
}
