import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dismissal } from '../../../src/core/findings/dismissal.ts';
import type { KeptReport } from '../../../src/core/history/keptReport.ts';
import type { ReviewRecord } from '../../../src/core/history/reviewHistory.ts';
import { HistoryFiles } from '../../../src/node/historyFiles.ts';
import { newReviewId } from '../../../src/node/newReviewId.ts';
import { PrivateDismissals } from '../../../src/node/privateDismissals.ts';
import { whileLocked } from '../../../src/node/whileLocked.ts';

const record = (id: string): ReviewRecord => ({
  id,
  startedMs: 0,
  elapsedMs: 1,
  scope: { kind: 'working-changes', detail: '' },
  outcome: 'completed',
  coverage: { files: 1, reviewed: 1, skipped: 0 },
  counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
});

const report: KeptReport = {
  version: 1,
  report: {
    tool: { name: 'flash-review', version: '0.0.0' },
    findings: [],
  } as unknown as KeptReport['report'],
  files: [],
  notices: [],
  fixed: [],
  wholeFiles: [],
  timings: {},
};

const dismissal = (id: string): Dismissal => ({
  target: { kind: 'finding', id, file: 'a.ts', title: id },
  reason: 'accepted',
  on: '2026-11-21',
});

function refuseDamage(asidePath: string): void {
  throw new Error(`set aside as ${asidePath}`);
}

describe('two windows on one workspace', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flash-review-windows-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('name reviews apart that begin in the same millisecond, in the order of time', () => {
    const [one, two] = [newReviewId(1_000), newReviewId(1_000)];
    assert.notEqual(one, two);
    assert.ok(newReviewId(2_000) > one && newReviewId(2_000) > two);
  });

  it('keep the reviews of both in the history, with their reports, also at the same time', async () => {
    const windows = [new HistoryFiles(folder, refuseDamage), new HistoryFiles(folder, refuseDamage)];
    for (const window of windows) await window.open();
    await Promise.all(
      windows.flatMap((window, at) =>
        Array.from({ length: 8 }, async (_, turn) => window.keep(record(`${at}-${turn}`), report)),
      ),
    );
    const later = new HistoryFiles(folder, refuseDamage);
    await later.open();
    assert.equal(later.history.all().length, 16);
    assert.equal(readdirSync(join(folder, 'reviews')).length, 16);
  });

  it('have a history that was cleared in one stay cleared when the other adds to it', async () => {
    const [one, two] = [new HistoryFiles(folder, refuseDamage), new HistoryFiles(folder, refuseDamage)];
    await one.keep(record('old'), report);
    await two.open();
    await one.clear();
    await two.keep(record('new'), report);
    assert.deepEqual(
      two.history.all().map(({ id }) => id),
      ['new'],
    );
  });

  it('do not wait for a lock of the future, as a clock that was set back leaves one', async () => {
    const path = join(folder, 'some.lock');
    writeFileSync(path, '');
    const tomorrow = Date.now() / 1000 + 86_400;
    utimesSync(path, tomorrow, tomorrow);
    assert.equal(await whileLocked(path, () => Promise.resolve('done')), 'done');
  });

  it('leave a lock alone that another has taken over meanwhile', async () => {
    const path = join(folder, 'some.lock');
    await whileLocked(path, () => {
      writeFileSync(path, 'of another');
      return Promise.resolve();
    });
    assert.ok(readdirSync(folder).includes('some.lock'));
  });

  it('keep what both dismiss, and see it when they read again', async () => {
    const [one, two] = [new PrivateDismissals(folder), new PrivateDismissals(folder)];
    await Promise.all(
      Array.from({ length: 8 }, async (_, turn) =>
        (turn % 2 === 0 ? one : two).change('/shop', (known) => [...known, dismissal(String(turn))]),
      ),
    );
    await one.change('/other', () => [dismissal('x')]);
    await two.read();
    assert.equal(two.all.get('/shop')?.length, 8);
    assert.equal(two.all.get('/other')?.length, 1);
    await two.change('/shop', () => []);
    await one.read();
    assert.deepEqual([...one.all.keys()], ['/other']);
  });

  it('set a damaged list of dismissals aside and say where it is', async () => {
    const path = join(folder, 'dismissed.json');
    writeFileSync(path, '{"half');
    const { asidePath } = await new PrivateDismissals(folder).change('/shop', () => [dismissal('x')]);
    assert.match(asidePath ?? '', /dismissed\.json\.damaged-/);
  });

  it('do not wait for a third that died while it wrote', async () => {
    const lock = join(folder, 'a.lock');
    writeFileSync(lock, '');
    utimesSync(lock, new Date(0), new Date(0));
    assert.equal(await whileLocked(lock, async () => Promise.resolve('done')), 'done');
    assert.deepEqual(readdirSync(folder), []);
  });
});
