import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { checkout, editorCache } from './checkout.ts';
import { installOnce } from './installOnce.ts';
import { runProcess, runToSuccess } from './runProcess.ts';

export interface Chromium {
  readonly executable: string;
  /** What it needs in its environment beyond the caller's. */
  readonly env: Readonly<Record<string, string>>;
}

const howToGetOne =
  'Install one (Debian: `apt-get install chromium`; elsewhere Google Chrome or Microsoft Edge), ' +
  'or set FLASH_REVIEW_CHROMIUM to the path of its executable.';

/**
 * Finds a Chromium: the one FLASH_REVIEW_CHROMIUM names, an installed one, or the one in the npm package
 * `@sparticuz/chromium`. Throws with what to do when there is none or it does not start.
 */
export async function findChromium(print: (line: string) => void): Promise<Chromium> {
  const named = process.env['FLASH_REVIEW_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`FLASH_REVIEW_CHROMIUM names ${named}, which does not exist.`);
    return { executable: named, env: {} };
  }
  const installed = installedPlaces().find((place) => existsSync(place));
  if (installed !== undefined) return { executable: installed, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`No Chromium was found on this machine. ${howToGetOne}`);
  }
  return findPackaged(print);
}

function installedPlaces(): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32': {
      const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
        (name) => process.env[name] ?? [],
      );
      return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap(
        (tail) => roots.map((root) => join(root, tail)),
      );
    }
    default: {
      const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      return [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
      ].flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

async function findPackaged(print: (line: string) => void): Promise<Chromium> {
  const manifest = await readFile(join(checkout, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const folder = join(editorCache, `chromium-${version}`);
  await installOnce(folder, async (temporary) => {
    print(`Unpacking Chromium from @sparticuz/chromium into ${folder}`);
    // The package unpacks into the folder for temporary files of its process, hence a process of its own.
    await runToSuccess(process.execPath, [join(checkout, 'scripts/editor/unpackChromium.ts')], {
      env: { ...process.env, TMPDIR: temporary },
    });
  });
  const executable = join(folder, 'chromium');
  // A machine without fonts has no font configuration either, and Chromium then shows no text at all.
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  const ownLibraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  const tries = [fonts, { ...fonts, ...ownLibraries }];
  let output = '';
  for (const env of tries) {
    const end = await runProcess(executable, ['--version'], { env: { ...process.env, ...env } });
    if (end.exitCode === 0) return { executable, env };
    output = end.output.trim();
  }
  throw new Error(`The Chromium of @sparticuz/chromium does not start here: ${output}\n${howToGetOne}`);
}
