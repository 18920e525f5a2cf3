import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inflateRawSync } from 'node:zlib';
import type { Outline } from '../../src/core/ports.ts';
import { grammarFile, grammars } from '../../src/node/grammars.ts';

const root = new URL('../../', import.meta.url);
const { name, version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  name: string;
  version: string;
};
const vsix = new URL(`dist/${name}-${version}.vsix`, root);

interface Entry {
  readonly content: Buffer;
  /** Bytes in the package. */
  readonly size: number;
}

/** The entries of a zip file by name, each with its content: enough of the format for what vsce writes. */
function readZip(bytes: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const entry = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(data, data + size);
    entries.set(entry, { content: method === 0 ? packed : inflateRawSync(packed), size });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

const grammarFolder = 'extension/dist/grammars/';
const isGrammar = (entry: string): boolean => entry.startsWith(grammarFolder);

describe('the package', () => {
  let entries: Map<string, Entry>;
  const contentOf = (entry: string): Buffer | undefined => entries.get(`extension/dist/${entry}`)?.content;
  const sizeOf = (chosen: (entry: string) => boolean): number =>
    [...entries].reduce((sum, [entry, { size }]) => sum + (chosen(entry) ? size : 0), 0);
  before(() => {
    assert.ok(existsSync(vsix), 'There is no package to look at: run `npm run package` first.');
    entries = readZip(readFileSync(vsix));
  });

  it('holds what the extension needs and nothing else', () => {
    const rest = [...entries.keys()].filter((entry) => !isGrammar(entry));
    assert.deepEqual(rest.toSorted(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/agentTools.cjs',
      'extension/dist/apiKeyCommands.cjs',
      'extension/dist/batches.cjs',
      'extension/dist/caching.cjs',
      'extension/dist/cli.cjs',
      'extension/dist/extension.cjs',
      'extension/dist/findingActions.cjs',
      'extension/dist/gemini.cjs',
      'extension/dist/gemini.cjs.LEGAL.txt',
      'extension/dist/keptFormats.cjs',
      'extension/dist/languageModel.cjs',
      'extension/dist/mcpServer.cjs',
      'extension/dist/mcpServer.cjs.LEGAL.txt',
      'extension/dist/openai.cjs',
      'extension/dist/pages.cjs',
      'extension/dist/pickFilter.cjs',
      'extension/dist/readWorker.cjs',
      'extension/dist/renameSearch.cjs',
      'extension/dist/review.cjs',
      'extension/dist/reviewComments.cjs',
      'extension/dist/saveReview.cjs',
      'extension/dist/scopeCommands.cjs',
      'extension/dist/secrets.cjs',
      'extension/dist/selectModel.cjs',
      'extension/dist/statusMenu.cjs',
      'extension/dist/syntaxWorker.cjs',
      'extension/dist/toldLimits.cjs',
      'extension/dist/vertex.cjs',
      'extension/dist/vertex.cjs.LEGAL.txt',
      'extension/dist/webview/history.css',
      'extension/dist/webview/history.js',
      'extension/dist/webview/report.css',
      'extension/dist/webview/report.js',
      'extension/dist/webview/usage.css',
      'extension/dist/webview/usage.js',
      'extension/dist/webview/usage.js.LEGAL.txt',
      'extension/l10n/bundle.l10n.de.json',
      'extension/media/icon.png',
      'extension/media/view.svg',
      'extension/media/walkthrough/cost.svg',
      'extension/media/walkthrough/fix.svg',
      'extension/media/walkthrough/model.svg',
      'extension/media/walkthrough/review.svg',
      'extension/media/walkthrough/save.svg',
      'extension/package.json',
      'extension/package.nls.de.json',
      'extension/package.nls.json',
      'extension/readme.md',
    ]);
  });

  it('is at most 1.5 MB without grammars, and those are at most 2.5 MB', () => {
    const bare = sizeOf((entry) => !isGrammar(entry));
    const added = sizeOf(isGrammar);
    assert.ok(bare <= 1_500_000, `${bare} bytes`);
    assert.ok(added <= 2_500_000, `${added} bytes of grammars`);
  });

  it('holds every grammar with its licence', () => {
    const expected = ['LICENSE.txt', 'tree-sitter.wasm', ...grammars.map(grammarFile)];
    assert.deepEqual(
      [...entries.keys()].filter(isGrammar).toSorted(),
      expected.map((file) => `${grammarFolder}${file}`).toSorted(),
    );
  });

  it('parses with what it holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    try {
      for (const [entry, { content }] of entries) {
        if (!isGrammar(entry) && !entry.endsWith('/syntaxWorker.cjs')) continue;
        mkdirSync(join(folder, dirname(entry)), { recursive: true });
        writeFileSync(join(folder, entry), content);
      }
      const worker = new Worker(join(folder, 'extension/dist/syntaxWorker.cjs'), {
        workerData: { folder: join(folder, grammarFolder) },
      });
      for (const grammar of grammars) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage({ grammar, text: '' });
        const [outline] = (await once(worker, 'message')) as [Outline | undefined];
        assert.deepEqual(outline?.definitions, [], grammar);
      }
      await worker.terminate();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('starts from at most 150 KB, with no SDK in them', () => {
    const eager = contentOf('extension.cjs');
    assert.ok(eager !== undefined && eager.length <= 150 * 1024, `${eager?.length} bytes`);
    assert.ok(!eager.includes('x-goog-api-key'), 'the SDK is in the eager bundle');
    assert.ok(eager.includes('./gemini.cjs'));
    assert.ok(contentOf('gemini.cjs')?.includes('x-goog-api-key'));
  });

  it('names no path of the machine it was built on', () => {
    const here = decodeURIComponent(root.pathname).replace(/\/$/, '');
    for (const [entry, { content }] of entries) assert.ok(!content.includes(here), entry);
  });
});
