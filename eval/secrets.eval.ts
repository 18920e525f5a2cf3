import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseDiff } from '../src/core/collect/parseDiff.ts';
import { createSecretScanner } from '../src/node/secretScanner.ts';
import { UsageError, type Measure } from './measure.ts';
import { loadReviewedFiles } from './reviewedFiles.ts';
import { makeSecretCases } from './secretCases.ts';

interface RealText {
  readonly source: string;
  readonly path: string;
  readonly text: string;
}

/**
 * Recall: made-up secrets of every kind (`--cases N` of each, 48 unless told) in lines of many languages; `found`
 * when no piece of 6 characters of the secret is left to be sent, else `missed`. False alarms: what is found in the
 * real files of a corpus and the added lines of its diffs, `alarms` of `lines`; every one is logged for the reader,
 * who has to judge whether it is a secret someone published. `files` of the corpus are read, equal ones once.
 * `kbPerSecond` is the speed of the scan over them, without reading.
 */
export const measure: Measure = async ({ corpus, seed, number, log }) => {
  const scanner = createSecretScanner();
  const counts: Record<string, Record<string, number>> = {};
  for (const { kind, path, text, secret } of makeSecretCases(seed, number('cases', 48))) {
    const spans = await scanner.scan(path, text);
    let sent = '';
    let from = 0;
    for (const { start, end } of spans) {
      sent += `${text.slice(from, start)}\0`;
      from = end;
    }
    sent += text.slice(from);
    const left = Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6));
    const found = !left.some((piece) => sent.includes(piece) && !kindPrefix(secret).includes(piece));
    const count = (counts[kind] ??= { cases: 0, found: 0, missed: 0 });
    count['cases'] = (count['cases'] ?? 0) + 1;
    const outcome = found ? 'found' : 'missed';
    count[outcome] = (count[outcome] ?? 0) + 1;
    if (!found) log(`missed ${kind} in ${path}: ${JSON.stringify(text)}`);
  }

  const real = loadReal(corpus);
  if (real.length === 0) throw new UsageError(`no files or diffs to read in ${corpus}`);
  let ms = 0;
  let characters = 0;
  for (const { source, path, text } of real) {
    const begin = performance.now();
    const spans = await scanner.scan(path, text);
    ms += performance.now() - begin;
    characters += text.length;
    const count = (counts[source] ??= { files: 0, lines: 0, alarms: 0 });
    count['files'] = (count['files'] ?? 0) + 1;
    count['lines'] = (count['lines'] ?? 0) + text.split('\n').length;
    count['alarms'] = (count['alarms'] ?? 0) + spans.length;
    for (const { start, end, rule } of spans) {
      const line = text.slice(text.lastIndexOf('\n', start) + 1, start).slice(-80);
      log(`alarm ${rule} in ${path}: ${line}[[${text.slice(start, Math.min(end, start + 100))}]]`);
    }
  }
  counts['speed'] = { characters, kbPerSecond: Math.round(characters / ms) };
  return counts;
};

/** What may be left of an address: the part that is the same in all of them. */
function kindPrefix(secret: string): string {
  return /^https?:\/\/[^/]+\/[a-z/]+\//.exec(secret)?.[0] ?? '';
}

/** The reviewed files of a corpus and the added lines of its real diffs; of any other folder, all its files. */
function loadReal(corpus: string): readonly RealText[] {
  const reviewed = loadReviewedFiles(corpus).map(({ side, path, text }) => ({
    source: side === 'head' ? 'golden-aacr' : 'seeded-bugs',
    path,
    text,
  }));
  const added = globSync('git-real-diffs/cases/*.diff', { cwd: corpus })
    .toSorted()
    .flatMap((file) => parseDiff(readFileSync(join(corpus, file), 'utf8')))
    .map(({ path, hunks }) => ({
      source: 'git-real-diffs',
      path,
      text: hunks
        .flatMap(({ lines }) => lines)
        .flatMap((line) => (line.kind === 'added' ? [line.text] : []))
        .join('\n'),
    }));
  const texts = [...reviewed, ...added];
  return distinct(texts.length > 0 ? texts : loadFolder(corpus));
}

function loadFolder(folder: string): readonly RealText[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      return text.includes('\0') ? [] : [{ source: extname(path) || 'other', path, text }];
    });
}

function distinct(texts: readonly RealText[]): readonly RealText[] {
  const seen = new Set<string>();
  return texts.filter(({ text }) => {
    const key = createHash('sha256').update(text).digest('hex');
    return !seen.has(key) && seen.add(key);
  });
}
