import { parsePatch } from 'diff';
import type { FileDiff } from '../change.ts';
import { numberHunk } from './hunks.ts';

/**
 * Reads what `git diff` prints (two-way, prefixes `a/` and `b/`, paths raw or quoted). What is not a file's
 * block is ignored; a block that cannot be read gives its file without hunks. Never throws.
 *
 * The blocks are found here and parsed one by one: a hunk's lines begin with a space, a sign or a backslash, so
 * `diff` at the start of a line always begins a block, and one strange block cannot cost the others.
 */
export function parseDiff(text: string): readonly FileDiff[] {
  const files: FileDiff[] = [];
  let start = blockStart(text, 0);
  while (start !== -1) {
    const next = blockStart(text, start + 1);
    const file = parseBlock(text.slice(start, next === -1 ? undefined : next));
    if (file !== undefined) files.push(file);
    start = next;
  }
  return joinTypeChanges(files);
}

const blockHeaders = ['diff --git ', 'diff --cc ', 'diff --combined '];

function blockStart(text: string, from: number): number {
  for (let at = from; at !== -1;) {
    const found = text.indexOf('diff --', at);
    if (found === -1) return -1;
    const atLineStart = found === 0 || text.charCodeAt(found - 1) === 10;
    if (atLineStart && blockHeaders.some((header) => text.startsWith(header, found))) return found;
    at = found + 1;
  }
  return -1;
}

function parseBlock(block: string): FileDiff | undefined {
  const merge = /^diff --(?:cc|combined) (.+)/.exec(block)?.[1];
  if (merge !== undefined) return { status: 'modified', path: unquote(merge), binary: false, hunks: [] };
  const hunksAt = block.search(/^@@ /m);
  const header = hunksAt === -1 ? block : block.slice(0, hunksAt);
  const binary = /^(?:Binary files .* differ|GIT binary patch)\r?$/m.test(header);
  const patch = readPatch(binary ? header.replace(/^GIT binary patch[^]*/m, '') : block) ?? readPatch(header);
  const oldPath = withoutPrefix(patch?.oldFileName);
  const newPath = withoutPrefix(patch?.newFileName);
  const path = newPath ?? oldPath;
  if (patch === undefined || path === undefined) return undefined;
  const indexMode = /^index [0-9a-f]+\.\.[0-9a-f]+ (\d+)/m.exec(header)?.[1];
  const created = patch.isCreate === true;
  const deleted = patch.isDelete === true;
  const oldMode = patch.oldMode ?? (created ? undefined : indexMode);
  const newMode = patch.newMode ?? (deleted ? undefined : indexMode);
  const status = statusOf(patch);
  return {
    status,
    path,
    ...((status === 'renamed' || status === 'copied') && oldPath !== undefined
      ? { previousPath: oldPath }
      : {}),
    binary,
    ...(oldMode === undefined ? {} : { oldMode }),
    ...(newMode === undefined ? {} : { newMode }),
    hunks: patch.hunks.map(numberHunk),
  };
}

type Patch = ReturnType<typeof parsePatch>[number];

function readPatch(block: string): Patch | undefined {
  try {
    return parsePatch(block)[0];
  } catch {
    return undefined;
  }
}

function statusOf(patch: Patch): FileDiff['status'] {
  if (patch.isCreate === true) return 'added';
  if (patch.isDelete === true) return 'deleted';
  if (patch.isRename === true) return 'renamed';
  return patch.isCopy === true ? 'copied' : 'modified';
}

/** Undefined for `/dev/null` and for no name at all. */
function withoutPrefix(name: string | undefined): string | undefined {
  if (name === undefined || name === '/dev/null') return undefined;
  return /^[ab]\//.test(name) ? name.slice(2) : name;
}

function unquote(name: string): string {
  if (!name.startsWith('"')) return name;
  const quoted = readPatch(`diff --git ${name} ${name}\n`)?.newFileName;
  return quoted ?? name;
}

/** A file that became a link, or the reverse, is printed as deleted and then added: one file, not two. */
function joinTypeChanges(files: readonly FileDiff[]): readonly FileDiff[] {
  const joined: FileDiff[] = [];
  for (const file of files) {
    const before = joined.at(-1);
    if (before?.status === 'deleted' && file.status === 'added' && before.path === file.path) {
      joined.pop();
      const oldMode = before.oldMode === undefined ? {} : { oldMode: before.oldMode };
      joined.push({ ...file, status: 'type-changed', ...oldMode });
    } else joined.push(file);
  }
  return joined;
}
