import { join } from 'node:path';
import { build } from 'esbuild';

export interface PackBundle {
  /** The file of `packProcess`. */
  readonly main: string;
  /** The file of its threads. */
  readonly worker: string;
}

/** Bundles what `packProcess` runs as the extension is bundled. */
export async function bundlePack(outdir: string): Promise<PackBundle> {
  const source = join(import.meta.dirname, '..', 'src', 'node');
  const shared = { bundle: true, platform: 'node', target: 'node22', minify: true, outdir } as const;
  await build({
    ...shared,
    entryPoints: { main: join(import.meta.dirname, 'packProcess.ts') },
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  await build({
    ...shared,
    entryPoints: { readWorker: join(source, 'readWorker.ts'), secrets: join(source, 'secretScanner.ts') },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    plugins: [
      {
        name: 'secrets-apart',
        setup: (builder) =>
          builder.onResolve({ filter: /secretScanner\.ts$/ }, ({ kind }) =>
            kind === 'dynamic-import' ? { path: './secrets.cjs', external: true } : undefined,
          ),
      },
    ],
  });
  return { main: join(outdir, 'main.mjs'), worker: join(outdir, 'readWorker.cjs') };
}
