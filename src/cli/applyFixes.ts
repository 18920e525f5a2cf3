import { chmod, lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { ChangedFile } from '../core/change.ts';
import type { Finding, Fix } from '../core/finding.ts';
import { combineFixes, type LeftOutReason } from '../core/verify/fixAll.ts';
import { applyFix } from '../core/verify/fixGate.ts';
import { decode } from '../node/decodeText.ts';
import { runGit } from '../node/git.ts';
import type { Place, PlacedScope } from './place.ts';

export interface FixCandidate {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly file: ChangedFile;
}

export type FixRefusal = LeftOutReason | 'dirty' | 'changed-since-read' | 'not-a-plain-file';

export interface FixResult {
  readonly applied: readonly Finding[];
  readonly refused: readonly { readonly finding: Finding; readonly reason: FixRefusal }[];
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Applies the fixes that passed every gate, each whole or not at all, to the files they were made for. A file that is
 * not as it was read is left alone; so is one with uncommitted changes, where those are not what was reviewed.
 */
export async function applyFixes(
  candidates: readonly FixCandidate[],
  { place, scope, allowDirty }: { place: Place; scope: PlacedScope; allowDirty: boolean },
  signal: AbortSignal,
): Promise<FixResult> {
  const applied: Finding[] = [];
  const refused: FixResult['refused'][number][] = [];
  for (const file of new Set(candidates.map((one) => one.file))) {
    const own = candidates.filter((one) => one.file === file);
    if (!allowDirty && !(await isAsReviewed(place, scope, file.ref.path, signal))) {
      refused.push(...own.map(({ finding }) => ({ finding, reason: 'dirty' as const })));
      continue;
    }
    const path = `${place.root}/${file.ref.path}`;
    const bytes = await readPlainFile(path);
    const content = bytes === undefined ? undefined : decode(bytes);
    const known = file.currentText === undefined ? file.text : file.currentText;
    if (bytes === undefined || content?.kind !== 'text' || content.text !== known) {
      const reason = bytes === undefined ? 'not-a-plain-file' : 'changed-since-read';
      refused.push(...own.map(({ finding }) => ({ finding, reason }) as const));
      continue;
    }
    const { edits, leftOut } = combineFixes(
      content.text,
      own.map(({ fix }) => fix),
    );
    const reasons = new Map(leftOut.map(({ fix, reason }) => [fix, reason]));
    const encode = encoderOf(bytes, content.text);
    if (encode === undefined) {
      refused.push(...own.map(({ finding }) => ({ finding, reason: 'not-a-plain-file' as const })));
      continue;
    }
    if (edits.length > 0) await replaceFile(path, encode(applyFix({ edits, automatic: true }, content.text)));
    for (const { finding, fix } of own) {
      const reason = reasons.get(fix);
      if (reason === undefined) applied.push(finding);
      else refused.push({ finding, reason });
    }
  }
  return { applied, refused };
}

export function refusalSentence(reason: FixRefusal): string {
  const sentences: Readonly<Record<FixRefusal, string>> = {
    'preview-only': 'its fix did not pass every check; look at it',
    'text-changed': 'the code has changed since the review',
    overlap: 'another fix changes the same code; review again',
    dirty: 'the file has uncommitted changes; commit them, or give --allow-dirty',
    'changed-since-read': 'the file has changed since the review',
    'not-a-plain-file': 'the file cannot be written back as it is encoded',
  };
  return sentences[reason];
}

/** Without git, nothing could bring the file back: it does not count as clean. */
async function isAsReviewed(
  { root, isRepository }: Place,
  { scope }: PlacedScope,
  path: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (scope.kind === 'working-changes') return true;
  if (!isRepository) return false;
  const args = ['--literal-pathspecs', 'status', '--porcelain', '-z', '--ignored', '--', path];
  const out = await runGit({ gitPath: 'git', root }, args, signal);
  if (!out.ok) return false;
  // Of `XY PATH`, X is what is staged, which a review of that has read; Y is what is not.
  const wholly = scope.kind === 'staged' ? /^([A-Z] [^\0]*\0)*$/ : /^$/;
  return wholly.test(out.value.toString('utf8'));
}

/** Undefined for a link, a folder, or what cannot be read. */
async function readPlainFile(path: string): Promise<Buffer | undefined> {
  try {
    return (await lstat(path)).isFile() ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}

/** How the file writes its text; undefined when it would not come out as it was. */
function encoderOf(bytes: Buffer, text: string): ((text: string) => Buffer) | undefined {
  const marked = bytes.subarray(0, 3).equals(utf8Mark);
  const encode = (changed: string): Buffer =>
    marked ? Buffer.concat([utf8Mark, Buffer.from(changed, 'utf8')]) : Buffer.from(changed, 'utf8');
  return encode(text).equals(bytes) ? encode : undefined;
}

/** All or nothing, with the mode the file had. */
async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const { mode } = await lstat(path);
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await writeFile(temporary, bytes, { mode });
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
