import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInHost, type HostRun } from '../scripts/editor/runInHost.ts';
import { figuresVariable } from './editorFigures.ts';

export interface HostMeasure extends Pick<HostRun, 'workspace' | 'settings'> {
  /** A module beside this one with `run()`, which writes its figures as JSON where `figuresVariable` says. */
  readonly entry: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a measure in the extension host of a real VS Code gives; in a profile of its own, the extension built before. */
export async function measureInHost<T>({ entry, env, ...host }: HostMeasure): Promise<T> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-bench-host-')));
  try {
    const figures = join(base, 'figures.json');
    await runInHost({
      ...host,
      entry: join(import.meta.dirname, entry),
      base,
      env: { ...env, [figuresVariable]: figures },
      say: () => undefined,
    });
    return JSON.parse(readFileSync(figures, 'utf8')) as T;
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  }
}
