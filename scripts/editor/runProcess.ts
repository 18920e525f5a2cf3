import { spawn } from 'node:child_process';

export interface ProcessEnd {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end, its output kept. Rejects only when the program cannot be started. */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (data: Buffer): void => {
      output += data.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve({ exitCode, output });
    });
  });
}

/** Like `runProcess`, but throws with the last lines of the output unless the program succeeded. */
export async function runToSuccess(
  program: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<string> {
  const { exitCode, output } = await runProcess(program, args, options);
  if (exitCode === 0) return output;
  const lastLines = output.trimEnd().split('\n').slice(-15).join('\n');
  throw new Error(`\`${program} ${args.join(' ')}\` ended with ${exitCode ?? 'a signal'}:\n${lastLines}`);
}
