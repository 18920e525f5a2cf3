import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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
  const longAgo = new Date(Date.now() - 2 * 86_400_000);
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
    await abandon(25);
    const files = new UsageFiles(folder);
    await files.add(entry);
    await files.compact(Date.now());
    assert.equal(readdirSync(folder).length, 2);
    assert.equal(spentOn(await files.read(), '2026-11-21'), 26 * 0.25);
  });

  it('stays small in files and in what they hold, however long it is used', async () => {
    for (let week = 0; week < 5; week++) {
      await abandon(30);
      // Whoever adds next joins them: no one has to ask for it.
      await new UsageFiles(folder).add(entry);
      for (const name of readdirSync(folder)) utimesSync(join(folder, name), longAgo, longAgo);
    }
    const names = readdirSync(folder);
    assert.ok(names.length < 5, names.join(' '));
    const bytes = names.reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
    assert.ok(bytes < 5_000, `${bytes} bytes`);
    assert.equal(spentOn(await new UsageFiles(folder).read(), '2026-11-21'), 5 * 31 * 0.25);
  });

  it('counts nothing twice when joining was cut short before the joined files were removed', async () => {
    await abandon(25);
    const before = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    await new UsageFiles(folder).compact(Date.now());
    for (const [name, content] of before) writeFileSync(join(folder, name), content);
    assert.equal(spentOn(await new UsageFiles(folder).read(), '2026-11-21'), 25 * 0.25);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), longAgo, longAgo);
    await new UsageFiles(folder).compact(Date.now());
    assert.equal(spentOn(await new UsageFiles(folder).read(), '2026-11-21'), 25 * 0.25);
  });

  it('counts nothing twice and loses nothing when windows that start together join and read', async () => {
    await abandon(30);
    const windows = Array.from({ length: 6 }, () => new UsageFiles(folder));
    const spent = await Promise.all(
      windows.map(async (window) => {
        const [read] = await Promise.all([window.read(), window.compact(Date.now())]);
        return spentOn(read, '2026-11-21');
      }),
    );
    assert.deepEqual(
      spent,
      Array.from(windows, () => 30 * 0.25),
    );
    assert.equal(spentOn(await new UsageFiles(folder).read(), '2026-11-21'), 30 * 0.25);
    assert.equal(readdirSync(folder).length, 1);
  });

  it('goes on in a window that stood idle while others joined its file', async () => {
    const idle = new UsageFiles(folder);
    await idle.add({ ...entry, day: '2026-11-19' });
    await abandon(25);
    await new UsageFiles(folder).compact(Date.now());
    await idle.add(entry);
    const all = await new UsageFiles(folder).read();
    assert.equal(spentOn(all, '2026-11-19'), 0.25);
    assert.equal(spentOn(all, '2026-11-21'), 26 * 0.25);
  });

  it('is joined although a window died while it joined', async () => {
    await abandon(25);
    const lock = join(folder, 'compact.lock');
    writeFileSync(lock, '');
    utimesSync(lock, longAgo, longAgo);
    for (let start = 0; start < 2; start++) await new UsageFiles(folder).compact(Date.now());
    assert.equal(readdirSync(folder).length, 1);
  });

  it('counts what this window used even where the disk refuses it', async () => {
    const file = join(folder, 'taken');
    writeFileSync(file, '');
    const files = new UsageFiles(file);
    await assert.rejects(files.add(entry));
    rmSync(file);
    assert.equal(spentOn(await files.read(), '2026-11-21'), 0.25);
    await files.add(entry);
    assert.equal(spentOn(await new UsageFiles(file).read(), '2026-11-21'), 0.5);
  });

  async function abandon(windows: number): Promise<void> {
    for (let window = 0; window < windows; window++) await new UsageFiles(folder).add(entry);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), longAgo, longAgo);
  }
});
