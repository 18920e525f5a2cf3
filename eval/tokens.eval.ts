import { estimateTokens } from '../src/core/plan/estimateTokens.ts';
import { Draw } from './draw.ts';
import { loadGemmaTokenizer } from './gemmaTokenizer.ts';
import { UsageError, type Counts, type Measure } from './measure.ts';
import { describeErrors } from './relativeErrors.ts';
import { readTokenSamples, shuffle } from './tokenSamples.ts';

const defaultKilobytes = 1_500;

/**
 * Holds the token estimate against Gemma's own tokenizer, by kind of text: absolute error (mean and p95) and bias
 * per file, in percent. `all` is every file of every kind; `total` the error of the sum. A real tokenizer reads
 * half a megabyte a second, so the files are drawn, the same share for each kind; `--kilobytes N` draws more.
 */
export const measure: Measure = async ({ corpus, seed, number, log }) => {
  const characters = number('kilobytes', defaultKilobytes) * 1_000;
  const draw = new Draw(seed);
  const byKind = Map.groupBy(readTokenSamples(corpus, draw), ({ kind }) => kind);
  if (byKind.size === 0) throw new UsageError(`no text of a known kind below ${corpus}`);
  const tokenizer = await loadGemmaTokenizer(log);
  const errors = new Map<string, number[]>();
  let left = characters;
  let tokens = 0;
  let estimated = 0;
  // The rarest first: what they leave of their share goes to the others.
  const kinds = [...byKind].toSorted(([, a], [, b]) => a.length - b.length);
  for (const [at, [kind, samples]] of kinds.entries()) {
    let share = left / (kinds.length - at);
    for (const { path, text } of shuffle(samples, draw)) {
      if (share <= 0) break;
      share -= text.length;
      left -= text.length;
      const truth = tokenizer.tokenize(text).length;
      const estimate = estimateTokens(text);
      tokens += truth;
      estimated += estimate;
      const error = estimate / truth - 1;
      if (Math.abs(error) > 0.15) log(`${path} (${kind}): ${estimate} for ${truth}`);
      errors.set(kind, [...(errors.get(kind) ?? []), error]);
    }
  }
  const results: Record<string, Counts> = {};
  for (const [kind, some] of [...errors].toSorted(([a], [b]) => a.localeCompare(b))) {
    results[kind] = { ...describeErrors(some) };
  }
  results['all'] = { ...describeErrors([...errors.values()].flat()) };
  results['total'] = { tokens, estimated, error: Math.round((estimated / tokens - 1) * 1_000) / 10 };
  return results;
};
