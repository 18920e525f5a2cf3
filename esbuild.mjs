import { basename, join, normalize } from 'node:path';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');

/** Loaded with `import()` when first needed: each is a bundle of its own beside the extension's. */
const lazyEntries = {
  gemini: 'src/models/gemini.ts',
  vertex: 'src/models/vertex.ts',
  openai: 'src/models/openaiCompatible.ts',
  review: 'src/vscode/reviewEngine.ts',
  secrets: 'src/node/secretScanner.ts',
  languageModel: 'src/vscode/languageModel.ts',
  selectModel: 'src/vscode/selectModel.ts',
};

/** An `import()` of a lazy entry becomes a load of its bundle. */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(builder) {
    for (const [name, path] of Object.entries(lazyEntries)) {
      builder.onResolve(
        { filter: new RegExp(`${basename(path).replace('.', '\\.')}$`) },
        ({ kind, path: asked, resolveDir }) =>
          kind === 'dynamic-import' && join(resolveDir, asked).endsWith(normalize(path))
            ? { path: `./${name}.cjs`, external: true }
            : undefined,
      );
    }
  },
};

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: { extension: 'src/extension.ts', ...lazyEntries },
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
  plugins: [lazyBundles],
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
