import type { FileDiff } from '../change.ts';

/** What a block of a diff says of its file before the first hunk. */
export type DiffHeader = Omit<FileDiff, 'hunks'> & {
  /** A path with unresolved conflicts: its block has no hunks of its own, or is not there at all. */
  readonly conflict?: true;
};

interface Said {
  oldName?: string | undefined;
  newName?: string | undefined;
  oldMode?: string;
  newMode?: string;
  indexMode?: string | undefined;
  status: FileDiff['status'];
  binary: boolean;
}

/**
 * Reads the lines of one block from `diff --git` (or `--cc`, `--combined`) to its first hunk; undefined when they
 * name no file.
 */
export function readDiffHeader(lines: readonly string[]): DiffHeader | undefined {
  const [first = '', ...rest] = lines;
  const said: Said = { status: 'modified', binary: false };
  for (const line of rest) note(said, line);
  const merged = /^diff --(?:cc|combined) (.+)$/s.exec(first)?.[1];
  if (merged !== undefined) {
    const status = said.status === 'deleted' ? 'deleted' : 'modified';
    return { status, path: unquote(merged), binary: said.binary, conflict: true };
  }
  const both = nameOfBoth(first.slice('diff --git '.length));
  const moved = said.status === 'renamed' || said.status === 'copied';
  const path = said.newName ?? (moved ? undefined : said.oldName) ?? both;
  if (path === undefined) return undefined;
  const created = said.status === 'added';
  const deleted = said.status === 'deleted';
  const oldMode = said.oldMode ?? (created ? undefined : said.indexMode);
  const newMode = said.newMode ?? (deleted ? undefined : said.indexMode);
  return {
    status: said.status,
    path,
    ...(moved && said.oldName !== undefined ? { previousPath: said.oldName } : {}),
    binary: said.binary,
    ...(oldMode === undefined ? {} : { oldMode }),
    ...(newMode === undefined ? {} : { newMode }),
  };
}

function note(said: Said, line: string): void {
  const after = (prefix: string): string | undefined =>
    line.startsWith(prefix) ? line.slice(prefix.length) : undefined;
  let value: string | undefined;
  if ((value = after('--- ')) !== undefined) said.oldName ??= sideName(value);
  else if ((value = after('+++ ')) !== undefined) said.newName ??= sideName(value);
  else if ((value = after('index ')) !== undefined) said.indexMode = / (\d+)$/.exec(value)?.[1];
  else if ((value = after('old mode ')) !== undefined) said.oldMode = value;
  else if ((value = after('new mode ')) !== undefined) said.newMode = value;
  else if ((value = after('new file mode ')) !== undefined) {
    said.newMode = value;
    said.status = 'added';
  } else if ((value = after('deleted file mode ')) !== undefined) {
    said.oldMode = value;
    said.status = 'deleted';
  } else if ((value = after('rename from ') ?? after('copy from ')) !== undefined) {
    said.oldName = unquote(value);
    said.status = line.startsWith('rename') ? 'renamed' : 'copied';
  } else if ((value = after('rename to ') ?? after('copy to ')) !== undefined) said.newName = unquote(value);
  else if (line === 'GIT binary patch' || /^Binary files .* differ$/s.test(line)) said.binary = true;
}

/** The name behind `---` or `+++`; undefined for `/dev/null`. Git ends a name that has spaces with a tab. */
function sideName(value: string): string | undefined {
  const name = unquote(value.replace(/\t.*$/s, ''));
  return name === '/dev/null' ? undefined : withoutPrefix(name);
}

/** Both names of a `diff --git` line, where they are the same but for their prefixes: `a/x y b/x y`. */
function nameOfBoth(names: string): string | undefined {
  if (names.startsWith('"')) {
    const end = closingQuote(names);
    return end === -1 ? undefined : withoutPrefix(unquote(names.slice(0, end + 1)));
  }
  const middle = (names.length - 1) / 2;
  const [one, two] = [names.slice(0, middle), names.slice(middle + 1)].map(withoutPrefix);
  return one === two && names.charAt(middle) === ' ' ? two : undefined;
}

function withoutPrefix(name: string): string {
  return /^[ab]\//.test(name) ? name.slice(2) : name;
}

function closingQuote(text: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** A name in C's quotes as git writes it, octal bytes of UTF-8 included; any other name as it is. */
export function unquote(name: string): string {
  if (!name.startsWith('"') || closingQuote(name) !== name.length - 1) return name;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [part, octal, letter] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 255);
    else if (letter !== undefined) bytes.push(escapes[letter] ?? letter.charCodeAt(0));
    else for (const byte of encoder.encode(part)) bytes.push(byte);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
