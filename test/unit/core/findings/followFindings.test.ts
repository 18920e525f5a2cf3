import assert from 'node:assert/strict';
import type { Finding, FindingState, Range } from '../../../../src/core/finding.ts';
import { followFindings, type FollowMode } from '../../../../src/core/findings/followFindings.ts';
import { FindingStore } from '../../../../src/core/findings/findingStore.ts';
import { withOrigin } from '../../../../src/core/findings/origin.ts';
import { parseStoredFindings } from '../../../../src/core/findings/storedFindings.ts';
import { finding } from './finding.ts';

const reviewedText = 'first();\nsecond();\nbad(input);\nthird();\nfourth();\n';
const reviewed = new Map([['t', reviewedText]]);
const line = (at: number, length: number): Range => ({
  start: { line: at, character: 0 },
  end: { line: at, character: length },
});

function found(more: Partial<Finding> = {}): Finding {
  const range = line(2, 11);
  const fix = { edits: [{ range, before: 'bad(input);', after: 'good(input);' }], automatic: true };
  return withOrigin(finding({ quote: 'bad(input);', anchor: { kind: 'exact', range }, fix, ...more }), 't');
}

/** State, first line and last line of the finding, and the line of its fix. */
function follow(from: Finding, present: string | undefined, mode: FollowMode = 'everything'): string {
  return describeFinding(followed(from, present, mode));
}

function followed(from: Finding, present: string | undefined, mode: FollowMode = 'everything'): Finding {
  const [now] = followFindings([from], present, reviewed, mode);
  assert.ok(now);
  return now;
}

function describeFinding({ state, anchor, fix }: Finding): string {
  assert.notEqual(anchor.kind, 'none');
  if (anchor.kind === 'none') return '';
  return `${state} ${anchor.range.start.line} fix ${fix?.edits[0]?.range.start.line ?? 'none'}`;
}

const edited = reviewedText.replace('bad(input)', 'bad(output)');
const without = reviewedText.replace('bad(input);\n', '');

describe('followed from the text it was found in', () => {
  it('a finding is open where its code is, with its fix', () => {
    assert.equal(follow(found(), `\n\n${reviewedText}`), 'open 4 fix 4');
  });

  it('a finding whose code was edited is changed, and its fix no longer offered', () => {
    assert.equal(follow(found(), edited), 'changed 2 fix none');
  });

  it('a finding is gone with its code, and with its file', () => {
    assert.equal(follow(found(), without), 'gone 2 fix none');
    assert.equal(follow(found(), undefined), 'gone 2 fix 2');
  });

  it('a finding is open again, fix and all, when its code is back after an edit, a deletion, or a lost file', () => {
    for (const present of [edited, without, undefined]) {
      assert.equal(follow(followed(found(), present), `\n${reviewedText}`), 'open 3 fix 3');
    }
  });

  it('a dismissed or held back finding stays so, on its code', () => {
    for (const state of ['dismissed', 'filtered'] as const satisfies readonly FindingState[]) {
      assert.equal(follow(found({ state }), `\n${reviewedText}`), `${state} 3 fix 3`);
      assert.match(follow(found({ state }), without), new RegExp(`^${state} `));
    }
  });

  it('a finding that is where it was comes back as the same object', () => {
    const from = found();
    assert.equal(followed(from, reviewedText), from);
    assert.equal(followed(from, `${reviewedText}more();\n`), from);
  });

  it('a finding stays where it is while its reviewed text is not at hand', () => {
    const lost = { ...found(), origin: { textId: 'other', range: line(2, 11) } };
    assert.equal(followed(lost, ''), lost);
  });

  it('a fix that came later goes along line by line, as long as its text stands there', () => {
    const { fix, ...bare } = found();
    assert.ok(fix);
    const later = { ...withOrigin(bare, 't'), fix };
    assert.equal(follow(later, `\n${reviewedText}`), 'open 3 fix 3');
    const insertion = { ...fix, edits: [{ range: line(2, 0), before: '', after: 'check();\n' }] };
    assert.equal(follow({ ...later, fix: insertion }, without), 'gone 2 fix none');
  });

  it('an open finding is left to the edits that were followed, a lost one is looked for', () => {
    const open = found();
    assert.equal(followed(open, `\n${reviewedText}`, 'what-edits-lost'), open);
    const changed = found({ state: 'changed' });
    assert.equal(follow(changed, `\n${reviewedText}`, 'what-edits-lost'), 'open 3 fix 3');
    // The user rewrote it, and the edit knows where it is.
    assert.equal(follow(changed, without, 'what-edits-lost'), 'changed 2 fix none');
    const emptied = { ...changed, anchor: { kind: 'exact', range: line(2, 0) } } as const;
    assert.equal(follow(emptied, without, 'what-edits-lost'), 'gone 2 fix none');
  });
});

describe('the store', () => {
  it('gives a finding its fix back when the edit that made it unfit is taken back', () => {
    const store = new FindingStore();
    store.add(found());
    const typed = { start: { line: 2, character: 4 }, end: { line: 2, character: 4 } };
    store.edit('/w/a.ts', [{ range: typed, text: 'x' }], () => 'bad(xinput);');
    store.follow('/w/a.ts', reviewedText.replace('bad(', 'bad(x'), reviewed, 'what-edits-lost');
    assert.equal(store.get('f1')?.fix, undefined);
    const undone = { start: typed.start, end: { line: 2, character: 5 } };
    store.edit('/w/a.ts', [{ range: undone, text: '' }], () => 'bad(input);');
    assert.equal(store.get('f1')?.state, 'open');
    store.follow('/w/a.ts', reviewedText, reviewed, 'what-edits-lost');
    assert.deepEqual(store.get('f1')?.fix, found().fix);
  });

  const path = '/w/a.ts';
  const states = (store: FindingStore) =>
    store.atPath(path).map((one) => describeFinding(one).replace(/ fix.*/, ''));

  it('brings findings back from another branch and back to it', () => {
    const store = new FindingStore();
    store.add(found());
    store.follow(path, without, reviewed, 'everything');
    assert.deepEqual(states(store), ['gone 2']);
    store.beginReview('r2');
    store.finishReview([{ root: '/w', path: 'a.ts' }]);
    store.follow(path, reviewedText, reviewed, 'everything');
    assert.deepEqual(states(store), ['open 2']);
  });

  it('reopens what an edit fixed when the edit is taken back, but not what a second review let go', () => {
    const store = new FindingStore();
    store.add(found());
    store.add(found({ id: 'f2' }));
    store.follow(path, edited, reviewed, 'everything');
    store.replace({ ...found({ id: 'f2' }), state: 'open' });
    store.beginReview('r2');
    store.finishReview([{ root: '/w', path: 'a.ts' }]);
    store.follow(path, reviewedText, reviewed, 'what-edits-lost');
    assert.deepEqual(states(store), ['open 2', 'fixed 2']);
  });

  it('finds its places again after a document was loaded anew in one edit', () => {
    const store = new FindingStore();
    store.add(found());
    const present = `// new\n${reviewedText.replace('first', 'other')}`;
    const everything = { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } };
    store.edit(path, [{ range: everything, text: present }], () => '');
    assert.deepEqual(states(store), ['changed 0']);
    store.follow(path, present, reviewed, 'what-edits-lost');
    assert.deepEqual(states(store), ['open 3']);
  });

  it('follows a block that was cut and pasted elsewhere', () => {
    const block = 'function load(source) {\n  const handle = open(source);\n  return bad(handle);\n}\n';
    const rest = Array.from({ length: 9 }, (_, at) => `export const constant${at} = compute(${at});\n`).join(
      '',
    );
    const before = block + rest;
    const store = new FindingStore();
    const range = { start: { line: 2, character: 9 }, end: { line: 2, character: 20 } };
    store.add(withOrigin(finding({ quote: 'bad(handle)', anchor: { kind: 'exact', range } }), 'b'));
    const cut = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    store.edit(path, [{ range: cut, text: '' }], () => '');
    store.follow(path, rest, new Map([['b', before]]), 'what-edits-lost');
    assert.deepEqual(states(store), ['gone 0']);
    const end = { line: 9, character: 0 };
    store.edit(path, [{ range: { start: end, end }, text: block }], () => '');
    store.follow(path, rest + block, new Map([['b', before]]), 'what-edits-lost');
    assert.deepEqual(states(store), ['open 11']);
  });

  it('ties a finding of an older version to the text it stands in, and marks one that stands there no more', () => {
    const { origin: _origin, ...old } = found();
    const store = new FindingStore();
    const parsed = parseStoredFindings({ version: 1, findings: [old, { ...old, id: 'f2', quote: 'other' }] });
    assert.ok(parsed);
    store.load(parsed);
    assert.equal(
      store.adopt(path, 't', () => 'bad( input );'),
      true,
    );
    assert.deepEqual(states(store), ['open 2', 'changed 2']);
    assert.equal(store.get('f1')?.origin?.textId, 't');
    assert.equal(store.get('f2')?.origin, undefined);
  });
});
