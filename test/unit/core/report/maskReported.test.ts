import assert from 'node:assert/strict';
import { maskReported } from '../../../../src/core/report/maskReported.ts';
import type { ReportedFinding } from '../../../../src/core/report/reviewReport.ts';
import { createSecretScanner } from '../../../../src/node/secretScanner.ts';

// Made up, in the form of a token that scanners know.
const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
const line = `const key = '${token}';`;
const place = { startLine: 1, startColumn: 1, endLine: 1, endColumn: line.length + 1 };
const edit = (after: string) => ({ place, before: 'send(key);', after });
const finding: ReportedFinding = {
  fingerprint: 'fr2:1',
  file: 'src/config.ts',
  anchor: 'exact',
  place,
  excerpt: { startLine: 1, lines: [line, 'send(key);'] },
  quote: line,
  severity: 'high',
  category: 'security',
  title: 'The key stands in the code',
  explanation: 'Anyone can read it.',
  confidence: 0.9,
  state: 'open',
};
const masked = async (one: ReportedFinding): Promise<ReportedFinding | undefined> =>
  (await maskReported([one], createSecretScanner()))[0];

describe('a finding that leaves this machine', () => {
  it('shows no secret, neither in what it quotes nor around it', async () => {
    const shown = await masked(finding);
    assert.doesNotMatch(JSON.stringify(shown), new RegExp(token));
    assert.equal(shown?.quote, "const key = 'MASKED_SECRET';");
    assert.deepEqual(shown.excerpt?.lines, ["const key = 'MASKED_SECRET';", 'send(key);']);
  });

  it('keeps a fix that holds no secret, and goes without one that does', async () => {
    const clean = { automatic: true, edits: [edit('send(keyOf(process));')] };
    assert.deepEqual((await masked({ ...finding, fix: clean }))?.fix, clean);
    const telling = { automatic: true, edits: [edit(`send('${token}');`)] };
    assert.equal((await masked({ ...finding, fix: telling }))?.fix, undefined);
  });

  it('is the very same where there is no secret', async () => {
    const plain = { ...finding, quote: 'send(key);', excerpt: { startLine: 2, lines: ['send(key);'] } };
    assert.equal(await masked(plain), plain);
  });
});
