import assert from 'node:assert/strict';
import { agentAnswer, agentJson } from '../../../../src/core/report/agentAnswer.ts';
import { agentFailure } from '../../../../src/core/report/agentFailure.ts';
import { agentPage, pageOfFindings } from '../../../../src/core/report/agentPage.ts';
import { found } from './report.ts';

const asked = { limit: 20 };

function page(...findings: Parameters<typeof pageOfFindings>[0]) {
  const made = pageOfFindings(findings, 'id', asked);
  assert.ok(!('problem' in made));
  return agentPage.parse(made);
}

describe('An answer to an agent', () => {
  it('shows what is invisible as an escape, and reads back the same', () => {
    const hostile = { file: 'a\u202eb\u200b.ts', quote: '\u0085\u2028"}]\ufeff\u0007' };
    const text = agentJson(hostile);
    assert.match(text, /^[\u0020-\u007e]+$/);
    assert.deepEqual(JSON.parse(text), hostile);
  });

  it('holds what is to be acted on, worst first', () => {
    const { findings } = page(
      found({ fingerprint: 'a', severity: 'low' }),
      found({ fingerprint: 'b', state: 'dismissed' }),
      found({ fingerprint: 'c', state: 'fixed' }),
      found({ fingerprint: 'd', severity: 'critical' }),
      found({ fingerprint: 'e', baseline: 'unchanged' }),
    );
    assert.deepEqual(
      findings.map(({ fingerprint }) => fingerprint),
      ['d', 'a'],
    );
  });

  it('leaves a fix out that is too long, never half of it, and cuts what is only read', () => {
    const place = { startLine: 3, startColumn: 1, endLine: 5, endColumn: 1 };
    const edits = [{ place, before: 'x'.repeat(2_000), after: 'y'.repeat(2_000) }];
    const [finding] = page(
      found({ place, fix: { automatic: true, edits }, explanation: `${'a'.repeat(1_499)}😀` }),
    ).findings;
    assert.equal(finding?.fix, undefined);
    assert.equal(finding?.fixTooLong, true);
    assert.equal(finding?.explanation, `${'a'.repeat(1_499)}…`);
    // The end is exclusive: line 5 is not touched.
    assert.deepEqual([finding?.line, finding?.endLine], [3, 4]);
  });

  it('ends a page early when it grows long, and says how to go on', () => {
    const long = Array.from({ length: 20 }, (_, index) =>
      found({ fingerprint: `${index}`, explanation: 'e'.repeat(5_000), quote: 'q'.repeat(5_000) }),
    );
    const { findings, total, nextCursor } = page(...long);
    assert.equal(total, 20);
    assert.ok(findings.length > 5 && findings.length < 15, `${findings.length}`);
    assert.equal(nextCursor, `${findings.length}@id`);
    const [summary] = agentAnswer(page(...long));
    assert.match(summary, /of 20 findings, worst first\..*call list_findings .* cursor/);
  });

  it('is a page of no other list', () => {
    for (const cursor of ['3@other', 'x', '-1@id', '99999999999@id'])
      assert.ok('problem' in pageOfFindings([found()], 'id', { ...asked, cursor }), cursor);
    const past = pageOfFindings([found()], 'id', { ...asked, cursor: '7@id' });
    assert.deepEqual(past, { total: 1, findings: [] });
  });

  it('says of a failure what a model can do about it', () => {
    assert.match(agentFailure({ kind: 'no-key' }, 'There is no key.'), /^There is no key\. .*tell the user/);
    assert.match(
      agentFailure({ kind: 'no-such-revision', revision: 'x' }, 'Use --base.'),
      /^Git knows no .*“x” here\. Call again with another base\.$/,
    );
    assert.equal(agentFailure({ kind: 'cancelled' }, 'It was stopped.'), 'It was stopped.');
  });
});
