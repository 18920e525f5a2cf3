import assert from 'node:assert/strict';
import { temporaryRepository } from '../unit/node/temporaryRepository.ts';
import { grammarSyntax } from '../unit/review/arrangedReview.ts';
import { lastKnown, reviewChanges, stepOf } from '../unit/review/changedRepository.ts';
import { startEmulator } from './emulator.ts';
import { answerFollowUp } from './standInFollowUp.ts';
import { confession } from './standInRule.ts';

const code = `export function total(items: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index <= items.length; index++) {
    sum += items[index];
  }
  return sum;
}
`;

const prompt = (path: string): string =>
  `=== file "${path}" (added) ===\n--- lines 1-1 of 1\n     1 |+const one = 1;\n\n` +
  `=== claims to check ===\n--- claim 1: "${path}" line 1, high, bug\n       | Everything breaks\n\n`;

const verdictOf = (path: string): string => {
  const answer = answerFollowUp(prompt(path), () => []) ?? '{"verdicts":[]}';
  const { verdicts } = JSON.parse(answer) as { verdicts: { verdict: string; line: number | null }[] };
  return `${verdicts[0]?.verdict} ${verdicts[0]?.line}`;
};

describe('the stand-in, asked about findings', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());

  it('confirms by its own rules, and writes the fix afterwards', async () => {
    using repository = temporaryRepository();
    repository.write('cart.ts', '');
    repository.commitAll();
    repository.write('cart.ts', code);
    await using service = await startEmulator({ answer: { kind: 'review', delayMs: 0 } });
    const events = await reviewChanges(repository.root, service, syntax, { verify: 'all' });
    assert.deepEqual(service.requests.map(stepOf), ['find', 'verify', 'fix']);
    const [found] = lastKnown(events);
    assert.equal(found?.verification, 'confirmed');
    assert.match(found.explanation, new RegExp(confession.replaceAll('.', '\\.')));
    assert.equal(found.fix?.automatic, true);
    assert.match(found.fix.edits[0]?.after ?? '', /index < items\.length/);
    const first = events.find((event) => event.kind === 'finding');
    assert.ok(first?.kind === 'finding' && first.finding.fix === undefined);
  });

  it('refutes what its rules do not find, naming the line, and leaves open what they do not know', () => {
    assert.equal(verdictOf('a.ts'), 'refuted 1');
    assert.equal(verdictOf('a.unknown'), 'unsure null');
  });
});
