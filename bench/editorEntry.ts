// Runs in the extension host of a real VS Code, on behalf of `editor.bench.ts`.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { IdleThread } from './idleThread.ts';
import * as vscode from 'vscode';
import { outputMark } from '../scripts/editor/outputMark.ts';
import { figuresVariable, serviceVariable, type EditorFigures, type HostBlock } from './editorFigures.ts';

const nanosecondsPerMillisecond = 1e6;
const microsecondsPerMillisecond = 1e3;
const keystrokes = 60;
const wholeReviews = 3;
const extensionId = 'flash-review.flash-review';

/** Called by the extension host. */
export async function run(): Promise<void> {
  console.log(`${outputMark}measuring`);
  await vscode.extensions.getExtension(extensionId)?.activate();
  const endpoint = process.env[serviceVariable] ?? '';
  process.env['GEMINI_API_KEY'] = 'key-of-the-bench';
  await vscode.workspace
    .getConfiguration('flashReview')
    .update('gemini.endpoint', endpoint, vscode.ConfigurationTarget.Global);
  const [first, second] = await vscode.workspace.findFiles('src/**/*.ts', undefined, 2);
  if (first === undefined || second === undefined) throw new Error('the workspace has no files');
  const before = await settledMemory();
  // Loads what is loaded at the first review only.
  await reviewFile(second);
  await vscode.commands.executeCommand('flashReview.clearFindings');
  const latenciesMs = await measureLatencies(first, endpoint);
  const wholes = [];
  for (let review = 0; review < wholeReviews; review++) {
    await vscode.commands.executeCommand('flashReview.clearFindings');
    wholes.push(await measureWhole());
  }
  const findings = vscode.languages.getDiagnostics().reduce((sum, [uri]) => sum + ours(uri).length, 0);
  const keystrokesMs = await measureKeystrokes(first);
  await vscode.commands.executeCommand('flashReview.clearFindings');
  const after = await settledMemory();
  const figures: EditorFigures = {
    latenciesMs,
    keystrokesMs,
    findings,
    blocks: wholes.map(({ blockMs, busyMs, idleMs }) => ({ blockMs, busyMs, idleMs })),
    memory: {
      before: before.all,
      peak: Math.max(...wholes.map(({ peak }) => peak)),
      after: after.all,
    },
    heap: { before: before.heap, after: after.heap },
  };
  writeFileSync(process.env[figuresVariable] ?? '', JSON.stringify(figures));
}

async function reviewFile(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('flashReview.reviewFile', uri);
}

/** Diagnostics are looked at once in each turn of the event loop, as events about them are held back by the editor. */
async function measureLatencies(uri: vscode.Uri, endpoint: string): Promise<readonly number[]> {
  const seen = new Map<string, bigint>();
  const review = reviewFile(uri);
  const waiting = { ended: false };
  const stop = (): void => {
    waiting.ended = true;
  };
  review.then(stop, stop);
  while (!waiting.ended) {
    const diagnostics = ours(uri);
    const now = process.hrtime.bigint();
    for (const { message } of diagnostics) if (!seen.has(message)) seen.set(message, now);
    // A little sleep, so that looking does not take the time it measures.
    await sleep(1);
  }
  await review;
  const stamps = (await (await fetch(`${endpoint}/stamps`)).json()) as Readonly<Record<string, string>>;
  return [...seen].flatMap(([message, at]) => {
    const sent = stamps[message];
    return sent === undefined ? [] : [Number(at - BigInt(sent)) / nanosecondsPerMillisecond];
  });
}

async function measureWhole(): Promise<HostBlock & { readonly peak: number }> {
  let peak = 0;
  let busyMs = 0;
  let cpuMs = threadMs();
  const busy = setInterval(() => {
    busyMs = Math.max(busyMs, threadMs() - cpuMs);
    cpuMs = threadMs();
  }, 1);
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 25);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await using idle = new IdleThread();
  await sleep(200);
  delay.enable();
  idle.begin();
  await vscode.commands.executeCommand('flashReview.reviewRepository');
  await sleep(500);
  delay.disable();
  clearInterval(watch);
  clearInterval(busy);
  return { blockMs: delay.max / nanosecondsPerMillisecond, busyMs, idleMs: idle.longestMs, peak };
}

/** Time that this thread has had of the processor. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / microsecondsPerMillisecond;
}

async function measureKeystrokes(uri: vscode.Uri): Promise<readonly number[]> {
  const editor = await vscode.window.showTextDocument(uri);
  await sleep(1_000);
  const times: number[] = [];
  for (let stroke = 0; stroke < keystrokes; stroke++) {
    const { version } = editor.document;
    const first = lastPlace(uri);
    // A line end moves every finding behind it.
    const edit = editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '\n'));
    let turn = process.hrtime.bigint();
    while (editor.document.version === version) {
      turn = process.hrtime.bigint();
      await nextTurn();
    }
    while (lastPlace(uri) === first) await nextTurn();
    times.push(Number(process.hrtime.bigint() - turn) / nanosecondsPerMillisecond);
    await edit;
    await sleep(60);
  }
  await vscode.commands.executeCommand('workbench.action.files.revert');
  return times;
}

function lastPlace(uri: vscode.Uri): number {
  return ours(uri).at(-1)?.range.start.line ?? -1;
}

function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Flash Review');
}

async function settledMemory(): Promise<{ readonly all: number; readonly heap: number }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await sleep(2_000);
  collect();
  await sleep(500);
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { all: rss, heap: heapUsed + external };
}
