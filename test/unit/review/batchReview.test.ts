import assert from 'node:assert/strict';
import { createAnsweringClient } from '../../../src/core/batch/answeringClient.ts';
import type { BatchMaterial } from '../../../src/core/batch/batchMaterial.ts';
import { createCollectingClient } from '../../../src/core/batch/collectingClient.ts';
import { recordSources, replaySources, type ReadSources } from '../../../src/core/batch/recordedSources.ts';
import { requestKey } from '../../../src/core/batch/requestKey.ts';
import type { BatchAnswer, ModelClient, ModelEvent, ModelRequest } from '../../../src/core/modelClient.ts';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createRepositoryReader } from '../../../src/node/repositoryReader.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { temporaryRepository, type TemporaryRepository } from '../node/temporaryRepository.ts';
import {
  clientOf,
  eventsOf,
  foundIn,
  grammarSyntax,
  outcomeOf,
  portsAround,
  requestWith,
} from './arrangedReview.ts';

const live = new AbortController().signal;
const secret = `ghp_${'A1b2C3d4E5'.repeat(4).slice(0, 36)}`;

const readImage = () => Promise.resolve({ kind: 'nothing' } as const);

async function reviewOf(
  read: ReadSources,
  client: ModelClient,
  budget: number,
): Promise<readonly ReviewEvent[]> {
  using syntax = grammarSyntax();
  const request = requestWith({
    id: 'b1',
    scope: { kind: 'repository', roots: [] },
    verificationModel: '',
    inputTokenBudget: budget,
    concurrentRequests: 1,
  });
  return await eventsOf(request, portsAround('', client, syntax, { ...read, readImage }));
}

const answer = (text: string, reason = 'STOP'): BatchAnswer => [
  { kind: 'model-version', modelVersion: 'gemini-3.6-flash' },
  { kind: 'text', text },
  { kind: 'usage', usage: { input: 100, cachedInput: 0, output: 10, thoughts: 0 } },
  { kind: 'finished', reason },
];
const finding = (file: string, quote: string): string =>
  JSON.stringify({
    findings: [
      {
        file,
        line: 1,
        endLine: 1,
        quote,
        severity: 'high',
        category: 'bug',
        rule: 'x',
        title: 'It is wrong',
        explanation: 'x',
        confidence: 1,
        replacement: null,
      },
    ],
  });

describe('a review in two halves', () => {
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = temporaryRepository();
    repository.write('AGENTS.md', 'Use tabs.\n');
    repository.write('.aiexclude', 'left.ts\n');
    repository.write('left.ts', 'export {};\n');
    for (const name of ['one', 'two', 'three'])
      repository.write(
        `${name}/${name}.ts`,
        `export const ${name} = 1;\n${'// words and more of them\n'.repeat(200)}const key = '${secret}';\n`,
      );
    repository.commitAll();
  });
  afterEach(() => repository[Symbol.dispose]());

  /** The first half: what is sent, and what was read, as it comes back from disk. */
  async function collect(budget = 100_000) {
    await using service = await startEmulator();
    const recording = recordSources({
      sources: [createGitRepository({ root: repository.root, gitPath: 'git' })],
      readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes: 10_000_000 }),
    });
    const client = createCollectingClient(clientOf(service.url), sha256);
    const events = await reviewOf(recording, client, budget);
    const sent = service.requests.filter(({ path }) => path.includes('Content'));
    assert.deepEqual(sent, []);
    const roots = JSON.parse(JSON.stringify(recording.roots)) as BatchMaterial['roots'];
    const keys = client.requests.map((request: ModelRequest) => requestKey(request, sha256));
    return { events, roots, keys, requests: client.requests, counts: client.counts };
  }
  it('asks in the first what a review would ask, without secrets, and sends nothing', async () => {
    const { requests } = await collect();
    assert.equal(requests.length, 1);
    const text = JSON.stringify(requests[0]);
    assert.match(text, /Use tabs/);
    assert.match(text, /one\/one\.ts.*three\/three\.ts/);
    assert.doesNotMatch(text, /ghp_|export \{\}/);
  });

  it('finds in the second what was answered, in the texts of the first, whatever has become of them', async () => {
    const { roots, keys, counts } = await collect();
    for (const name of ['one', 'two', 'three']) repository.write(`${name}/${name}.ts`, 'gone\n');
    repository.write('AGENTS.md', 'Use spaces.\n');
    const answers = [answer(finding('two/two.ts', "const key = 'MASKED_SECRET_1_';"))];
    const client = createAnsweringClient({ keys, answers, counts }, sha256);
    const events = await reviewOf(replaySources(roots), client, 100_000);
    assert.deepEqual(outcomeOf(events), { kind: 'completed' });
    const [only] = foundIn(events);
    assert.equal(only?.anchor.kind, 'exact');
    assert.equal(only.quote, `const key = '${secret}';`);
    assert.equal(only.modelVersion, 'gemini-3.6-flash');
    const skipped = events.flatMap((event) => (event.kind === 'skipped' ? event.files : []));
    assert.ok(skipped.some(({ ref }) => ref.path === 'left.ts'));
  });

  it('names what was not reviewed where the batch has answered in part', async () => {
    const { roots, keys, counts } = await collect(5_000);
    assert.equal(keys.length, 3);
    const refused: BatchAnswer = [
      { kind: 'failed', failure: { kind: 'bad-answer', detail: 'The model is overloaded.' } },
    ];
    const answers = [
      answer('{"findings":[]}'),
      refused,
      answer(finding('two/two.ts', 'export const two = 1;'), 'MAX_TOKENS'),
    ];
    const client = createAnsweringClient({ keys, answers, counts }, sha256);
    const events = await reviewOf(replaySources(roots), client, 5_000);
    const failed = events.flatMap((event) =>
      event.kind === 'part-failed' ? [[event.begun, event.failure.kind]] : [],
    );
    assert.deepEqual(failed, [
      [false, 'bad-answer'],
      [true, 'bad-answer'],
    ]);
    assert.equal(foundIn(events).length, 1);
    assert.equal(outcomeOf(events)?.kind, 'failed');
  });

  it('goes by the order of the requests where a later version words them otherwise', async () => {
    const { roots, keys, counts } = await collect(5_000);
    const answers = keys.map((_key, index) =>
      answer(index === 1 ? finding('three/three.ts', 'export const three = 1;') : '{"findings":[]}'),
    );
    const foreign = keys.map((key) => `older ${key}`);
    const client = createAnsweringClient({ keys: foreign, answers, counts }, sha256);
    const events = await reviewOf(replaySources(roots), client, 5_000);
    assert.deepEqual(outcomeOf(events), { kind: 'completed' });
    assert.equal(foundIn(events).length, 1);
  });

  it('answers nothing that was not asked', async () => {
    const { requests, keys, counts } = await collect();
    const client = createAnsweringClient({ keys, answers: [answer('{"findings":[]}')], counts }, sha256);
    const [asked] = requests;
    assert.ok(asked !== undefined);
    const lastOf = async (request: ModelRequest) => {
      let last: ModelEvent | undefined;
      for await (const event of client.stream(request, live)) last = event;
      return last;
    };
    assert.deepEqual(await lastOf(asked), { kind: 'finished', reason: 'STOP' });
    assert.deepEqual(await lastOf({ ...asked, system: 'other' }), {
      kind: 'failed',
      failure: { kind: 'bad-answer', detail: 'this was not asked in the batch' },
    });
    assert.deepEqual(await lastOf({ ...asked, contents: [...asked.contents, 'and the rest?'] }), {
      kind: 'failed',
      failure: { kind: 'bad-answer', detail: 'a batch is not asked on' },
    });
  });
});
