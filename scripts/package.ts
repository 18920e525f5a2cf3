// `npm run package`: builds, and packs what the user installs into dist/.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { checkout } from './editor/checkout.ts';

const { name, version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};
execFileSync(process.execPath, ['esbuild.mjs'], { cwd: checkout, stdio: 'inherit' });
const packagePath = join(checkout, 'dist', `${name}-${version}.vsix`);
mkdirSync(join(checkout, 'dist'), { recursive: true });
await createVSIX({
  cwd: checkout,
  packagePath,
  // Everything that runs is in the bundles.
  dependencies: false,
  skipLicense: false,
  allowMissingRepository: true,
  // The README's links stay as they are: there is no address yet that they could point to.
  rewriteRelativeLinks: false,
});
console.log(`${packagePath}  ${(statSync(packagePath).size / 1024).toFixed(1)} KB`);
