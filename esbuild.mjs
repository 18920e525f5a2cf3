import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const lazy = /\/models\/gemini\.ts$/;

/** Each model client is a bundle of its own: an `import()` of one becomes a load of the file beside ours. */
const lazyModels = {
  name: 'lazy-models',
  setup(builder) {
    builder.onResolve({ filter: lazy }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './gemini.cjs', external: true } : undefined,
    );
  },
};

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: { extension: 'src/extension.ts', gemini: 'src/models/gemini.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['vscode'],
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  legalComments: 'linked',
  plugins: [lazyModels],
  logLevel: 'warning',
};

if (watch) {
  const watching = await context(options);
  await watching.watch();
} else {
  const { metafile } = await build(options);
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (file.endsWith('.cjs')) console.log(`${file}  ${(bytes / 1024).toFixed(1)} KB`);
  }
}
