import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spentOn, type UsageEntry } from '../../../src/core/usage/usageLedger.ts';
import { UsageFiles } from '../../../src/node/usageFiles.ts';

const entry: UsageEntry = {
  day: '2026-11-21',
  model: 'gemini-3.5-flash',
  kind: 'working-changes',
  requests: 1,
  usage: { input: 100, cachedInput: 0, output: 5, thoughts: 0 },
  dollars: 0.25,
  unpriced: 0,
};

describe('the usage of several windows', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flash-review-usage-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('adds up, also when another process writes at the same time', async () => {
    const here = new UsageFiles(folder);
    const module = pathToFileURL(join(import.meta.dirname, '../../../src/node/usageFiles.ts')).href;
    const script = `import { UsageFiles } from ${JSON.stringify(module)};
      const files = new UsageFiles(${JSON.stringify(folder)});
      for (let i = 0; i < 5; i++) await files.add(${JSON.stringify(entry)});`;
    const own = Promise.all(Array.from({ length: 5 }, async () => here.add(entry)));
    execFileSync(process.execPath, ['--input-type=module', '-e', script]);
    await own;
    assert.equal(spentOn(await new UsageFiles(folder).read(), '2026-11-21'), 2.5);
  });

  it('leaves a file that cannot be read alone, and counts the others', async () => {
    const name = 'usage-00000000-0000-0000-0000-000000000000.json';
    writeFileSync(join(folder, name), '{"half');
    const files = new UsageFiles(folder);
    await files.add(entry);
    assert.equal(spentOn(await files.read(), '2026-11-21'), 0.25);
    assert.ok(readdirSync(folder).includes(name));
  });

  it('is joined into few files when windows have come and gone, and loses nothing', async () => {
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    for (let window = 0; window < 25; window++) await new UsageFiles(folder).add(entry);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), longAgo, longAgo);
    const files = new UsageFiles(folder);
    await files.add(entry);
    await files.compact(Date.now());
    assert.equal(readdirSync(folder).length, 2);
    assert.equal(spentOn(await files.read(), '2026-11-21'), 26 * 0.25);
  });
});
