import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator.ts';
import { temporaryRepository, type TemporaryRepository } from '../node/temporaryRepository.ts';
import { grammarSyntax } from './arrangedReview.ts';
import { lastKnown, reviewChanges, type ReviewWishes } from './changedRepository.ts';

const before = ['alpha', 'beta', 'gamma', 'delta', 'eta', 'phi']
  .map((name) => `export const ${name} = 1;\n`)
  .join('');
const changed = before
  .replace('const gamma = 1', 'const gamma = 1 / alpha')
  .replace('const delta = 1', 'const delta = gamma');

const finding = (title: string, line: number, quote: string, more: object = {}): object => ({
  file: 'a.ts',
  line,
  endLine: line,
  quote,
  severity: 'medium',
  category: 'bug',
  title,
  explanation: '',
  confidence: 0.9,
  replacement: null,
  ...more,
});
const inChange = finding('divides by zero', 3, 'export const gamma = 1 / alpha;');
const second = finding('follows it', 4, 'export const delta = gamma;', { confidence: 0.7 });
const beside = finding('is one', 6, 'export const phi = 1;');
const caused = finding('is used as a divisor now', 1, 'export const alpha = 1;', {
  explanation: '`gamma` divides by it.',
});

describe('what is held back', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = temporaryRepository();
    repository.write('a.ts', before);
    repository.commitAll();
    repository.write('a.ts', changed);
  });
  afterEach(() => repository[Symbol.dispose]());

  /** Title to why it is held back; undefined for what is shown. */
  async function reasons(
    findings: readonly object[],
    wishes: ReviewWishes = {},
  ): Promise<Readonly<Record<string, string | undefined>>> {
    await using service = await startEmulator({
      answer: { kind: 'text', text: JSON.stringify({ findings }) },
    });
    const effort = { effort: 'quick', ...wishes } as const;
    const events = await reviewChanges(repository.root, service, syntax, effort);
    return Object.fromEntries(lastKnown(events).map((one) => [one.title, one.filtered?.kind]));
  }

  it('is what the change neither holds nor causes, unless the user asks for it', async () => {
    const all = [inChange, beside, caused];
    assert.deepEqual(await reasons(all), {
      'divides by zero': undefined,
      'is one': 'outside-change',
      'is used as a divisor now': undefined,
    });
    for (const outsideChange of ['showNearby', 'show'] as const)
      assert.equal((await reasons(all, { outsideChange }))['is one'], undefined);
  });

  it('is what lies below the severity or the confidence that is set', async () => {
    const all = [inChange, second];
    assert.deepEqual(await reasons(all, { minimumSeverity: 'high' }), {
      'divides by zero': 'low-severity',
      'follows it': 'low-severity',
    });
    assert.deepEqual(await reasons(all, { minimumConfidence: 0.8 }), {
      'divides by zero': undefined,
      'follows it': 'low-confidence',
    });
  });

  it('is the least of what is more than the user wants to see, in whatever order it comes', async () => {
    for (const limits of [{ maxFindings: 1 }, { maxFindingsPerFile: 1 }]) {
      assert.deepEqual(await reasons([second, inChange], limits), {
        'divides by zero': undefined,
        'follows it': 'too-many',
      });
    }
  });

  it('is what another tool says already on the same line, and the model is told of it', async () => {
    const diagnostic = {
      file: { root: repository.root, path: 'a.ts' },
      range: { start: { line: 2, character: 17 }, end: { line: 2, character: 22 } },
      message: "Division by zero: the value of 'alpha' divides here.",
      source: 'lint',
      code: 'no-zero-division',
    };
    const said = finding('divides by zero', 3, 'export const gamma = 1 / alpha;', {
      explanation: 'The value of `alpha` may be zero here: a division by zero.',
    });
    await using service = await startEmulator({
      answer: { kind: 'text', text: JSON.stringify({ findings: [said, second] }) },
    });
    const wishes = { effort: 'quick', diagnostics: [diagnostic] } as const;
    const known = lastKnown(await reviewChanges(repository.root, service, syntax, wishes));
    assert.deepEqual(
      known.map(({ filtered }) => filtered?.kind),
      ['known-diagnostic', undefined],
    );
    assert.match(known[0]?.filtered?.detail ?? '', /^lint\(no-zero-division\): Division by zero/);
    assert.match(JSON.stringify(service.requests[0]?.body), /=== diagnostics of other tools ===/);
  });

  it('is dismissed before anything more is asked about it', async () => {
    await using service = await startEmulator({
      answer: { kind: 'text', text: JSON.stringify({ findings: [inChange] }) },
    });
    const events = await reviewChanges(repository.root, service, syntax, {
      verify: 'all',
      judge: (one) => ({ ...one, state: 'dismissed' }),
    });
    assert.equal(lastKnown(events)[0]?.state, 'dismissed');
    assert.equal(service.requests.length, 1);
  });

  it('never holds a message of another tool that has a secret in it', async () => {
    const key = `ghp_${'aB3dE6gH1j'.repeat(4)}`;
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } };
    const file = { root: repository.root, path: 'a.ts' };
    await using service = await startEmulator();
    await reviewChanges(repository.root, service, syntax, {
      diagnostics: [{ file, range, message: `token "${key}" is unused`, source: 'lint' }],
    });
    assert.ok(!JSON.stringify(service.requests[0]?.body).includes(key));
  });
});
