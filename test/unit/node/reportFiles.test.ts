import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReportFiles } from '../../../src/node/reportFiles.ts';
import { found, reportOf } from '../core/report/report.ts';

describe('Reports on disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flash-review-reports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const count of [0, 1, 200, 450])
    it(`are read back as they were with ${count} findings`, async () => {
      const findings = Array.from({ length: count }, (_, at) =>
        found({ fingerprint: `fr1:${at}`, title: `"quoted" ${at}\nand broken` }),
      );
      const kept = {
        version: 1,
        report: reportOf(...findings),
        files: findings.map(({ file }) => ({ root: '/shop', path: file })),
        notices: ['one'],
        fixed: [],
        wholeFiles: [],
        timings: { collectedMs: 1 },
      } as const;
      await new ReportFiles(folder).keep('a review', kept);
      assert.deepEqual(await new ReportFiles(folder).read('a review'), kept);
    });
});
