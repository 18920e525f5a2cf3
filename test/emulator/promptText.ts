/** The user's part of a prompt in the words of the product, written apart from it so that the two agree by test. */
export function fileBlock(path: string, status: string, hunks: readonly string[]): string {
  return `=== file ${JSON.stringify(path)} (${status}) ===\n${hunks.join('')}\n`;
}

/** A whole file as one hunk, every line with the same mark. */
export function wholeFile(path: string, text: string, mark: '+' | ' '): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const body = lines.map((line, index) => `${gutter(index + 1)} |${mark}${line}\n`).join('');
  return fileBlock(path, mark === '+' ? 'added' : 'modified', [
    `--- lines 1-${lines.length} of ${lines.length}\n${body}`,
  ]);
}

/** What `git diff` printed, as a prompt. */
export function diffPrompt(diff: string): string {
  return diff
    .split(/^diff --git .*\n/m)
    .slice(1)
    .map((file) => {
      const path = /^\+\+\+ b\/(.*)$/m.exec(file)?.[1] ?? '';
      const hunks = file.split(/^(?=@@ )/m).slice(1);
      return fileBlock(path, 'modified', hunks.map(hunkBlock));
    })
    .join('');
}

function hunkBlock(hunk: string): string {
  const [head = '', ...lines] = hunk.replace(/\n$/, '').split('\n');
  const [, start = '1', count = '1'] = /\+(\d+)(?:,(\d+))?/.exec(head) ?? [];
  let number = Number(start);
  const body = lines
    .filter((line) => !line.startsWith('\\'))
    .map((line) => `${line.startsWith('-') ? '      ' : gutter(number++)} |${line}\n`);
  return `--- lines ${start}-${Number(start) + Number(count) - 1} of 999\n${body.join('')}`;
}

const gutter = (number: number): string => String(number).padStart(6);
