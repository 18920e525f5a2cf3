import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { checkout } from './checkout.ts';
import { findHostEditor } from './hostEditor.ts';
import { writeSettings, type Settings } from './profile.ts';

export interface HostRun {
  /** A module with `run()`, absolute; it is bundled first. */
  readonly entry: string;
  /** Absolute. */
  readonly workspace: string;
  /** An empty folder, absolute, for the bundle and a profile of its own; whoever made it removes it. */
  readonly base: string;
  readonly settings: { readonly user: Settings; readonly machine: Settings };
  readonly env: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Runs a module in the extension host of a real VS Code, with the extension built before. Rejects when it fails. */
export async function runInHost({ entry, workspace, base, settings, env, say }: HostRun): Promise<void> {
  const profile = { userDataDir: join(base, 'user'), extensionsDir: join(base, 'extensions') };
  mkdirSync(profile.extensionsDir, { recursive: true });
  await writeSettings(profile, settings);
  const bundle = join(base, 'entry.cjs');
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
  });
  const editor = await findHostEditor(say);
  await runTests({
    vscodeExecutablePath: editor.executable,
    extensionDevelopmentPath: checkout,
    extensionTestsPath: bundle,
    launchArgs: [
      workspace,
      `--user-data-dir=${profile.userDataDir}`,
      `--extensions-dir=${profile.extensionsDir}`,
    ],
    extensionTestsEnv: { ...env, FLASH_REVIEW_EDITOR: editor.executable },
  });
}
