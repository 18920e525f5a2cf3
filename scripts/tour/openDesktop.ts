import { spawn } from 'node:child_process';
import { runProcess } from '../editor/runProcess.ts';
import type { Profile } from '../editor/profile.ts';

/** Whether `code` is on the PATH and is a desktop VS Code. */
export async function hasDesktop(): Promise<boolean> {
  try {
    const { exitCode } = await runProcess('code', ['--version']);
    return exitCode === 0;
  } catch {
    return false;
  }
}

/** Opens desktop VS Code with a profile of its own and waits until its window is closed. */
export async function openDesktop(
  profile: Profile,
  workspace: string,
  extension: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const args = [
    '--wait',
    '--new-window',
    `--user-data-dir=${profile.userDataDir}`,
    `--extensions-dir=${profile.extensionsDir}`,
    `--extensionDevelopmentPath=${extension}`,
    workspace,
  ];
  const child = spawn('code', args, { env, stdio: 'inherit' });
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
