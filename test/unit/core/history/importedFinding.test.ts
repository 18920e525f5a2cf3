import assert from 'node:assert/strict';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';
import type { ImportedPlace } from '../../../../src/core/anchor/placeImported.ts';
import { FindingStore } from '../../../../src/core/findings/findingStore.ts';
import { parseStoredFindings } from '../../../../src/core/findings/storedFindings.ts';
import { importedFindings, type PlacedImport } from '../../../../src/core/history/importedFinding.ts';
import type { ImportedFinding } from '../../../../src/core/report/sarifRead.ts';

const file = { root: '/w', path: 'a.ts' };
const text = { file, index: createLineIndex('one();\ntwo();\none();\n'), textId: 't1' };
const line = (at: number, kind: 'checked' | 'moved' | 'unchecked' = 'checked'): ImportedPlace => ({
  kind,
  range: { start: { line: at, character: 0 }, end: { line: at, character: 6 } },
});

function placed(
  more: Partial<ImportedFinding> = {},
  place: PlacedImport['place'] = line(0),
  where: PlacedImport['text'] = text,
): PlacedImport {
  const imported: ImportedFinding = {
    tool: 'Lint',
    rule: 'no-one',
    severity: 'medium',
    category: undefined,
    cwe: undefined,
    title: 'One is called',
    explanation: '',
    confidence: undefined,
    path: { kind: 'inside', path: 'a.ts' },
    region: undefined,
    contextRegion: undefined,
    codePoints: false,
    state: 'open',
    ...more,
  };
  return { imported, text: where, place };
}

describe('results of another tool as findings', () => {
  it('stand on their code, with their tool and without a fix', () => {
    const [finding] = importedFindings([placed({ cwe: 89 })], 'r');
    assert.deepEqual(
      [finding?.anchor, finding?.quote, finding?.tool, finding?.category, finding?.fix],
      [{ kind: 'exact', range: rangeOf(line(0)) }, 'one();', 'Lint', 'security', undefined],
    );
    assert.deepEqual(finding?.origin, { textId: 't1', range: rangeOf(line(0)) });
  });

  it('say how sure their place is', () => {
    const kinds = [
      placed({}, line(0, 'moved')),
      placed({}, line(1, 'unchecked')),
      { ...placed(), place: undefined },
    ];
    assert.deepEqual(
      importedFindings(kinds, 'r').map(({ anchor }) => anchor.kind),
      ['relocated', 'line-only', 'none'],
    );
  });

  it('are none where they are settled, elsewhere, or their code is gone', () => {
    const none = [
      placed({ state: 'suppressed' }),
      placed({ state: 'absent' }),
      placed({}, { kind: 'absent' }),
      { ...placed(), text: undefined },
    ];
    assert.deepEqual(importedFindings(none, 'r'), []);
  });

  it('have names that last, each its own', () => {
    const twice = [placed(), placed({}, line(2)), placed({ rule: 'other' })];
    const ids = importedFindings(twice, 'r1').map(({ id }) => id);
    assert.equal(new Set(ids).size, 3);
    assert.deepEqual(
      importedFindings(twice, 'r2').map(({ id }) => id),
      ids,
    );
  });

  it('are not fixed by a review that does not speak of them, and are kept as they are', () => {
    const store = new FindingStore();
    const [finding] = importedFindings([placed()], 'r1');
    assert.ok(finding !== undefined);
    store.add(finding);
    store.beginReview('r2');
    store.finishReview([file]);
    assert.equal(store.get(finding.id)?.state, 'open');
    const kept = parseStoredFindings(JSON.parse(JSON.stringify(store.snapshot())));
    assert.deepEqual(kept?.findings, [finding]);
  });
});

function rangeOf(place: ImportedPlace): unknown {
  return place.kind === 'absent' ? undefined : place.range;
}
