import assert from 'node:assert/strict';
import { FindingStore } from '../../../../src/core/findings/findingStore.ts';
import { fingerprint } from '../../../../src/core/findings/fingerprint.ts';
import { parseStoredFindings } from '../../../../src/core/findings/storedFindings.ts';
import { finding } from './finding.ts';

const file = { root: '/w', path: 'a.ts' };
const position = (line: number, character: number) => ({ line, character });
const states = (store: FindingStore) => store.all().map(({ id, state }) => `${id} ${state}`);

describe('the finding store', () => {
  it('drops what a later review of the same file did not find again, and nothing else', () => {
    const store = new FindingStore();
    store.add(finding({ id: 'gone' }));
    store.add(finding({ id: 'kept' }));
    store.add(finding({ id: 'elsewhere', file: { root: '/w', path: 'b.ts' } }));
    store.beginReview('r2');
    store.add(finding({ id: 'kept', reviewId: 'r2' }));
    store.finishReview([file]);
    assert.deepEqual(states(store), ['kept open', 'elsewhere open']);
  });

  it('keeps everything when the later review did not get to the file', () => {
    const store = new FindingStore();
    store.add(finding());
    store.beginReview('r2');
    store.finishReview([]);
    assert.deepEqual(states(store), ['f1 open']);
  });

  it('keeps a dismissed finding dismissed when it is found again, and over reviews that miss it', () => {
    const store = new FindingStore();
    store.add(finding());
    store.dismiss('f1');
    store.beginReview('r2');
    store.finishReview([file]);
    store.beginReview('r3');
    store.add(finding({ reviewId: 'r3' }));
    assert.deepEqual(states(store), ['f1 dismissed']);
    store.restore('f1');
    assert.deepEqual(states(store), ['f1 open']);
  });

  it('opens a changed finding again when its code is back, drawn in to the code', () => {
    const store = new FindingStore();
    const range = { start: position(0, 2), end: position(0, 7) };
    store.add(finding({ anchor: { kind: 'exact', range } }));
    const line = { start: position(0, 0), end: position(0, 7) };
    store.edit('/w/a.ts', [{ range: line, text: 'good();' }], () => 'good();');
    assert.deepEqual(states(store), ['f1 changed']);
    store.edit('/w/a.ts', [{ range: line, text: '  bad()' }], () => '  bad()');
    assert.deepEqual(states(store), ['f1 open']);
    assert.deepEqual(store.get('f1')?.anchor, { kind: 'exact', range });
  });

  it('tells which files changed, each once, and only when something did', () => {
    const store = new FindingStore();
    const heard: string[] = [];
    const listening = store.onDidChange(({ files }) => heard.push(files.map(({ path }) => path).join(' ')));
    store.load({ version: 1, findings: [finding(), finding({ id: 'f2' })] });
    store.dismiss('f1');
    store.dismiss('f1');
    store.dismiss('unknown');
    listening.dispose();
    store.clear();
    assert.deepEqual(heard, ['a.ts', 'a.ts']);
  });

  it('comes back from its snapshot as it was, and refuses what is none', () => {
    const store = new FindingStore();
    store.add(finding({ modelVersion: 'm', anchor: { kind: 'none', reason: 'quote-not-found' } }));
    const kept: unknown = JSON.parse(JSON.stringify(store.snapshot()));
    assert.deepEqual(parseStoredFindings(kept), store.snapshot());
    for (const value of [undefined, null, {}, { version: 2, findings: [] }, { version: 1, findings: [{}] }]) {
      assert.equal(parseStoredFindings(value), undefined);
    }
  });
});

describe('a fingerprint', () => {
  const base = fingerprint('a.ts', 'bad();\n  worse();', 'bug', 'It breaks');

  it('is the same for the same code and kind, however worded or spaced', () => {
    assert.equal(fingerprint('a.ts', 'bad();worse();', 'bug', 'Something else'), base);
    assert.match(base, /^fr1:[0-9a-f]{16}$/);
  });

  it('differs by file, code and kind', () => {
    assert.notEqual(fingerprint('b.ts', 'bad();\n  worse();', 'bug', 'It breaks'), base);
    assert.notEqual(fingerprint('a.ts', 'bad();', 'bug', 'It breaks'), base);
    assert.notEqual(fingerprint('a.ts', 'bad();\n  worse();', 'security', 'It breaks'), base);
  });

  it('rests on the title where there is no code', () => {
    assert.equal(fingerprint('a', '', 'bug', 'It breaks.'), fingerprint('a', ' ', 'bug', 'it  breaks'));
    assert.notEqual(fingerprint('a', '', 'bug', 'It breaks'), fingerprint('a', '', 'bug', 'It leaks'));
  });
});
