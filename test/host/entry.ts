// Runs in the extension host: mocha over the bundled tests of one suite.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { CountingReporter } from '../../scripts/countingReporter.ts';
import { outputMark } from '../../scripts/editor/outputMark.ts';
import { testFilterVariable, testsFolderVariable } from './suites.ts';

/** Called by the extension host. Rejects, and so fails the run, when a test failed or none ran. */
export async function run(): Promise<void> {
  const folder = process.env[testsFolderVariable];
  if (folder === undefined) throw new Error(`${testsFolderVariable} is not set`);
  (Mocha.reporters.Base as { consoleLog?: typeof print }).consoleLog = print;
  try {
    const mocha = new Mocha({
      ui: 'bdd',
      reporter: CountingReporter,
      timeout: 60_000,
      slow: 2000,
      color: false,
      forbidOnly: true,
      forbidPending: true,
    });
    const wanted = process.env[testFilterVariable];
    if (wanted !== undefined) mocha.grep(wanted);
    for (const file of globSync('**/*.test.cjs', { cwd: folder }).toSorted())
      mocha.addFile(join(folder, file));
    await mocha.loadFilesAsync();
    const { failures, total } = await new Promise<{ failures: number; total: number }>((resolve) => {
      const runner = mocha.run((failed) => {
        resolve({ failures: failed, total: runner.total });
      });
    });
    if (total === 0) throw new Error(`no test in ${folder}`);
    if (failures > 0) throw new Error(`${failures} of ${total} tests failed`);
  } catch (error) {
    print(error instanceof Error ? error.stack : error);
    throw error;
  }
}

/**
 * Prints a line that is told from what the editor itself logs to the same console. VS Code lets nobody replace
 * `console.log` in the extension host, so what a test prints by that goes to the editor's log alone.
 */
function print(...args: readonly unknown[]): void {
  console.log(`${outputMark}${format(...args)}`);
}
