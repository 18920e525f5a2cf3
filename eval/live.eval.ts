import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../scripts/editor/checkout.ts';
import { loadLiveCases } from './liveCases.ts';
import { reviewLive } from './liveReview.ts';
import { scoreLive, type LiveAnswer } from './liveScore.ts';
import { UsageError, type Measure } from './measure.ts';

const defaultMaxCost = 2;

const howTo = `live asks a real model, which costs money: set GEMINI_API_KEY (or FLASH_REVIEW_API_KEY with FLASH_REVIEW_ENDPOINT) in the environment and run
  npm run eval -- live CORPUS [--max-cost DOLLARS] [--cases N] [--run N]
It stops before --max-cost (${defaultMaxCost} dollars when not given) and goes on where it stopped when it is run again; --run N begins or continues another run.`;

/** Failures that the next case would meet too. */
const hopeless = new Set([
  'no-key',
  'bad-key',
  'no-permission',
  'bad-endpoint',
  'billing',
  'quota-day',
  'model-not-found',
  'region',
  'network',
  'tls',
  'proxy',
]);

/**
 * The PRs and seeded bugs of a corpus, reviewed by the real program with a real model and scored by `scoreLive`. What
 * has been reviewed is kept in `.cache/live/run-N.ndjson`, one case a line, and not asked again.
 */
export const measure: Measure = async ({ corpus, number, log }) => {
  const maxCost = number('max-cost', defaultMaxCost);
  const limit = number('cases', Number.MAX_SAFE_INTEGER);
  const file = join(
    process.env['FLASH_REVIEW_LIVE'] ?? join(cache, 'live'),
    `run-${number('run', 1)}.ndjson`,
  );
  const cases = loadLiveCases(corpus).slice(0, limit);
  if (cases.length === 0) throw new UsageError(`no PRs or seeded bugs under ${corpus}`);
  const { GEMINI_API_KEY: key, FLASH_REVIEW_API_KEY: other } = process.env;
  if ((key ?? '').trim() === '' && (other ?? '').trim() === '') throw new UsageError(howTo);
  const kept = readKept(file);
  const answers = new Map(
    kept.flatMap(({ answer }) => (answer === undefined ? [] : [[answer.name, answer] as const])),
  );
  let spent = kept.reduce((sum, { cost }) => sum + cost, 0);
  mkdirSync(join(file, '..'), { recursive: true });
  for (const one of cases) {
    if (answers.has(one.name)) continue;
    if (spent >= maxCost) {
      log(`stopped at $${spent.toFixed(4)} of $${maxCost}: run again with a higher --max-cost to go on`);
      break;
    }
    const outcome = await reviewLive(one, maxCost - spent);
    const answer = outcome.kind === 'answered' ? outcome.answer : undefined;
    const cost = outcome.kind === 'answered' ? (outcome.answer.cost ?? 0) : outcome.cost;
    spent += cost;
    appendFileSync(
      file,
      `${JSON.stringify({ name: one.name, cost, ...(answer === undefined ? {} : { answer }) })}\n`,
    );
    if (outcome.kind === 'answered') {
      answers.set(one.name, outcome.answer);
      const { model } = outcome.answer;
      if (outcome.answer.cost === null && model !== null)
        log(`the price of ${model} is not known, so --max-cost does not count it: set FLASH_REVIEW_PRICES`);
      log(
        `${one.name}: ${outcome.answer.findings.length} findings, $${cost.toFixed(4)}, $${spent.toFixed(4)} in all`,
      );
      continue;
    }
    log(`${one.name}: not reviewed, ${outcome.reason}: ${outcome.message}`);
    if (hopeless.has(outcome.reason)) break;
    if (outcome.reason === 'budget-spent') break;
  }
  log(`kept in ${file}`);
  return scoreLive(cases, answers);
};

interface Kept {
  readonly name: string;
  /** Dollars. */
  readonly cost: number;
  readonly answer?: LiveAnswer;
}

function readKept(file: string): readonly Kept[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Kept);
}
