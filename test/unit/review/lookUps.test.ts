import assert from 'node:assert/strict';
import { estimateCost } from '../../../src/core/plan/cost.ts';
import { CoverageLedger } from '../../../src/core/plan/coverage.ts';
import { costOf } from '../../../src/core/plan/prices.ts';
import type { Preflight } from '../../../src/core/review/preflight.ts';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import type { Answer } from '../../emulator/answer.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { badRequest } from '../../emulator/googleErrors.ts';
import { handStream } from '../../emulator/handStream.ts';
import type { RecordedRequest } from '../../emulator/recordedRequest.ts';
import { temporaryRepository, type TemporaryRepository } from '../node/temporaryRepository.ts';
import { grammarSyntax } from './arrangedReview.ts';
import { lastKnown, reviewChanges, stepOf } from './changedRepository.ts';

const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
const none: Answer = { kind: 'text', text: '{"findings":[]}' };
const found: Answer = {
  kind: 'text',
  text: JSON.stringify({
    findings: [
      {
        file: 'cart.ts',
        line: 2,
        endLine: 2,
        quote: 'export const sum = priceOf(1);',
        severity: 'high',
        category: 'bug',
        rule: 'wrong-argument',
        title: 'priceOf takes a text',
        explanation: 'price.ts calls length on it.',
        confidence: 0.9,
        replacement: null,
      },
    ],
  }),
};
const asked = ({ body }: RecordedRequest): string => JSON.stringify(body);
const preflightOf = (events: readonly ReviewEvent[]): Preflight => {
  const planned = events.find((event) => event.kind === 'planned');
  assert.ok(planned);
  return planned.preflight;
};

describe('a deep review', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = temporaryRepository();
    repository.write(
      'price.ts',
      `const key = '${token}';\nexport const priceOf = (item: string) => item.length;\n`,
    );
    repository.write('cart.ts', "import { priceOf } from './price';\nexport const sum = priceOf('a');\n");
    repository.commitAll();
    repository.write('cart.ts', "import { priceOf } from './price';\nexport const sum = priceOf(1);\n");
  });
  afterEach(() => repository[Symbol.dispose]());

  it('lets the model look into other files, masks them, and says which it saw', async () => {
    await using service = await startEmulator({
      answer: (request) => {
        if (stepOf(request) !== 'find') return none;
        if (asked(request).includes('functionResponse')) return found;
        return { kind: 'calls', calls: [{ name: 'read_lines', args: { file: 'price.ts' } }] };
      },
    });
    const events = await reviewChanges(repository.root, service, syntax, { effort: 'deep', verify: 'off' });
    assert.equal(lastKnown(events).length, 1);
    const looked = events.filter((event) => event.kind === 'looked-up');
    assert.equal(looked.length, 3, 'each of the three passes has looked');
    const ledger = new CoverageLedger();
    for (const event of events) {
      if (event.kind === 'collected') ledger.collected(event.files);
      if (event.kind === 'reviewed') ledger.reviewed(event.files);
      if (event.kind === 'looked-up')
        ledger.readAsContext([...event.shown, { root: repository.root, path: 'cart.ts' }]);
    }
    assert.deepEqual(ledger.context(), [{ root: repository.root, path: 'price.ts' }]);
    assert.equal(ledger.all().length, 1, 'what was looked into is not of the scope');
    assert.ok(service.requests.every((request) => !asked(request).includes(token)));
    assert.ok(service.requests.some((request) => asked(request).includes("key = 'MASKED_SECRET_1_'")));
    const masked = events.findLast((event) => event.kind === 'masked');
    assert.deepEqual(
      masked?.found.map(({ place }) => place.line),
      [1],
    );
    assert.match(asked(service.requests[0] ?? assert.fail()), /look that code up with the functions/);
  });

  it('tells before what looking up may cost, and a standard one offers no functions', async () => {
    await using service = await startEmulator({ answer: none });
    const deep = preflightOf(await reviewChanges(repository.root, service, syntax, { effort: 'deep' }));
    assert.equal(deep.lookUps.requests, 9);
    assert.ok(deep.lookUps.tokens > deep.tokens);
    const before = service.requests.length;
    const standard = preflightOf(await reviewChanges(repository.root, service, syntax));
    assert.equal(standard.lookUps.requests, 0);
    const price = { input: 1.5, cachedInput: 0.15, output: 9 };
    const without = { ...deep, lookUps: { requests: 0, tokens: 0 } };
    assert.ok(estimateCost(deep, 'high', price).high > estimateCost(without, 'high', price).high);
    assert.equal(estimateCost(deep, 'high', price).low, estimateCost(without, 'high', price).low);
    assert.ok(service.requests.slice(before).every((request) => !asked(request).includes('read_lines')));
  });

  it('of a model that refuses functions reviews without them, and says so', async () => {
    await using service = await startEmulator({
      answer: (request) => {
        if (!asked(request).includes('read_lines')) return stepOf(request) === 'find' ? found : none;
        const refusal = handStream();
        refusal.fail(
          badRequest("Function calling with a response mime type: 'application/json' is unsupported"),
        );
        return refusal;
      },
    });
    const events = await reviewChanges(repository.root, service, syntax, { effort: 'deep', verify: 'off' });
    assert.equal(lastKnown(events).length, 1);
    const dropped = events.filter((event) => event.kind === 'tools-dropped');
    assert.deepEqual(dropped[0]?.tools, ['functions']);
  });
});

describe('tools of the service', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = temporaryRepository();
    repository.write('cart.ts', 'export const sum = 1;\n');
    repository.commitAll();
    repository.write('cart.ts', 'export const sum = 2;\n');
  });
  afterEach(() => repository[Symbol.dispose]());

  const all = ['google-search', 'url-context', 'code-execution'] as const;

  it('are not asked for unless they are switched on', async () => {
    await using service = await startEmulator({ answer: none });
    const { tools } = preflightOf(await reviewChanges(repository.root, service, syntax));
    assert.deepEqual(tools, { searches: 0, tokens: 0 });
    assert.doesNotMatch(asked(service.requests[0] ?? assert.fail()), /"tools"|search engine/);
  });

  it('are priced before, asked for, and their searches and pages are told', async () => {
    await using service = await startEmulator({
      answer: {
        kind: 'text',
        text: '{"findings":[]}',
        groundingMetadata: {
          webSearchQueries: ['a', 'b'],
          groundingChunks: [
            { web: { uri: 'https://example.com/doc', title: 'Doc' } },
            { web: { uri: 7 } },
            { web: { uri: 'command:evil' } },
          ],
        },
      },
    });
    const events = await reviewChanges(repository.root, service, syntax, { serviceTools: all });
    const { tools } = preflightOf(events);
    assert.equal(tools.searches, 5);
    assert.ok(tools.tokens > 0);
    const body = asked(service.requests[0] ?? assert.fail());
    for (const name of ['googleSearch', 'urlContext', 'codeExecution'])
      assert.ok(body.includes(`"${name}":{}`), name);
    assert.match(body, /Never put code, names or texts of the material into a query/);
    const usage = events.findLast((event) => event.kind === 'usage')?.usage;
    assert.equal(usage?.searches, 2);
    const price = { input: 0, cachedInput: 0, output: 0 };
    assert.equal(costOf(usage ?? assert.fail(), price), 0.028);
    const read = events.flatMap((event) => (event.kind === 'sources' ? event.sources : []));
    assert.deepEqual(read[0], { title: 'Doc', address: 'https://example.com/doc' });
  });

  it('are announced beside functions as the service wants it', async () => {
    await using service = await startEmulator({ answer: none });
    await reviewChanges(repository.root, service, syntax, {
      effort: 'deep',
      serviceTools: ['google-search'],
    });
    const { body } = service.requests[0] ?? assert.fail();
    const { toolConfig } = body as { toolConfig?: object };
    assert.deepEqual(toolConfig, {
      functionCallingConfig: { mode: 'VALIDATED' },
      includeServerSideToolInvocations: true,
    });
  });

  it('that the model refuses beside a schema are left out, once, and the user is told', async () => {
    await using service = await startEmulator({
      answer: (request) => {
        if (!asked(request).includes('googleSearch')) return none;
        const refusal = handStream();
        refusal.fail(badRequest('Tool use with a response mime type: application/json is unsupported'));
        return refusal;
      },
    });
    const events = await reviewChanges(repository.root, service, syntax, { serviceTools: ['google-search'] });
    const last = events.at(-1);
    assert.ok(last?.kind === 'finished' && last.outcome.kind === 'completed');
    const dropped = events.filter((event) => event.kind === 'tools-dropped');
    assert.deepEqual(
      dropped.map(({ tools }) => tools),
      [['google-search']],
    );
    assert.equal(service.requests.length, 2);
    assert.match(asked(service.requests[1] ?? assert.fail()), /responseJsonSchema/);
  });
});
