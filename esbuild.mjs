import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join, normalize } from 'node:path';
import { build, context } from 'esbuild';
import { grammarFile, grammars } from './src/node/grammars.ts';

const watch = process.argv.includes('--watch');

/** Loaded with `import()` when first needed: each is a bundle of its own beside the extension's. */
const lazyEntries = {
  gemini: 'src/models/gemini.ts',
  vertex: 'src/models/vertex.ts',
  openai: 'src/models/openaiCompatible.ts',
  review: 'src/vscode/review/reviewEngine.ts',
  secrets: 'src/node/secretScanner.ts',
  languageModel: 'src/vscode/model/languageModel.ts',
  apiKeyCommands: 'src/vscode/model/apiKeyCommands.ts',
  selectModel: 'src/vscode/model/selectModel.ts',
  scopeCommands: 'src/vscode/review/scopeCommands.ts',
  mcpServer: 'src/cli/mcpServer.ts',
  agentTools: 'src/vscode/agents/agentTools.ts',
  saveReview: 'src/vscode/onSave/saveReview.ts',
  findingActions: 'src/vscode/findings/findingActions.ts',
  pickFilter: 'src/vscode/view/pickFilter.ts',
  reviewComments: 'src/vscode/surfaces/reviewComments.ts',
  statusMenu: 'src/vscode/surfaces/statusMenu.ts',
  renameSearch: 'src/node/renameSearch.ts',
  caching: 'src/vscode/model/explicitCaching.ts',
  batches: 'src/vscode/batch/batches.ts',
  pages: 'src/vscode/pages/pageDesk.ts',
  keptFormats: 'src/node/keptFormats.ts',
  toldLimits: 'src/core/model/toldLimits.ts',
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

/** Threads, started by the name of their file. */
const workerEntries = {
  syntaxWorker: 'src/node/syntaxWorker.ts',
  readWorker: 'src/node/readWorker.ts',
};

/** The parser and its grammars, read by the syntax worker, with their licence. */
function copyGrammars() {
  const from = 'node_modules/@vscode/tree-sitter-wasm';
  const to = 'dist/grammars';
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, 'LICENSE'), join(to, 'LICENSE.txt'));
  for (const file of ['tree-sitter.wasm', ...grammars.map(grammarFile)]) {
    copyFileSync(join(from, 'wasm', file), join(to, file));
  }
}

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/main.ts', ...lazyEntries, ...workerEntries },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  // The oldest that the command line runs on; the editor's is newer.
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  // A bundle finds the files beside it by its own name.
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  legalComments: 'linked',
  plugins: [lazyBundles],
  logLevel: 'warning',
};

/** What runs in tabs: a script and a style sheet for each page, by its name. */
/** @type {import('esbuild').BuildOptions} */
const pages = {
  entryPoints: ['report', 'history', 'usage'].flatMap((name) => [
    `src/webview/${name}.tsx`,
    `src/webview/${name}.css`,
  ]),
  outdir: 'dist/webview',
  bundle: true,
  platform: 'browser',
  target: ['chrome128', 'firefox130', 'safari17'],
  format: 'iife',
  tsconfig: 'src/webview/tsconfig.json',
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  legalComments: 'linked',
  logLevel: 'warning',
};

copyGrammars();
if (watch) {
  for (const one of [options, pages]) await (await context(one)).watch();
} else {
  for (const { metafile } of await Promise.all([build(options), build(pages)]))
    for (const [file, { bytes }] of Object.entries(metafile.outputs))
      if (/\.c?js$/.test(file)) console.log(`${file}  ${(bytes / 1024).toFixed(1)} KB`);
}
