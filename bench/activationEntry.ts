// Runs in the extension host of a real VS Code, on behalf of `activation.ts`.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Api } from '../src/extension.ts';
import { ownTime, profileOf } from './cpuProfile.ts';
import { figuresVariable, type ActivationFigures } from './editorFigures.ts';

const pollMs = 20;
const extensionId = 'flash-review.flash-review';

interface Marks {
  readonly MonacoPerformanceMarks?: {
    getMarks(): readonly { readonly name: string; readonly startTime: number }[];
  };
}

/** Called by the extension host. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<Api>(extensionId);
  if (extension === undefined || extension.isActive)
    throw new Error('the extension was active before the measure');
  const profile = await profileOf(async () => {
    // When the editor sees fit, which is when it has started itself.
    while (!extension.isActive) await sleep(pollMs);
    await extension.exports.started();
  });
  const marks = (globalThis as Marks).MonacoPerformanceMarks?.getMarks() ?? [];
  const at = (event: string) =>
    marks.findLast(({ name }) => name === `code/extHost/${event}/${extensionId}`)?.startTime ?? Number.NaN;
  const figures: ActivationFigures = {
    loadMs: at('didLoadExtensionCode') - at('willLoadExtensionCode'),
    activateMs: at('didActivateExtension') - at('willActivateExtension'),
    startMs: ownTime(profile, 'dist/extension.cjs'),
  };
  writeFileSync(process.env[figuresVariable] ?? '', JSON.stringify(figures));
}
