/** One line of a file as the prompt shows it. `number` is 1-based in the new file; none for a removed line. */
export interface PromptLine {
  readonly number: number | undefined;
  readonly mark: ' ' | '+' | '-';
  readonly text: string;
}

export interface PromptFile {
  readonly path: string;
  readonly status: string;
  readonly hunks: readonly (readonly PromptLine[])[];
}

const fileHeader = /^=== file ("(?:[^"\\]|\\.)*") \((.*)\) ===$/;
const hunkHeader = /^--- (?:lines \d+-\d+|removed after line \d+) of \d+$/;
// `[^]` and not `.`: a line of code may hold U+2028, and ends in \r when the file does.
const codeLine = /^ *(\d*) \|([ +-])([^]*)$/;

/** The files in the user's part of a prompt. Only the gutter is believed: no line of code can look like a header. */
export function readPrompt(prompt: string): readonly PromptFile[] {
  const files: { path: string; status: string; hunks: PromptLine[][] }[] = [];
  let open = false;
  for (const line of prompt.split('\n')) {
    const header = fileHeader.exec(line);
    if (header !== null) {
      files.push({ path: JSON.parse(header[1] ?? '""') as string, status: header[2] ?? '', hunks: [] });
      open = true;
      continue;
    }
    const file = files.at(-1);
    if (!open || file === undefined) continue;
    if (hunkHeader.test(line)) {
      file.hunks.push([]);
      continue;
    }
    const code = codeLine.exec(line);
    if (code === null) {
      open = false;
      continue;
    }
    if (file.hunks.length === 0) file.hunks.push([]);
    file.hunks.at(-1)?.push({
      number: code[1] === '' ? undefined : Number(code[1]),
      mark: code[2] as PromptLine['mark'],
      text: (code[3] ?? '').replace(/\r$/, ''),
    });
  }
  return files;
}
