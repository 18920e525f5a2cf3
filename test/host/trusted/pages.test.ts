import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../../src/core/finding.ts';
import { FindingStore } from '../../../src/core/findings/findingStore.ts';
import { parseReport } from '../../../src/core/report/json.ts';
import { readSarif } from '../../../src/core/report/sarifRead.ts';
import type { ShownReport } from '../../../src/core/report/reportPage.ts';
import { UsageFiles } from '../../../src/node/usageFiles.ts';
import type { FinishedReview } from '../../../src/vscode/review/finishedReview.ts';
import { openPageDesk, type PageDesk } from '../../../src/vscode/pages/pageDesk.ts';
import type { PagePorts } from '../../../src/vscode/pages/pagePorts.ts';
import { writeReport } from '../../../src/vscode/pages/reportExport.ts';
import { importReport } from '../../../src/vscode/pages/reportImport.ts';
import { Spending } from '../../../src/vscode/spending.ts';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';
import { checkoutVariable } from '../suites.ts';
import { openWatchedPanel, type WatchedPanel } from '../watchedPanel.ts';

const workspace = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

async function tabs(wanted: (labels: readonly string[]) => boolean): Promise<readonly string[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const labels = vscode.window.tabGroups.all.flatMap((group) =>
      group.tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label),
    );
    if (wanted(labels)) return labels;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(labels)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function writeInto(folder: string, text: string): string {
  const path = join(folder, 'other.sarif');
  writeFileSync(path, text);
  return path;
}

/** A list in the last message. */
function lastList(told: WatchedPanel['told'], name: string): readonly unknown[] {
  const list = told.at(-1)?.[name];
  return Array.isArray(list) ? list : [];
}

const finding = (id: string, line: number, more: Partial<Finding> = {}): Finding => ({
  id,
  file: { root: workspace(), path: 'src/cart.ts' },
  anchor: { kind: 'exact', range: { start: { line, character: 2 }, end: { line, character: 8 } } },
  quote: 'for',
  severity: 'high',
  category: 'bug',
  title: `Title of ${id}`,
  explanation: 'Because.',
  confidence: 0.9,
  state: 'open',
  reviewId: 'r',
  ...more,
});

const finished = (
  id: string,
  findings: readonly Finding[],
  more: Partial<FinishedReview> = {},
): FinishedReview => ({
  id,
  scope: { kind: 'working-changes', roots: [] },
  startedMs: Date.parse(id),
  end: {
    kind: 'completed',
    files: 1,
    reviewed: 1,
    skipped: [],
    coverage: [{ ref: { root: workspace(), path: 'src/cart.ts' }, kind: 'reviewed' }],
    context: [],
    toolsDropped: [],
    sources: [],
    dollars: 0.02,
    secrets: [],
    findings: findings.length,
    damaged: 0,
    unresolved: 0,
    followUpFailures: [],
    usage: { input: 10, cachedInput: 0, output: 2, thoughts: 1 },
    modelVersion: 'm',
    elapsedMs: 1500,
  },
  settings: { model: 'm', effort: 'standard' },
  unattended: false,
  findings,
  fixed: [],
  wholeFiles: [],
  timings: { firstFindingMs: 300 },
  reviewed: () => undefined,
  ...more,
});

const logOf = (results: readonly object[]): string =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Lint' } }, results }] });

const result = (uri: string, region: object): object => ({
  message: { text: 'Odd' },
  locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
});

describe('the commands of reports, history and usage', () => {
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('flashReview')
      .update('openReport', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('open a tab each, and the same one again', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.review();
    for (let turn = 0; turn < 2; turn++) {
      await vscode.commands.executeCommand('flashReview.showReport');
      await vscode.commands.executeCommand('flashReview.showHistory');
      await vscode.commands.executeCommand('flashReview.showUsage');
    }
    const open = await tabs((labels) => labels.length >= 3);
    assert.deepEqual(open, ['Review: Working changes', 'Review History', 'Flash Review Usage']);
  });

  it('are joined by the report that opens by itself where the user wants it', async () => {
    await using session = await startReviewSession();
    await session.open('src/cart.ts');
    await session.review();
    assert.deepEqual(await tabs(() => true), []);
    await vscode.workspace
      .getConfiguration('flashReview')
      .update('openReport', 'afterReview', vscode.ConfigurationTarget.Global);
    await session.review();
    await tabs((labels) => labels.includes('Review: Working changes'));
  });
});

describe('a page', () => {
  let folder: string;
  let ports: PagePorts;
  let store: FindingStore;
  let desk: PageDesk;
  let texts: Map<string, string>;
  const log = vscode.window.createOutputChannel('Pages under test', { log: true });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    store = new FindingStore();
    texts = new Map();
    const usageFolder = join(folder, 'usage');
    mkdirSync(usageFolder);
    const memory = { get: (_key: string, other: unknown) => other, update: async () => undefined };
    ports = {
      store,
      dismissals: { judge: (one) => (one.title === 'Dismissed' ? { ...one, state: 'dismissed' } : one) },
      texts: { keep: (id, text) => texts.set(id, text) },
      spending: new Spending(new UsageFiles(usageFolder), memory as unknown as vscode.Memento, log),
      log,
      extensionUri: vscode.Uri.file(process.env[checkoutVariable] ?? ''),
      storage: join(folder, 'storage'),
      usageFolder: vscode.Uri.file(usageFolder),
      version: '9.9.9',
    };
    desk = await openPageDesk(ports);
  });
  afterEach(async () => {
    desk.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true });
  });
  after(() => log.dispose());

  const [first, second] = ['2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z'];

  it('of a report shows the review, opens its places and leads on to the history', async () => {
    await desk.record(finished(first, [finding('f1', 7), finding('f2', 8, { severity: 'low' })]));
    const watched = openWatchedPanel('report');
    desk.restore('report', watched.panel, { address: `review:${first}` });
    await watched.until(() => watched.said.some(({ kind }) => kind === 'shown'));
    assert.deepEqual(
      watched.said.map(({ kind }) => kind),
      ['ready', 'shown'],
    );
    const { report } = watched.told[0] as unknown as { report: ShownReport };
    assert.deepEqual(
      [report.title, report.findings.map(({ title, line }) => [title, line]), report.coverage[0]?.state],
      [
        'Working changes',
        [
          ['Title of f1', 8],
          ['Title of f2', 9],
        ],
        'reviewed',
      ],
    );
    watched.say({ kind: 'open-finding', at: 1 });
    await watched.until(() => vscode.window.activeTextEditor?.selection.start.line === 8);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath.endsWith('cart.ts'), true);
    watched.say({ kind: 'history' });
    await tabs((labels) => labels.includes('Review History'));
  });

  it('of a report does not count how long the user was asked what it may cost', async () => {
    const timings = { firstFindingMs: 300, waitedMs: 3_600_000 };
    await desk.record(finished(first, [finding('f1', 7)], { timings }));
    const watched = openWatchedPanel('report');
    desk.restore('report', watched.panel, { address: `review:${first}` });
    await watched.until(() => watched.told.length > 0);
    const { report } = watched.told[0] as unknown as { report: ShownReport };
    assert.deepEqual(
      report.facts.filter(({ label }) => ['Took', 'First finding'].includes(label)),
      [
        { label: 'Took', value: '1.5 s' },
        { label: 'First finding', value: 'after 0.3 s' },
      ],
    );
  });

  it('of a report follows a finding to where its code is now', async () => {
    await desk.record(finished(first, [finding('f1', 7)]));
    store.add(finding('f1', 3));
    const watched = openWatchedPanel('report');
    desk.restore('report', watched.panel, { address: `review:${first}` });
    await watched.until(() => watched.told.length > 0);
    watched.say({ kind: 'open-finding', at: 0 });
    await watched.until(() => vscode.window.activeTextEditor?.selection.start.line === 3);
  });

  it('takes nothing that it does not know, and lives on', async () => {
    await desk.record(finished(first, [finding('f1', 7)]));
    const watched = openWatchedPanel('report');
    desk.restore('report', watched.panel, { address: `review:${first}` });
    await watched.until(() => watched.told.length === 1);
    for (const message of [
      undefined,
      null,
      7,
      {},
      { kind: 'open-finding', at: -1 },
      { kind: 'open-finding', at: '0' },
      { kind: 'open-finding', at: 99 },
      { kind: 'export', format: '../x' },
      { kind: 'run', command: 'workbench.action.quit' },
    ])
      watched.say(message);
    watched.say({ kind: 'ready' });
    await watched.until(() => watched.told.length === 2);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('brought back without knowing what it was about goes away', async () => {
    const watched = openWatchedPanel('report');
    let gone = false;
    watched.panel.onDidDispose(() => (gone = true));
    desk.restore('report', watched.panel, { address: 7 });
    await watched.until(() => gone);
  });

  it('of a review that is not kept any more says so', async () => {
    const watched = openWatchedPanel('report');
    desk.restore('report', watched.panel, { address: 'review:unknown' });
    await watched.until(() => watched.told.length > 0);
    assert.equal(watched.told[0]?.kind, 'none');
  });

  it('of the history lists, compares, opens and outlives the window', async () => {
    await desk.record(finished(first, [finding('stays', 7), finding('mended', 8)]));
    await desk.record(finished(second, [finding('stays', 9), finding('came', 1)], { fixed: ['mended'] }));
    // As another window, or this one after a reload, has it.
    const later = await openPageDesk(ports);
    const watched = openWatchedPanel('history');
    later.restore('history', watched.panel, undefined);
    await watched.until(() => watched.said.some(({ kind }) => kind === 'shown'));
    const { reviews } = watched.told[0] as unknown as { reviews: { id: string; cost: string }[] };
    assert.deepEqual(
      reviews.map(({ id, cost }) => [id, cost]),
      [
        [second, '$0.020'],
        [first, '$0.020'],
      ],
    );
    watched.say({ kind: 'compare', ids: [second, first] });
    await watched.until(() => watched.told.length === 2);
    const { older, groups } = watched.told[1] as unknown as {
      older: string;
      groups: Record<string, { title: string }[]>;
    };
    assert.equal(older, first);
    assert.deepEqual(
      Object.entries(groups).map(([group, all]) => [group, all.map(({ title }) => title)]),
      [
        ['added', ['Title of came']],
        ['open', ['Title of stays']],
        ['fixed', ['Title of mended']],
        ['unknown', []],
      ],
    );
    watched.say({ kind: 'open-finding', group: 'added', at: 0 });
    await watched.until(() => vscode.window.activeTextEditor?.selection.start.line === 1);
    watched.say({ kind: 'open-review', id: first });
    await tabs((labels) => labels.includes('Review: Working changes'));
    later.dispose();
  });

  it('of the history has what another window has reviewed since, when it is asked for again', async () => {
    const watched = openWatchedPanel('history');
    desk.restore('history', watched.panel, undefined);
    await watched.until(() => watched.told.length === 1);
    const other = await openPageDesk(ports);
    await other.record(finished(first, [finding('f1', 7)]));
    await desk.showHistory();
    await watched.until(() => lastList(watched.told, 'reviews').length === 1);
    other.dispose();
  });

  it('of the history is told when a review ends, and forgets the reports of forgotten reviews', async () => {
    const watched = openWatchedPanel('history');
    desk.restore('history', watched.panel, undefined);
    await watched.until(() => watched.told.length === 1);
    await desk.record(finished(first, [finding('f1', 7)]));
    await watched.until(() => watched.told.length > 1);
    assert.equal(readdirSync(join(folder, 'storage', 'reviews')).length, 1);
    await desk.archive.clear();
    assert.deepEqual(readdirSync(join(folder, 'storage', 'reviews')), []);
    await watched.until(() => lastList(watched.told, 'reviews').length === 0);
  });

  it('of usage is told when the ledger or a finding changes', async () => {
    const watched = openWatchedPanel('usage');
    desk.restore('usage', watched.panel, undefined);
    await watched.until(() => watched.said.some(({ kind }) => kind === 'shown'));
    assert.deepEqual(watched.told[0]?.['entries'], []);
    await ports.spending.add('branch', 'm', 2, { input: 9, cachedInput: 3, output: 2, thoughts: 1 });
    await watched.until(() => lastList(watched.told, 'entries').length === 1);
    store.add(finding('f1', 7));
    await watched.until(() => lastList(watched.told, 'folders').length === 1);
    // What another window writes is found on disk.
    const files = new UsageFiles(ports.usageFolder.fsPath);
    const [entry] = await files.read();
    assert.ok(entry !== undefined);
    await files.add({ ...entry, kind: 'commit' });
    await watched.until(() => lastList(watched.told, 'entries').length === 2);
  });

  it('exports a review as Markdown, JSON and SARIF', async () => {
    await desk.record(finished(first, [finding('f1', 7)]));
    const kept = await desk.archive.report(first);
    assert.ok(kept !== undefined);
    const written = async (format: 'markdown' | 'json' | 'sarif'): Promise<string> => {
      const target = vscode.Uri.file(join(folder, `report.${format}`));
      await writeReport(kept.report, format, target);
      return Buffer.from(await vscode.workspace.fs.readFile(target)).toString('utf8');
    };
    assert.match(await written('markdown'), /^# Flash Review[^]*## high: Title of f1/);
    assert.deepEqual(parseReport(JSON.parse(await written('json'))), kept.report);
    const sarif = readSarif(await written('sarif'), [workspace()]);
    assert.deepEqual(sarif.ok && sarif.value.findings.map(({ title }) => title), ['Title of f1']);
  });

  describe('of an imported file', () => {
    it('lists its findings with their tool, and opens those whose code stands in the workspace', async () => {
      const loop = 'for (let index = 0; index <= items.length; index++) {';
      const path = writeInto(
        folder,
        logOf([
          result('src/cart.ts', { startLine: 1, snippet: { text: loop } }),
          result('src/cart.ts', { startLine: 1, snippet: { text: 'nothing of the kind stands here' } }),
          result('src/missing.ts', { startLine: 1 }),
          result('../../../etc/passwd', { startLine: 1 }),
        ]),
      );
      const watched = openWatchedPanel('report');
      desk.restore('report', watched.panel, { address: `sarif:${path}` });
      await watched.until(() => watched.said.some(({ kind }) => kind === 'shown'));
      const { report } = watched.told[0] as unknown as { report: ShownReport };
      assert.deepEqual(
        report.findings.map(({ origin, file, line, notes, canOpen }) => [origin, file, line, notes, canOpen]),
        [
          ['Lint', 'src/cart.ts', 8, ['the code has moved since'], true],
          ['Lint', 'src/cart.ts', 1, ['the code it speaks of is not there any more'], true],
          ['Lint', 'src/missing.ts', 1, ['the file is not here, or is no text'], false],
          ['Lint', '../../../etc/passwd', 1, ['outside the open folders'], false],
        ],
      );
      watched.say({ kind: 'open-finding', at: 3 });
      watched.say({ kind: 'open-finding', at: 0 });
      await watched.until(() => vscode.window.activeTextEditor?.selection.start.line === 7);
    });

    it('shows them where the findings of reviews are, on their code, when asked to', async () => {
      const loop = 'for (let index = 0; index <= items.length; index++) {';
      const at = { startLine: 1, snippet: { text: loop } };
      const path = writeInto(
        folder,
        logOf([
          result('src/cart.ts', at),
          result('src/cart.ts', { startLine: 1, snippet: { text: 'nothing of the kind stands here' } }),
          { ...result('src/cart.ts', at), message: { text: 'Dismissed' } },
          { ...result('src/cart.ts', at), suppressions: [{ kind: 'inSource' }] },
          result('../../../etc/passwd', { startLine: 1 }),
        ]),
      );
      const watched = openWatchedPanel('report');
      desk.restore('report', watched.panel, { address: `sarif:${path}` });
      await watched.until(() => watched.told.length > 0);
      const { report } = watched.told[0] as unknown as { report: ShownReport };
      assert.equal(report.canShow, true);
      for (let turn = 0; turn < 2; turn++) {
        watched.say({ kind: 'show-findings' });
        await watched.until(() => store.all().length > 0);
      }
      const shown = store.all();
      assert.deepEqual(
        shown.map(({ title, tool, state, anchor, quote, fix }) => [
          title,
          tool,
          state,
          anchor.kind,
          quote,
          fix,
        ]),
        [
          ['Odd', 'Lint', 'open', 'relocated', loop, undefined],
          ['Dismissed', 'Lint', 'dismissed', 'relocated', loop, undefined],
        ],
      );
      assert.ok(texts.has(shown[0]?.origin?.textId ?? ''));
    });

    it('offers nothing to show where none of its code is here', async () => {
      const path = writeInto(folder, logOf([result('src/missing.ts', { startLine: 1 })]));
      const imported = await importReport(path, [workspace()]);
      assert.equal(typeof imported === 'object' && imported.content.canShow, false);
    });

    it('follows no link out of the workspace', async () => {
      writeFileSync(join(folder, 'secret.ts'), 'export const secret = 1;\n');
      const link = join(workspace(), 'linked');
      symlinkSync(folder, link);
      try {
        const imported = await importReport(
          writeInto(folder, logOf([result('linked/secret.ts', { startLine: 1 })])),
          [workspace()],
        );
        assert.ok(typeof imported === 'object');
        assert.deepEqual([imported.content.findings[0]?.canOpen, imported.places[0]], [false, undefined]);
      } finally {
        rmSync(link);
      }
    });

    it('says in a sentence what is wrong with it', async () => {
      const sentences = [
        ['{', /no JSON/],
        ['[]', /no SARIF log/],
        ['{"version":"1.0.0","runs":[]}', /SARIF 1\.0\.0; version 2\.1\.0 is read/],
        [' '.repeat(20 * 1_048_576 + 1), /21 MB; reports of up to 20 MB/],
      ] as const;
      for (const [text, sentence] of sentences) {
        const said = await importReport(writeInto(folder, text), [workspace()]);
        assert.ok(typeof said === 'string');
        assert.match(said, sentence);
      }
      const missing = await importReport(join(folder, 'none.sarif'), []);
      assert.match(typeof missing === 'string' ? missing : '', /could not be read \(ENOENT\)/);
      const noFile = await importReport(folder, []);
      assert.match(typeof noFile === 'string' ? noFile : '', /no file|EISDIR/);
    });
  });
});
