// Runs in the extension host, on behalf of `run.ts`: reviews, saves and edits in a seeded order.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { seededRandom } from '../../bench/seededRandom.ts';
import { outputMark } from '../editor/outputMark.ts';
import {
  reportVariable,
  reviewsVariable,
  seedVariable,
  serviceVariable,
  type SoakReport,
  type SoakState,
} from './soakReport.ts';

const warmUp = 20;
/** A review that hangs on a stalled answer is stopped by then, as a user would. */
const patienceMs = 4_000;
const mostLost = 20;

/** Called by the extension host. */
export async function run(): Promise<void> {
  await vscode.extensions.getExtension('flash-review.flash-review')?.activate();
  process.env['GEMINI_API_KEY'] = 'key-of-the-soak';
  const settings = vscode.workspace.getConfiguration('flashReview');
  await settings.update('gemini.endpoint', process.env[serviceVariable], vscode.ConfigurationTarget.Global);
  const report = await new Soak(Number(process.env[seedVariable])).run(Number(process.env[reviewsVariable]));
  writeFileSync(process.env[reportVariable] ?? '', JSON.stringify(report));
}

class Soak {
  readonly #random: () => number;
  readonly #lost: string[] = [];
  readonly #warnings: string[] = [];
  #stopped = 0;
  #saves = 0;
  #edits = 0;
  /** 0-based, in the file that is never reviewed again. */
  #canaryLine = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  async run(reviews: number): Promise<SoakReport> {
    const warned = (warning: Error): void => void this.#warnings.push(`${warning.name}: ${warning.message}`);
    process.on('warning', warned);
    await this.#plantCanary();
    let begin: SoakState | undefined;
    for (let at = 0; at < reviews; at++) {
      if (at === Math.min(warmUp, reviews >> 1)) begin = await this.#settled();
      if (at % 50 === 0) console.log(`${outputMark}${at} of ${reviews} reviews`);
      await this.#edit();
      await this.#review();
      this.#checkCanary(at);
    }
    const end = await this.#settled();
    process.off('warning', warned);
    return {
      reviews,
      stopped: this.#stopped,
      saves: this.#saves,
      edits: this.#edits,
      begin: begin ?? end,
      end,
      lost: this.#lost.slice(0, mostLost),
      warnings: this.#warnings.slice(0, mostLost),
    };
  }

  /** A finding in a file that no later review reads: whatever happens, it stays, on its line. */
  async #plantCanary(): Promise<void> {
    const uri = await fileAt('src/canary.ts');
    await vscode.window.showTextDocument(uri);
    for (let attempt = 0; attempt < 60 && canaries(uri).length === 0; attempt++)
      await vscode.commands.executeCommand('flashReview.reviewFile', uri);
    const [canary] = canaries(uri);
    if (canary === undefined) throw new Error('the first review found nothing');
    this.#canaryLine = canary.range.start.line;
  }

  #checkCanary(at: number): void {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (folder === undefined) return;
    const found = canaries(vscode.Uri.joinPath(folder, 'src/canary.ts'));
    const line = found[0]?.range.start.line;
    if (found.length !== 1 || line !== this.#canaryLine)
      this.#lost.push(
        `after review ${at}: ${found.length} on line ${line ?? 'none'}, expected line ${this.#canaryLine}`,
      );
  }

  async #edit(): Promise<void> {
    const choice = this.#random();
    const canary = await vscode.workspace.openTextDocument(await fileAt('src/canary.ts'));
    const changed = await vscode.workspace.openTextDocument(await fileAt('src/changed.ts'));
    const edit = new vscode.WorkspaceEdit();
    if (choice < 0.3) {
      // Above the canary, and taken back when there are many.
      const grown = this.#canaryLine > 200;
      if (grown) edit.delete(canary.uri, new vscode.Range(0, 0, 100, 0));
      else edit.insert(canary.uri, new vscode.Position(0, 0), `// line ${this.#edits}\n`);
      this.#canaryLine += grown ? -100 : 1;
    }
    const line = Math.floor(this.#random() * changed.lineCount);
    edit.insert(
      changed.uri,
      new vscode.Position(line, 0),
      `export const at${this.#edits} = [${line}].length;\n`,
    );
    if (changed.lineCount > 400) edit.delete(changed.uri, new vscode.Range(0, 0, 200, 0));
    this.#edits++;
    await vscode.workspace.applyEdit(edit);
    if (choice > 0.5) {
      await changed.save();
      this.#saves++;
    }
  }

  async #review(): Promise<void> {
    const command = this.#random() < 0.5 ? 'flashReview.reviewWorkingChanges' : 'flashReview.reviewFile';
    const uri = await fileAt('src/changed.ts');
    const review =
      command === 'flashReview.reviewFile'
        ? vscode.commands.executeCommand(command, uri)
        : vscode.commands.executeCommand(command);
    const isImpatient = this.#random() < 0.15;
    const abort = new AbortController();
    const stop = sleep(isImpatient ? this.#random() * 300 : patienceMs, true, { signal: abort.signal }).catch(
      () => false,
    );
    const ended = Promise.resolve(review).then(
      () => false,
      () => false,
    );
    if (await Promise.race([stop, ended])) {
      this.#stopped++;
      await vscode.commands.executeCommand('flashReview.stop');
    }
    await ended;
    abort.abort();
  }

  async #settled(): Promise<SoakState> {
    await vscode.commands.executeCommand('flashReview.stop');
    await vscode.workspace.saveAll(false);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    // Connections are kept for a while in case there is more to ask.
    for (let turn = 0; turn < 4; turn++) {
      await sleep(2_000);
      collect();
    }
    const { heapUsed, rss } = process.memoryUsage();
    const resources: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
    return { heapMB: Math.round(heapUsed / 1e5) / 10, rssMB: Math.round(rss / 1e5) / 10, resources };
  }
}

function canaries(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Flash Review');
}

async function fileAt(path: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('no workspace folder');
  const uri = vscode.Uri.joinPath(folder.uri, path);
  await vscode.workspace.fs.stat(uri);
  return uri;
}
