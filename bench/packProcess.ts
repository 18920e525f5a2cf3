import { monitorEventLoopDelay } from 'node:perf_hooks';
import { maskMaterial } from '../src/core/collect/maskFiles.ts';
import { readWhole } from '../src/core/collect/readWhole.ts';
import { takeTurns } from '../src/core/turns.ts';
import { estimateTokens } from '../src/core/plan/estimateTokens.ts';
import { requestLimits } from '../src/core/plan/modelLimits.ts';
import { planRepository } from '../src/core/plan/planRepository.ts';
import { createGitRepository } from '../src/node/gitRepository.ts';
import { createRepositoryReader } from '../src/node/repositoryReader.ts';
import { sha256 } from '../src/node/sha256.ts';

/** What `pack` prints as JSON. */
export interface PackFigures {
  readonly files: number;
  readonly skipped: number;
  readonly requests: number;
  readonly tokens: number;
  /** Without the start of the process. */
  readonly packMs: number;
  /** The longest time the main thread did nothing else, in ms. */
  readonly blockMs: number;
  /** The longest from an abort to the end, in ms; of the aborts asked for. */
  readonly cancelMs: number;
}

const nanosecondsPerMillisecond = 1e6;

/** Everything up to sending, in a process of its own: `node packProcess ROOT WORKER [MS to an abort]...`. */
async function main([root = '', workerFile = '', ...aborts]: readonly string[]): Promise<void> {
  let cancelMs = 0;
  for (const delay of aborts)
    cancelMs = Math.max(cancelMs, await cancelAfter(Number(delay), root, workerFile));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begin = performance.now();
  const packed = await pack(root, workerFile, new AbortController().signal);
  const packMs = performance.now() - begin;
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  if (packed === undefined) throw new Error('cancelled by nobody');
  const blockMs = delay.max / nanosecondsPerMillisecond;
  const figures: PackFigures = { ...packed, packMs, blockMs, cancelMs };
  process.stdout.write(JSON.stringify(figures));
}

/** Undefined when cancelled. */
async function pack(
  root: string,
  workerFile: string,
  signal: AbortSignal,
): Promise<Pick<PackFigures, 'files' | 'skipped' | 'requests' | 'tokens'> | undefined> {
  const sources = [createGitRepository({ root, gitPath: 'git' })];
  const read = createRepositoryReader({ workerFile, gitPath: 'git', maxFileBytes: 1_048_576 });
  const selection = { exclude: {}, maxBytes: 1_048_576, allow: new Set<string>() };
  const scope = { kind: 'repository', roots: [] } as const;
  const found = await readWhole(scope, selection, sources, { texts: new Map() }, read, signal);
  if (!found.ok && found.failure.kind === 'cancelled') return undefined;
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  const { files, skipped, secrets, tokens } = found.value;
  const turn = takeTurns();
  await turn();
  const spansOf = (file: object) => {
    const spans = secrets.get(file as (typeof files)[number]);
    return spans === undefined ? [] : [spans];
  };
  const options = { allowed: new Set<string>(), hash: sha256 };
  const masked = await maskMaterial({ files, guidance: [] }, spansOf, options, new AbortController().signal);
  await turn();
  const measured = new Map(masked.files.map((file, i) => [file, tokens.get(files[i] ?? file) ?? 0]));
  const plan = await planRepository(
    masked.files,
    { file: (file) => measured.get(file) ?? 0, map: estimateTokens },
    requestLimits('gemini-3.5-flash', {}, { effort: 'standard', maxInputTokens: null, maxOutputTokens: null })
      .inputTokenBudget,
    turn,
  );
  return {
    files: files.length,
    skipped: skipped.length + plan.skipped.length,
    requests: plan.requests.length,
    tokens: plan.requests.reduce((sum, request) => sum + request.tokens, 0),
  };
}

/** Milliseconds from the abort to the end; 0 when all was done before. */
async function cancelAfter(ms: number, root: string, workerFile: string): Promise<number> {
  const abort = new AbortController();
  let at = 0;
  const timer = setTimeout(() => {
    at = performance.now();
    abort.abort();
  }, ms);
  const packed = await pack(root, workerFile, abort.signal);
  clearTimeout(timer);
  return packed === undefined ? performance.now() - at : 0;
}

await main(process.argv.slice(2));
