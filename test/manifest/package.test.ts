import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const root = new URL('../../', import.meta.url);
const { name, version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  name: string;
  version: string;
};
const vsix = new URL(`dist/${name}-${version}.vsix`, root);

/** The entries of a zip file by name, each with its content: enough of the format for what vsce writes. */
function readZip(bytes: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
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
    entries.set(entry, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

describe('the package', () => {
  let entries: Map<string, Buffer>;
  before(() => {
    assert.ok(existsSync(vsix), 'There is no package to look at: run `npm run package` first.');
    entries = readZip(readFileSync(vsix));
  });

  it('holds what the extension needs and nothing else', () => {
    assert.deepEqual([...entries.keys()].toSorted(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/extension.cjs',
      'extension/dist/gemini.cjs',
      'extension/dist/gemini.cjs.LEGAL.txt',
      'extension/dist/languageModel.cjs',
      'extension/dist/openai.cjs',
      'extension/dist/review.cjs',
      'extension/dist/secrets.cjs',
      'extension/dist/selectModel.cjs',
      'extension/dist/vertex.cjs',
      'extension/dist/vertex.cjs.LEGAL.txt',
      'extension/media/icon.png',
      'extension/media/view.svg',
      'extension/package.json',
      'extension/package.nls.json',
      'extension/readme.md',
    ]);
  });

  it('is at most 1.5 MB', () => {
    assert.ok(statSync(vsix).size <= 1_500_000, `${statSync(vsix).size} bytes`);
  });

  it('starts from at most 150 KB, with no SDK in them', () => {
    const eager = entries.get('extension/dist/extension.cjs');
    assert.ok(eager !== undefined && eager.length <= 150 * 1024, `${eager?.length} bytes`);
    assert.ok(!eager.includes('x-goog-api-key'), 'the SDK is in the eager bundle');
    assert.ok(eager.includes('./gemini.cjs'));
    assert.ok(entries.get('extension/dist/gemini.cjs')?.includes('x-goog-api-key'));
  });

  it('names no path of the machine it was built on', () => {
    const here = decodeURIComponent(root.pathname).replace(/\/$/, '');
    for (const [entry, content] of entries) assert.ok(!content.includes(here), entry);
  });
});
