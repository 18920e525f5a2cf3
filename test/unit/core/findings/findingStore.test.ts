import assert from 'node:assert/strict';
import { FindingStore } from '../../../../src/core/findings/findingStore.ts';
import { parseStoredFindings } from '../../../../src/core/findings/storedFindings.ts';
import { finding } from './finding.ts';

const file = { root: '/w', path: 'a.ts' };
const position = (line: number, character: number) => ({ line, character });
const states = (store: FindingStore) => store.all().map(({ id, state }) => `${id} ${state}`);

const inFolder = (path: string) => finding({ id: path, file: { root: '/w', path } });
const at = (id: string, line: number) =>
  finding({ id, anchor: { kind: 'exact', range: { start: position(line, 0), end: position(line, 5) } } });

describe('the finding store', () => {
  it('takes what a later review of the same file did not find again for fixed, and nothing else', () => {
    const store = new FindingStore();
    store.add(finding({ id: 'old' }));
    store.add(finding({ id: 'kept' }));
    store.add(finding({ id: 'elsewhere', file: { root: '/w', path: 'b.ts' } }));
    store.add(finding({ id: 'away', state: 'gone' }));
    store.add(finding({ id: 'held', state: 'filtered', filtered: { kind: 'refuted', detail: '' } }));
    store.beginReview('r2');
    store.add(finding({ id: 'kept', reviewId: 'r2' }));
    store.finishReview([file]);
    assert.deepEqual(states(store), ['old fixed', 'kept open', 'elsewhere open', 'away gone']);
    assert.deepEqual(
      store.shown().map(({ id }) => id),
      ['kept', 'elsewhere'],
    );
  });

  it('takes nothing for fixed outside the lines that were read', () => {
    const store = new FindingStore();
    store.add(at('above', 8));
    store.add(at('first', 9));
    store.add(at('last', 19));
    store.add(at('below', 20));
    store.beginReview('r2');
    store.finishReview([{ ...file, lines: [{ start: 10, end: 20 }] }]);
    assert.deepEqual(states(store), ['above open', 'first fixed', 'last fixed', 'below open']);
  });

  it('keeps what is hidden out of every list, and has it back, state and all', () => {
    const store = new FindingStore();
    store.add(finding({ id: 'here' }));
    store.add(finding({ id: 'away', file: { root: '/v', path: 'b.ts' }, state: 'changed' }));
    const told: string[][] = [];
    store.onDidChange(({ files }) => void told.push(files.map(({ root }) => root)));
    store.hide(({ root }) => root === '/v');
    assert.deepEqual(states(store), ['here open']);
    assert.deepEqual(store.paths(), ['/w/a.ts']);
    assert.deepEqual(store.atPath('/v/b.ts'), []);
    assert.equal(store.snapshot().findings.length, 2);
    store.hide(undefined);
    assert.deepEqual(states(store), ['here open', 'away changed']);
    assert.deepEqual(told, [['/v'], ['/v']]);
    store.hide(() => true);
    store.clear();
    store.hide(undefined);
    assert.deepEqual(states(store), []);
  });

  it('keeps everything when the later review did not get to the file', () => {
    const store = new FindingStore();
    store.add(finding());
    store.beginReview('r2');
    store.finishReview([]);
    assert.deepEqual(states(store), ['f1 open']);
  });

  it('keeps an open finding open when a later review of less finds it again outside of its change', () => {
    const store = new FindingStore();
    const outside = { state: 'filtered', filtered: { kind: 'outside-change', detail: '' } } as const;
    store.add(finding({ id: 'known' }));
    store.beginReview('r2');
    store.add(finding({ id: 'known', reviewId: 'r2', ...outside }));
    store.add(finding({ id: 'new', reviewId: 'r2', ...outside }));
    store.add(
      finding({ id: 'known', reviewId: 'r2', state: 'filtered', filtered: { kind: 'refuted', detail: '' } }),
    );
    store.finishReview([file]);
    assert.deepEqual(states(store), ['known filtered', 'new filtered']);
    store.add(finding({ id: 'other' }));
    store.add(finding({ id: 'other', reviewId: 'r2', ...outside }));
    assert.deepEqual([store.get('other')?.state, store.get('other')?.filtered], ['open', undefined]);
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
    store.load({ version: 2, findings: [finding(), finding({ id: 'f2' })] });
    store.dismiss('f1');
    store.dismiss('f1');
    store.dismiss('unknown');
    listening.dispose();
    store.clear();
    assert.deepEqual(heard, ['a.ts', 'a.ts']);
  });

  it('tells of a batch once, and whether more than places changed', () => {
    const store = new FindingStore();
    const heard: string[] = [];
    store.onDidChange(({ files, placesOnly }) => heard.push(`${files.length} ${String(placesOnly)}`));
    store.batch(() => {
      store.add(finding());
      store.add(finding({ id: 'f2', file: { root: '/w', path: 'b.ts' } }));
    });
    const top = { start: position(0, 0), end: position(0, 0) };
    store.edit('/w/a.ts', [{ range: top, text: '\n' }], () => 'bad()');
    store.edit('/w/a.ts', [{ range: { start: position(9, 0), end: position(9, 1) }, text: '' }], () => '');
    assert.deepEqual(heard, ['2 false', '1 true']);
  });

  it('takes findings along when their file, or a folder above it, is called otherwise', () => {
    const store = new FindingStore();
    for (const path of ['src/a.ts', 'src/deep/b.ts', 'srcs/c.ts']) store.add(inFolder(path));
    const heard: string[] = [];
    store.onDidChange(({ files }) => heard.push(...files.map(({ path }) => path)));
    store.rename('/w/src', '/w/lib');
    assert.deepEqual(store.paths().toSorted(), ['/w/lib/a.ts', '/w/lib/deep/b.ts', '/w/srcs/c.ts']);
    assert.deepEqual(heard.toSorted(), ['lib/a.ts', 'lib/deep/b.ts', 'src/a.ts', 'src/deep/b.ts']);
    store.rename('/w/lib/a.ts', '/elsewhere/a.ts');
    assert.deepEqual(store.get('src/a.ts')?.file, { root: '/elsewhere', path: 'a.ts' });
  });

  it('comes back from its snapshot as it was, and refuses what is none', () => {
    const store = new FindingStore();
    store.add(finding({ modelVersion: 'm', anchor: { kind: 'none', reason: 'quote-not-found' } }));
    const range = { start: position(0, 0), end: position(0, 5) };
    const fix = { edits: [{ range, before: 'bad()', after: 'good()' }], automatic: true };
    store.add(finding({ id: 'f2', fix, origin: { textId: 't', range }, verification: 'confirmed', cwe: 79 }));
    store.add(finding({ id: 'f3', state: 'filtered', filtered: { kind: 'too-many', detail: '' } }));
    const kept: unknown = JSON.parse(JSON.stringify(store.snapshot()));
    assert.deepEqual(parseStoredFindings(kept), store.snapshot());
    for (const value of [undefined, null, {}, { version: 3, findings: [] }, { version: 2, findings: [{}] }]) {
      assert.equal(parseStoredFindings(value), undefined);
    }
  });

  it('reads what version 1 wrote, which knew no origins', () => {
    const old = { version: 1, findings: [finding({ modelVersion: 'm' })] };
    assert.deepEqual(parseStoredFindings(old), { version: 2, findings: [finding({ modelVersion: 'm' })] });
  });

  it('does not wait after a restart for a second look that nobody takes any more', () => {
    const kept = { version: 2, findings: [finding({ verification: 'pending' })] };
    assert.equal(parseStoredFindings(kept)?.findings[0]?.verification, 'unresolved');
  });
});
