import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { checkout } from '../scripts/editor/checkout.ts';
import { findHostEditor } from '../scripts/editor/hostEditor.ts';
import { writeSettings, type Settings } from '../scripts/editor/profile.ts';
import { figuresVariable } from './editorFigures.ts';

export interface HostMeasure {
  /** A module beside this one with `run()`, which writes its figures as JSON where `figuresVariable` says. */
  readonly entry: string;
  /** Absolute. */
  readonly workspace: string;
  readonly settings: { readonly user: Settings; readonly machine: Settings };
  readonly env?: Readonly<Record<string, string>>;
}

/** What a measure in the extension host of a real VS Code gives; in a profile of its own, the extension built before. */
export async function measureInHost<T>({ entry, workspace, settings, env }: HostMeasure): Promise<T> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-bench-host-')));
  try {
    const editor = await findHostEditor(() => undefined);
    const profile = { userDataDir: join(base, 'user'), extensionsDir: join(base, 'extensions') };
    mkdirSync(profile.extensionsDir, { recursive: true });
    await writeSettings(profile, settings);
    const bundle = join(base, 'entry.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, entry)],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      external: ['vscode'],
    });
    const figures = join(base, 'figures.json');
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: checkout,
      extensionTestsPath: bundle,
      launchArgs: [
        workspace,
        `--user-data-dir=${profile.userDataDir}`,
        `--extensions-dir=${profile.extensionsDir}`,
      ],
      extensionTestsEnv: { ...env, [figuresVariable]: figures, FLASH_REVIEW_EDITOR: editor.executable },
    });
    return JSON.parse(readFileSync(figures, 'utf8')) as T;
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  }
}
