import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface MeasuredRun {
  readonly stdout: string;
  readonly ms: number;
  /** Bytes; of the largest where a program starts several processes. */
  readonly peakRss: number;
}

const hook = pathToFileURL(join(import.meta.dirname, 'reportPeak.ts')).href;

/** Runs a Node program to its end. Throws when it fails. */
export async function measureNode(args: readonly string[], cwd: string): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), 'flash-review-peaks-'));
  try {
    const env = { ...process.env, NODE_OPTIONS: `--import ${hook}`, FLASH_REVIEW_PEAKS: folder };
    const { stdout, ms } = await timed(process.execPath, args, cwd, env);
    const peaks = readdirSync(folder).map((file) => Number(readFileSync(join(folder, file), 'utf8')));
    return { stdout, ms, peakRss: Math.max(...peaks) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program to its end, with what it wrote. Throws when it fails. */
export async function timed(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly stdout: string; readonly ms: number }> {
  const begin = performance.now();
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  const exitCode = await new Promise((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  if (exitCode !== 0) throw new Error(`${command} ${args[0] ?? ''} ended with ${String(exitCode)}`);
  return { stdout: Buffer.concat(out).toString('utf8'), ms: performance.now() - begin };
}
