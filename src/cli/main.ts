#!/usr/bin/env node
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodes } from './exitCode.ts';
import { completeRuntime } from './nodeTwenty.ts';
import { run } from './run.ts';

const interruption = new AbortController();

/** The first one lets the review write what it has; the second one does not wait for that. */
function interrupt(): void {
  if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
  interruption.abort();
}
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
process.on('SIGHUP', interrupt);
/** Why the output could not be written. */
let unwritten: string | undefined;
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // Whoever read it has left: there is nobody to write for.
  if (code !== 'EPIPE') unwritten ??= code ?? message;
  interruption.abort();
});
// Without the notes, a review is still a review.
process.stderr.on('error', () => undefined);

/** Of the package this file is in, as a checkout, an npm package or the extension. */
function versionOfPackage(): string {
  const [, script = ''] = process.argv;
  for (let folder = dirname(realpathSync(script)); ; folder = dirname(folder)) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const { name, version } = manifest as { readonly name?: unknown; readonly version?: unknown };
      if (name === 'flash-review' && typeof version === 'string') return version;
    } catch {
      // No package here: the next folder up.
    }
    if (dirname(folder) === folder) return '0.0.0';
  }
}

async function main(): Promise<number> {
  const cwd = workingFolder();
  if (cwd === undefined) {
    process.stderr.write('flash-review: the working folder is gone. Go to another one.\n');
    return exitCodes.wrongUse;
  }
  try {
    return await run(
      process.argv.slice(2),
      {
        out: process.stdout,
        err: process.stderr,
        environment: process.env,
        cwd,
        signal: interruption.signal,
      },
      versionOfPackage(),
    );
  } catch (bug) {
    // The exit code of an uncaught error, 1, would pass for findings.
    process.stderr.write(
      `flash-review: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`,
    );
    return exitCodes.notReviewed;
  }
}

function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** When all of it is written, or refused. */
async function writtenOut(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve());
  });
}

async function end(): Promise<void> {
  completeRuntime();
  process.exitCode = await main();
  // Connections that are kept open for reuse would hold the process for seconds; output on a pipe must be out first.
  await writtenOut(process.stdout);
  if (unwritten !== undefined) {
    process.stderr.write(`flash-review: the output could not be written: ${unwritten}.\n`);
    process.exitCode = exitCodes.notReviewed;
  }
  await writtenOut(process.stderr);
  process.exit();
}

void end();
