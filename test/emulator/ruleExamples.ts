import assert from 'node:assert/strict';
import { wholeFile } from './promptText.ts';
import { reviewByRules } from './standInReviewer.ts';

export interface RuleExample {
  readonly rule: string;
  readonly bad: readonly string[];
  /** The one finding, as `reviewed` writes it. */
  readonly found: string;
  /** Code that looks like it and is in order. */
  readonly good: readonly (readonly string[])[];
}

/** `line severity`, and the fix when there is one, of each finding in code that is all new. */
export function reviewed(path: string, code: readonly string[]): readonly string[] {
  return reviewByRules(wholeFile(path, code.join('\n'), '+')).map(({ line, severity, replacement }) =>
    replacement === null ? `${line} ${severity}` : `${line} ${severity} => ${replacement}`,
  );
}

/** One test for each example. */
export function testExamples(path: string, examples: readonly RuleExample[]): void {
  for (const { rule, bad, found, good } of examples) {
    it(`finds ${rule}, and not what only looks like it`, () => {
      assert.deepEqual(reviewed(path, bad), [found]);
      for (const code of good) assert.deepEqual(reviewed(path, code), [], code.join('\n'));
    });
  }
}
