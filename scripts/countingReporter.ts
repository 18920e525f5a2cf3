import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Mocha from 'mocha';
import { countsVariable, type TestCounts } from './testCounts.ts';

/** Mocha's usual report, and the counts of the run in the file that FLASH_REVIEW_COUNTS names. */
export class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env[countsVariable];
    if (file === undefined) return;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ passes, failures } satisfies TestCounts));
    });
  }
}

// Mocha loads a reporter by `require` and takes the module itself for the class.
export { CountingReporter as 'module.exports' };
