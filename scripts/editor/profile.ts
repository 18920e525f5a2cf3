import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/** The two folders a VS Code keeps things in, as its command line names them. Absolute. */
export interface Profile {
  readonly userDataDir: string;
  readonly extensionsDir: string;
}

/** Settings that keep an editor quiet and the same from run to run. */
const quiet: Settings = {
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'update.mode': 'none',
};

/**
 * Lays down the settings of a profile before its VS Code starts. A setting of machine scope stands in
 * `User/settings.json` for desktop VS Code and in `Machine/settings.json` for the server; each ignores the other.
 */
export async function writeSettings(
  profile: Profile,
  settings: { readonly user?: Settings; readonly machine?: Settings },
): Promise<void> {
  await writeJson(join(profile.userDataDir, 'User', 'settings.json'), {
    ...quiet,
    ...settings.user,
    ...settings.machine,
  });
  await writeJson(join(profile.userDataDir, 'Machine', 'settings.json'), settings.machine ?? {});
  await mkdir(profile.extensionsDir, { recursive: true });
}

/**
 * The port this profile's server had before, or the given one. The workbench keeps its state by address, so a
 * profile opened again finds what it stored only at the same port.
 */
export async function keepPort(profile: Profile, fresh: number): Promise<number> {
  const file = join(profile.userDataDir, 'port.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as number;
  } catch {
    await writeJson(file, fresh);
    return fresh;
  }
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
