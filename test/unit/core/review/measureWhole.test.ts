import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangedFile } from '../../../../src/core/change.ts';
import { estimateTokens } from '../../../../src/core/plan/estimateTokens.ts';
import { numberLines } from '../../../../src/core/prompt/numberLines.ts';
import { measureWhole } from '../../../../src/core/review/measureWhole.ts';

const whole = (label: string, text: string): ChangedFile => ({
  ref: { root: '/w', path: label },
  label,
  status: 'whole',
  text,
  hunks: [],
});
const made = (file: ChangedFile) => estimateTokens(numberLines(file));
const assertNear = (actual: number, expected: number, share: number, name: string): void =>
  assert.ok(Math.abs(actual - expected) <= share * expected, `${name}: ${actual} for ${expected}`);

const root = join(import.meta.dirname, '../../../..');
const sources = globSync(['{src,test,scripts}/**/*.ts', '*.{md,json}', 'demo/**/*.{ts,py,json}'], {
  cwd: root,
});

describe('measuring a file that is reviewed whole', () => {
  it('comes to the estimate of its numbered lines, file by file', () => {
    assert.ok(sources.length > 100);
    let [sum, expected] = [0, 0];
    for (const path of sources) {
      const file = whole(path, readFileSync(join(root, path), 'utf8'));
      sum += measureWhole(file);
      expected += made(file);
      assertNear(measureWhole(file), made(file), 0.03, path);
    }
    assertNear(sum, expected, 0.01, 'all together');
  });

  it('comes near it for indentation by tabs and for long texts', () => {
    const go = 'func add(a, b int) int {\n\tif a < 0 {\n\t\treturn b\n\t}\n\n\treturn a + b\n}\n\n'.repeat(
      2_000,
    );
    assertNear(measureWhole(whole('a.go', go)), made(whole('a.go', go)), 0.01, 'go');
  });

  it('is exact for other line ends, and for nothing', () => {
    const crlf = whole('a.cs', 'class A {\r\n  int b;\r\n}\r\n'.repeat(50));
    assert.equal(measureWhole(crlf), made(crlf));
    assertNear(measureWhole(whole('empty', '')), made(whole('empty', '')), 0.1, 'empty');
  });
});
