import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { cache, checkout } from './checkout.ts';
import type { Profile } from './profile.ts';
import { runToSuccess } from './runProcess.ts';
import { installServer } from './serverInstall.ts';

/** A VS Code that the host tests can run in. */
export interface HostEditor {
  /** For the terminal: which one it is. */
  readonly description: string;
  /** Takes desktop VS Code's arguments. */
  readonly executable: string;
  readonly isDesktop: boolean;
  /** Installs a packaged extension into a profile. */
  installVsix(vsix: string, profile: Profile): Promise<void>;
}

/**
 * FLASH_REVIEW_VSCODE decides: the path of a desktop VS Code's executable, `download` to have the newest downloaded
 * (`download:1.101.0` for that version), or nothing for the VS Code server from packages.
 */
export async function findHostEditor(print: (line: string) => void): Promise<HostEditor> {
  const wish = process.env['FLASH_REVIEW_VSCODE'] ?? '';
  if (wish === '') return serverEditor(print);
  const [, version] = /^download(?::(.+))?$/.exec(wish) ?? [];
  if (version !== undefined || wish === 'download') {
    const executable = await downloadAndUnzipVSCode({
      cachePath: join(cache, 'vscode'),
      version: version ?? 'stable',
    });
    return desktopEditor(executable);
  }
  if (!existsSync(wish)) throw new Error(`FLASH_REVIEW_VSCODE names ${wish}, which does not exist.`);
  return desktopEditor(wish);
}

function desktopEditor(executable: string): HostEditor {
  return {
    description: `desktop VS Code ${executable}`,
    executable,
    isDesktop: true,
    installVsix: async (vsix, profile) => {
      const cli = resolveCliPathFromVSCodeExecutablePath(executable);
      await runToSuccess(cli, installArguments(vsix, profile));
    },
  };
}

async function serverEditor(print: (line: string) => void): Promise<HostEditor> {
  const serverFolder = await installServer(print);
  return {
    description: 'VS Code server from packages, in headless Chromium',
    executable: join(checkout, 'scripts', 'editor', 'launcher'),
    isDesktop: false,
    installVsix: async (vsix, profile) => {
      await runToSuccess(process.execPath, [
        join(serverFolder, 'out', 'server-main.js'),
        '--accept-server-license-terms',
        `--server-data-dir=${join(profile.userDataDir, 'server')}`,
        ...installArguments(vsix, profile),
      ]);
    },
  };
}

function installArguments(vsix: string, profile: Profile): readonly string[] {
  return [
    `--user-data-dir=${profile.userDataDir}`,
    `--extensions-dir=${profile.extensionsDir}`,
    '--install-extension',
    vsix,
    '--force',
  ];
}
