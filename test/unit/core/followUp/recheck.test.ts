import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/finding.ts';
import { presentCode } from '../../../../src/core/followUp/presentCode.ts';
import { recheck, type Recheck } from '../../../../src/core/followUp/recheck.ts';
import { createGeminiClient } from '../../../../src/models/gemini.ts';
import { createSecretScanner } from '../../../../src/node/secretScanner.ts';
import { sha256 } from '../../../../src/node/sha256.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import type { Answer } from '../../../emulator/answer.ts';
import { startEmulator } from '../../../emulator/emulator.ts';
import { grammarSyntax } from '../../review/arrangedReview.ts';

const finding: Finding = {
  id: 'fr2:1',
  file: { root: '/r', path: 'a.ts' },
  anchor: {
    kind: 'exact',
    range: { start: { line: 1, character: 2 }, end: { line: 1, character: 20 } },
  },
  quote: '  return list[length];',
  severity: 'high',
  category: 'bug',
  title: 'reads past the end',
  explanation: 'With one item, index 1 is undefined.',
  confidence: 0.9,
  state: 'changed',
  reviewId: 'r',
};
const text = 'function last(list: number[], length: number) {\n  return list[length];\n}\n';
const moved = `// one more line\n${text}`;

const answer = (value: object): Answer => ({ kind: 'text', text: JSON.stringify(value), chunkSizes: [9] });
const evidence = 'It still reads one too far.';
const present = (line: number, quote = finding.quote): Answer =>
  answer({ evidence, verdict: 'present', line, endLine: line, quote });

describe('checking a finding again', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());

  async function ask(
    now: string,
    script: Answer,
    before = finding.quote,
  ): Promise<{ readonly checked: Recheck; readonly sent: string; readonly requests: number }> {
    await using service = await startEmulator({ answer: script });
    const signal = new AbortController().signal;
    const masking = { allowed: new Set<string>(), hash: sha256 };
    const code = await presentCode(finding.file, now, before, createSecretScanner(), masking, signal);
    const settings = {
      model: 'gemini-3.5-flash',
      thinking: 'low',
      deadlineMs: 60_000,
      silenceMs: 5_000,
    } as const;
    const client = createGeminiClient({ apiKey: 'test', endpoint: service.url });
    const checked = await recheck(finding, code, settings, { client, clock: systemClock, syntax }, signal);
    const sent = JSON.stringify(service.requests[0]?.body);
    return { checked, sent, requests: service.requests.length };
  }

  it('is one small request with the claim, its code of before, and the code of now around it', async () => {
    const { sent, requests, checked } = await ask(text, present(2));
    assert.equal(requests, 1);
    assert.match(sent, /reads past the end/);
    assert.match(sent, /the code it was about/);
    assert.match(sent, /2 \| {3}return list\[length\];/);
    assert.ok(checked.usage !== undefined && checked.modelVersion === 'gemini-3.5-flash');
  });

  it('tells still there from moved by the line', async () => {
    assert.equal((await ask(text, present(2))).checked.outcome.kind, 'present');
    const { outcome } = (await ask(moved, present(3))).checked;
    assert.ok(outcome.kind === 'moved' && outcome.anchor.kind === 'exact');
    assert.deepEqual(outcome.anchor.range.start, { line: 2, character: 2 });
    assert.equal(outcome.evidence, evidence);
  });

  it('takes the word of the model for what is fixed, and for what it cannot tell', async () => {
    for (const verdict of ['fixed', 'unsure'] as const) {
      const said = answer({ evidence: 'x', verdict, line: null, endLine: null, quote: '' });
      assert.deepEqual((await ask(text, said)).checked.outcome, { kind: verdict, evidence: 'x' });
    }
  });

  it('believes in no code that is not there', async () => {
    const { outcome } = (await ask(text, present(2, 'return somethingElse(list);'))).checked;
    assert.equal(outcome.kind, 'unsure');
  });

  it('names the failure when there is no answer', async () => {
    const { outcome } = (await ask(text, { kind: 'fault', name: 'quota-day' })).checked;
    assert.ok(outcome.kind === 'failed' && outcome.failure.kind === 'quota-day');
    const odd = (await ask(text, answer({ findings: [] }))).checked.outcome;
    assert.ok(odd.kind === 'failed' && odd.failure.kind === 'bad-answer');
  });

  it('sends no secret, neither of now nor of before', async () => {
    const key = `ghp_${'aB3dE6gH1j'.repeat(4)}`;
    const line = `  return read("${key}");`;
    const { sent, checked } = await ask(
      text.replace(finding.quote, line),
      present(2, '  return read("MASKED_SECRET_1_");'),
      line,
    );
    assert.ok(!sent.includes(key));
    assert.equal(
      sent.match(/MASKED_SECRET_1_/g)?.length,
      3,
      'in the instruction, the code, and the code of before',
    );
    assert.equal(checked.outcome.kind, 'present');
  });
});
