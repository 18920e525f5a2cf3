import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChangedFile } from '../src/core/change.ts';
import { growHunks } from '../src/core/collect/growHunks.ts';
import { diffTexts } from '../src/core/collect/hunks.ts';
import { HunkCache } from '../src/core/onSave/hunkCache.ts';
import { rememberReviewed } from '../src/core/onSave/saveMemory.ts';
import { unseenHunks } from '../src/core/onSave/unseenHunks.ts';
import { estimateTokens } from '../src/core/plan/estimateTokens.ts';
import type { Syntax } from '../src/core/ports.ts';
import { buildPrompt } from '../src/core/prompt/buildPrompt.ts';
import { numberLines } from '../src/core/prompt/numberLines.ts';
import { sha256 } from '../src/node/sha256.ts';
import { createSyntax } from '../src/node/syntaxTrees.ts';
import { Draw } from './draw.ts';
import { UsageError, type Measure } from './measure.ts';
import { savesBetween } from './savesBetween.ts';

const grammars = fileURLToPath(new URL('../node_modules/@vscode/tree-sitter-wasm/wasm', import.meta.url));

/** Saves of one file before the user turns to another. */
const savesEachFile = 10;

const judge = { model: 'any', effort: 'quick', prompt: '' };

/**
 * What reviewing on save costs against sending the file at each save. A drawn file of `tracking` becomes its later
 * version edit by edit, as `savesBetween` has it; `--saves N` of them, 100 when not given. `files`: estimated tokens
 * of what is sent of them; `requests`: with the instructions, which every request begins with. `percent` is ours of
 * theirs.
 */
export const measure: Measure = async ({ corpus, seed, number }) => {
  const total = number('saves', 100);
  const paths = globSync('tracking/cases/*/*.truth.json', { cwd: corpus }).toSorted();
  if (paths.length === 0) throw new UsageError(`no tracking cases under ${corpus}`);
  const draw = new Draw(seed);
  const order = paths.map((path) => ({ path, at: draw.below(1_000_000) })).sort((a, b) => a.at - b.at);
  using syntax = createSyntax({ folder: grammars });
  const frame = instructionTokens();
  let [cases, files, sent, tokens, whole] = [0, 0, 0, 0, 0];
  for (const { path } of order) {
    if (cases >= total) break;
    const versions = readVersions(corpus, path);
    const saves = savesBetween(versions.before, versions.after, draw).slice(0, savesEachFile);
    if (saves.length === 0) continue;
    files++;
    const review = reviewerOf(versions.path, versions.before, syntax);
    for (const text of saves.slice(0, total - cases)) {
      cases++;
      whole += tokensOf({ ...fileOf(versions.path, text), status: 'whole' });
      const unseen = await review(text);
      if (unseen === undefined) continue;
      sent++;
      tokens += tokensOf(unseen);
    }
  }
  return {
    files: { cases, files, tokens, wholeTokens: whole, percent: percent(tokens, whole) },
    requests: {
      cases,
      sent,
      tokens: tokens + sent * frame,
      wholeTokens: whole + cases * frame,
      percent: percent(tokens + sent * frame, whole + cases * frame),
    },
  };
};

function percent(ours: number, theirs: number): number {
  return Math.round((1000 * ours) / theirs) / 10;
}

/** Reviews save after save of one file, beginning at its commit; gives what is sent, if anything. */
function reviewerOf(path: string, committed: string, syntax: Syntax) {
  const cache = new HunkCache();
  let since = committed;
  return async (text: string): Promise<ChangedFile | undefined> => {
    const hunks = diffTexts(since, text);
    since = text;
    const outline = await syntax.outline(path, text, new AbortController().signal);
    const file = growHunks({ ...fileOf(path, text), hunks }, outline);
    const unseen = unseenHunks(file, (key) => cache.get(key), judge, sha256);
    rememberReviewed(cache, unseen.sent, []);
    return unseen.file;
  };
}

function fileOf(path: string, text: string): ChangedFile {
  return { ref: { root: '/', path }, label: path, status: 'modified', text, hunks: [] };
}

function tokensOf(file: ChangedFile): number {
  return estimateTokens(numberLines(file));
}

function instructionTokens(): number {
  const { system, contents } = buildPrompt([]);
  const texts = [system, ...contents].filter((content) => typeof content === 'string');
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
}

function readVersions(corpus: string, path: string) {
  const truth = JSON.parse(readFileSync(join(corpus, path), 'utf8')) as {
    readonly case: string;
    readonly old: string;
    readonly new_file: string;
  };
  const old = join(corpus, truth.case, truth.old);
  if (!existsSync(old)) throw new UsageError(`${path} speaks of ${old}, which is not there`);
  return {
    path: `file${extname(truth.old)}`,
    before: readFileSync(old, 'utf8'),
    after: readFileSync(join(corpus, dirname(path), truth.new_file), 'utf8'),
  };
}
