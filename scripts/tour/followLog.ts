import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 50;

/** `2026-03-02 09:00:00.000 [info] message` */
const entry = /^\S+ \S+ \[(\w+)\] (.*)$/;

export interface LogLine {
  readonly level: string;
  readonly message: string;
}

/** Yields each line of the extension's log channel as it is written, until `signal` aborts. */
export async function* followLog(userDataDir: string, signal: AbortSignal): AsyncGenerator<LogLine> {
  let seen = 0;
  while (!signal.aborted) {
    const text = await readLog(userDataDir);
    const complete = text.lastIndexOf('\n') + 1;
    for (const line of text.slice(seen, complete).split('\n')) {
      const [, level, message] = entry.exec(line) ?? [];
      if (level !== undefined && message !== undefined) yield { level, message };
    }
    seen = Math.max(seen, complete);
    await sleep(pollMs);
  }
}

async function readLog(userDataDir: string): Promise<string> {
  const [file] = globSync('logs/**/Flash Review.log', { cwd: userDataDir }).toSorted().toReversed();
  return file === undefined ? '' : readFile(join(userDataDir, file), 'utf8');
}
