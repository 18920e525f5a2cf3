import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cache, checkout } from '../../scripts/editor/checkout.ts';

export interface BundledTests {
  readonly folder: string;
  /** The module with `run()`. */
  readonly entry: string;
  /** The one for a second window. */
  readonly secondEntry: string;
}

/**
 * Bundles the tests of a suite to CommonJS: the extension host of an older VS Code runs no TypeScript.
 * Throws when the suite has no test file.
 */
export async function bundleTests(suite: string): Promise<BundledTests> {
  const source = join(checkout, 'test', 'host');
  const tests = globSync(`${suite}/**/*.test.ts`, { cwd: source });
  if (tests.length === 0) throw new Error(`test/host/${suite} has no *.test.ts`);
  const folder = join(cache, 'host-tests', suite);
  await rm(folder, { recursive: true, force: true });
  await build({
    entryPoints: ['entry.ts', 'secondEntry.ts', ...tests].map((file) => join(source, file)),
    outdir: folder,
    outbase: source,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    define: {
      'import.meta.url': 'bundleUrl',
      // What the extension loads from beside itself, threads and grammars, a test loads from there too.
      'import.meta.dirname': JSON.stringify(join(checkout, 'dist')),
      'import.meta.filename': JSON.stringify(join(checkout, 'dist', 'extension.cjs')),
    },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
  return { folder, entry: join(folder, 'entry.cjs'), secondEntry: join(folder, 'secondEntry.cjs') };
}
