import * as vscode from 'vscode';
import type { Usage } from '../core/modelClient.ts';
import { calibrate, calibrationOf, type Calibration } from '../core/plan/calibration.ts';
import { costOf, priceOf } from '../core/plan/prices.ts';
import { spentOn, type UsageEntry } from '../core/usage/usageLedger.ts';
import type { ModelUse } from '../core/usage/usageTally.ts';
import type { UsageFiles } from '../node/usageFiles.ts';
import { readSettings } from './configuration.ts';
import { today } from './findings/dismissals.ts';

const calibrationKey = 'calibration';

/** What was used and spent, over all windows and restarts. */
export class Spending implements vscode.Disposable {
  readonly #didAdd = new vscode.EventEmitter<void>();
  readonly #files: UsageFiles;
  readonly #log: vscode.LogOutputChannel;
  readonly #memory: vscode.Memento;

  /** Something was spent, by this window. */
  readonly onDidAdd = this.#didAdd.event;

  constructor(files: UsageFiles, memory: vscode.Memento, log: vscode.LogOutputChannel) {
    this.#files = files;
    this.#memory = memory;
    this.#log = log;
  }

  /** Undefined when the price of the model is not known. `share` is the part of the price that is asked. */
  dollarsFor(model: string, usage: Usage, share = 1): number | undefined {
    const { prices, provider } = readSettings();
    const price = priceOf(model, prices, provider);
    return price === undefined ? undefined : share * costOf(usage, price);
  }

  /** What to multiply estimates for a model with. */
  calibrationOf(model: string): number {
    return calibrationOf(this.#memory.get<Calibration>(calibrationKey, {}), model);
  }

  /** Learns from a review that came to its end; `estimated` is as it was shown. */
  async learn(model: string, estimated: number, counted: number): Promise<void> {
    const known = this.#memory.get<Calibration>(calibrationKey, {});
    const bare = estimated / calibrationOf(known, model);
    await this.#memory.update(calibrationKey, calibrate(known, model, bare, counted));
  }

  /** Everything kept, by day, model and kind; empty when the disk refuses, which the log says. */
  async all(): Promise<readonly UsageEntry[]> {
    try {
      return await this.#files.read();
    } catch (error) {
      this.#log.error(`the usage kept on disk could not be read: ${messageOf(error)}`);
      return [];
    }
  }

  /** Dollars of this local day. */
  async spentToday(): Promise<number> {
    return spentOn(await this.all(), today());
  }

  /** Adds what the models of a review used. `kind` is its scope's. */
  async addAll(kind: string, used: readonly ModelUse[], share = 1): Promise<void> {
    for (const { model = 'unknown', requests, usage } of used)
      await this.add(kind, model, requests, usage, this.dollarsFor(model, usage, share));
  }

  /** Adds what a model used; `dollars` where the tokens do not say what it cost. */
  async add(
    kind: string,
    model: string,
    requests: number,
    usage: Usage,
    dollars = this.dollarsFor(model, usage),
  ): Promise<void> {
    try {
      await this.#files.add({
        day: today(),
        model,
        kind,
        requests,
        usage,
        dollars: dollars ?? 0,
        unpriced: dollars === undefined ? requests : 0,
      });
    } catch (error) {
      this.#log.error(`the usage could not be kept: ${messageOf(error)}`);
    }
    this.#didAdd.fire();
  }

  dispose(): void {
    this.#didAdd.dispose();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
