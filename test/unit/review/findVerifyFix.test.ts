import assert from 'node:assert/strict';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import type { Answer } from '../../emulator/answer.ts';
import { startEmulator, type Emulator } from '../../emulator/emulator.ts';
import type { RecordedRequest } from '../../emulator/recordedRequest.ts';
import { temporaryRepository, type TemporaryRepository } from '../node/temporaryRepository.ts';
import { grammarSyntax } from './arrangedReview.ts';
import { lastKnown, reviewChanges, stepOf } from './changedRepository.ts';

const code = `export function last(list: readonly number[]): number {
  const at = list.length;
  return list[at] ?? 0;
}

export function share(list: readonly number[]): number {
  if (list.length === 0) return 0;
  return 1 / list.length;
}
`;

const finding = (title: string, line: number, quote: string, more: object = {}): object => ({
  file: 'a.ts',
  line,
  endLine: line,
  quote,
  severity: 'high',
  category: 'bug',
  title,
  explanation: `With one item: ${title}.`,
  confidence: 0.9,
  ...more,
});
const pastEnd = finding('reads past the end', 3, '  return list[at] ?? 0;');
const byZero = finding('divides by zero', 8, '  return 1 / list.length;');
const unclear = finding('name says nothing', 2, '  const at = list.length;', { severity: 'low' });

const said = (answer: object): Answer => ({ kind: 'text', text: JSON.stringify(answer), chunkSizes: [17] });
const findings = (...list: readonly object[]): Answer => said({ findings: list });
const verdict = (id: number, kind: string, more: object = {}): object => ({
  id: String(id),
  evidence: 'Line 7 returns for an empty list.',
  line: null,
  verdict: kind,
  severity: 'high',
  ...more,
});
const refuted = verdict(2, 'refuted', { line: 7 });

/** Answers by what a request is about, not by its turn. */
async function serviceFor(
  answers: Partial<Record<ReturnType<typeof stepOf>, Answer>>,
): Promise<Emulator & AsyncDisposable> {
  return startEmulator({ answer: (request: RecordedRequest) => answers[stepOf(request)] ?? findings() });
}

const bodies = (service: Emulator, step: ReturnType<typeof stepOf>): readonly string[] =>
  service.requests.filter((request) => stepOf(request) === step).map(({ body }) => JSON.stringify(body));

const byTitle = (events: readonly ReviewEvent[]) => new Map(lastKnown(events).map((one) => [one.title, one]));

describe('finding, then verifying, then fixing', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = temporaryRepository();
    repository.write('a.ts', '');
    repository.commitAll();
    repository.write('a.ts', code);
  });
  afterEach(() => repository[Symbol.dispose]());

  it('shows a finding at once, unverified, then confirms or refutes it with the reason', async () => {
    await using service = await serviceFor({
      find: findings(pastEnd, byZero, unclear),
      verify: said({ verdicts: [verdict(1, 'stands'), refuted] }),
    });
    const events = await reviewChanges(repository.root, service, syntax);
    const first = events.flatMap((event) => (event.kind === 'finding' ? [event.finding.verification] : []));
    assert.deepEqual(first, ['pending', 'pending', undefined], 'serious ones wait for a second look');
    const known = byTitle(events);
    assert.equal(known.get('reads past the end')?.verification, 'confirmed');
    const held = known.get('divides by zero');
    assert.equal(held?.state, 'filtered');
    assert.deepEqual(held.filtered, { kind: 'refuted', detail: 'Line 7 returns for an empty list.' });
    assert.equal(held.verification, undefined);
    assert.deepEqual(events.at(-1), { kind: 'finished', outcome: { kind: 'completed' } });
  });

  it('asks in a request of its own, with the code and the claims and none of the conversation', async () => {
    await using service = await serviceFor({ find: findings(pastEnd, byZero) });
    await reviewChanges(repository.root, service, syntax, { verificationModel: 'gemini-3.8-flash' });
    const [asked = ''] = bodies(service, 'verify');
    assert.match(asked, /reads past the end/);
    assert.match(asked, /7 \|\+ {2}if \(list\.length === 0\) return 0;/);
    assert.doesNotMatch(asked, /You review code and report its defects/);
    const request = service.requests.find((one) => stepOf(one) === 'verify');
    assert.match(request?.path ?? '', /gemini-3\.8-flash/);
  });

  it('asks for no fix at first, and writes it for what stood', async () => {
    await using service = await serviceFor({
      find: findings(pastEnd, byZero),
      verify: said({ verdicts: [verdict(1, 'stands'), refuted] }),
      fix: said({ fixes: [{ id: '1', replacement: '  return list[at - 1] ?? 0;' }] }),
    });
    const events = await reviewChanges(repository.root, service, syntax);
    const [find = ''] = bodies(service, 'find');
    assert.doesNotMatch(find, /"replacement":\{/);
    assert.match(find, /Leave out \\+"replacement\\+"/);
    const [fix = ''] = bodies(service, 'fix');
    assert.match(fix, /reads past the end/);
    assert.doesNotMatch(fix, /divides by zero/);
    assert.deepEqual(byTitle(events).get('reads past the end')?.fix, {
      automatic: true,
      edits: [
        {
          range: { start: { line: 2, character: 0 }, end: { line: 2, character: 23 } },
          before: '  return list[at] ?? 0;',
          after: '  return list[at - 1] ?? 0;',
        },
      ],
    });
  });

  it('offers a written fix that does not parse as a preview only', async () => {
    await using service = await serviceFor({
      find: findings(pastEnd),
      verify: said({ verdicts: [verdict(1, 'stands')] }),
      fix: said({ fixes: [{ id: '1', replacement: '  return (list[at - 1] ?? 0;' }] }),
    });
    const known = byTitle(await reviewChanges(repository.root, service, syntax));
    assert.equal(known.get('reads past the end')?.fix?.automatic, false);
  });

  it('asks for fixes with the findings, and for nothing more, in a quick review', async () => {
    const withFix = { ...pastEnd, replacement: '  return list[at - 1] ?? 0;' };
    await using service = await serviceFor({ find: findings(withFix) });
    const events = await reviewChanges(repository.root, service, syntax, { effort: 'quick' });
    assert.equal(service.requests.length, 1);
    const [only] = lastKnown(events);
    assert.equal(only?.fix?.automatic, true);
    assert.equal(only.verification, undefined);
  });

  it('does not take a refutation without a shown line for one', async () => {
    for (const line of [null, 99]) {
      await using service = await serviceFor({
        find: findings(byZero),
        verify: said({ verdicts: [verdict(1, 'refuted', { line })] }),
      });
      const [only] = lastKnown(await reviewChanges(repository.root, service, syntax));
      assert.equal(only?.state, 'open');
      assert.equal(only.verification, 'unresolved');
    }
  });

  it('leaves findings unverified when the second look fails, and says so', async () => {
    await using service = await serviceFor({
      find: findings(pastEnd, byZero),
      verify: { kind: 'fault', name: 'quota-day' },
    });
    const events = await reviewChanges(repository.root, service, syntax);
    assert.deepEqual(
      lastKnown(events).map(({ state, verification }) => [state, verification]),
      [
        ['open', 'unresolved'],
        ['open', 'unresolved'],
      ],
    );
    const failed = events.find((event) => event.kind === 'follow-up-failed');
    assert.ok(failed?.kind === 'follow-up-failed');
    assert.deepEqual([failed.step, failed.failure.kind], ['second-look', 'quota-day']);
    assert.deepEqual(events.at(-1), { kind: 'finished', outcome: { kind: 'completed' } });
    assert.equal(bodies(service, 'fix').length, 0, 'what did not stand gets no fix unasked');
  });

  it('asks once more for verdicts that an answer left out', async () => {
    await using service = await startEmulator();
    service.script(
      findings(pastEnd, byZero),
      said({ verdicts: [verdict(1, 'stands')] }),
      said({ verdicts: [refuted] }),
    );
    const events = await reviewChanges(repository.root, service, syntax, { fixes: 'withFindings' });
    const again = bodies(service, 'verify')[1] ?? '';
    assert.match(again, /divides by zero/);
    assert.doesNotMatch(again, /reads past the end/);
    assert.equal(byTitle(events).get('divides by zero')?.filtered?.kind, 'refuted');
  });

  it('marks what waited as unresolved when it is stopped during the second look', async () => {
    const abort = new AbortController();
    await using service = await startEmulator({
      answer: (request) => {
        if (stepOf(request) === 'find') return findings(pastEnd);
        abort.abort();
        return { kind: 'fault', name: 'silent' };
      },
    });
    const events = await reviewChanges(repository.root, service, syntax, { signal: abort.signal });
    assert.equal(lastKnown(events)[0]?.verification, 'unresolved');
    assert.deepEqual(events.at(-1), {
      kind: 'finished',
      outcome: { kind: 'failed', failure: { kind: 'cancelled' } },
    });
  });

  it('bills every request under a number of its own', async () => {
    await using service = await serviceFor({
      find: findings(pastEnd),
      verify: said({ verdicts: [verdict(1, 'stands')] }),
      fix: said({ fixes: [{ id: '1', replacement: null }] }),
    });
    const events = await reviewChanges(repository.root, service, syntax);
    const requests = new Set(events.flatMap((event) => (event.kind === 'usage' ? [event.request] : [])));
    assert.deepEqual([...requests], [0, 1, 2]);
  });

  it('says before sending what the second look and fixes may add', async () => {
    await using service = await serviceFor({});
    const planned = async (wishes: Parameters<typeof reviewChanges>[3]) => {
      const events = await reviewChanges(repository.root, service, syntax, wishes);
      const event = events.find(({ kind }) => kind === 'planned');
      return event?.kind === 'planned' ? event.preflight : assert.fail('not planned');
    };
    assert.deepEqual((await planned({ effort: 'quick' })).later, { requests: 0, tokens: 0 });
    const standard = await planned({});
    assert.equal(standard.later.requests, 2);
    assert.ok(standard.later.tokens > 2_000);
    const deep = await planned({ effort: 'deep' });
    assert.deepEqual([deep.requests, deep.tokens], [3, 3 * standard.tokens]);
  });

  it('masks secrets in what it asks about findings', async () => {
    const key = `ghp_${'aB3dE6gH1j'.repeat(4)}`;
    repository.write('a.ts', `const one = 1;\nconst token = read("${key}");\n`);
    const leaks = finding('leaks', 2, 'const token = read("MASKED_SECRET_1_");');
    await using service = await serviceFor({
      find: findings(leaks),
      verify: said({ verdicts: [verdict(1, 'stands')] }),
      fix: said({ fixes: [{ id: '1', replacement: 'const token = use("MASKED_SECRET_1_");' }] }),
    });
    const events = await reviewChanges(repository.root, service, syntax);
    assert.equal(service.requests.length, 3);
    for (const { body } of service.requests) assert.ok(!JSON.stringify(body).includes(key));
    assert.equal(lastKnown(events)[0]?.fix?.edits[0]?.after, `const token = use("${key}");`);
  });
});

describe('a deep review', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());

  it('reads three times, each in its own way, and is surer of what several passes found', async () => {
    using repository = temporaryRepository();
    repository.write('a.ts', '');
    repository.commitAll();
    repository.write('a.ts', code);
    const unsure = { ...byZero, confidence: 0.4 };
    let pass = 0;
    await using service = await startEmulator({
      answer: (request) => {
        if (stepOf(request) !== 'find') return said({ verdicts: [], fixes: [] });
        return (
          [findings(pastEnd, unsure), findings({ ...pastEnd, severity: 'medium' }), findings(pastEnd)][
            pass++
          ] ?? findings()
        );
      },
    });
    const events = await reviewChanges(repository.root, service, syntax, {
      effort: 'deep',
      verify: 'off',
      fixes: 'withFindings',
    });
    const sent = bodies(service, 'find');
    assert.equal(sent.length, 3);
    assert.equal(new Set(sent).size, 3);
    const known = byTitle(events);
    assert.equal(known.size, 2);
    assert.equal(known.get('reads past the end')?.confidence, 0.95);
    assert.equal(known.get('reads past the end')?.severity, 'high');
    assert.equal(known.get('divides by zero')?.confidence, 0.4);
    const reviewed = events.filter(({ kind }) => kind === 'reviewed');
    assert.equal(reviewed.length, 1);
  });

  it('stands on the passes that came to their end, and says when one did not', async () => {
    using repository = temporaryRepository();
    repository.write('a.ts', '');
    repository.commitAll();
    repository.write('a.ts', code);
    await using service = await startEmulator({ answer: findings(unclear) });
    service.script({ kind: 'fault', name: 'quota-day' });
    const events = await reviewChanges(repository.root, service, syntax, { effort: 'deep', verify: 'off' });
    assert.deepEqual(events.at(-1), { kind: 'finished', outcome: { kind: 'completed' } });
    const failed = events.find((event) => event.kind === 'follow-up-failed');
    assert.equal(failed?.kind === 'follow-up-failed' && failed.step, 'another-pass');
  });
});
