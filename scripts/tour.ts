// `npm run tour [-- NAME…]`: goes through the packaged extension as a user does, in a real VS Code nobody sees, asserts
// what is on the screen at every stop, and saves pictures of it, dark and light. Always against the stand-in.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator } from '../test/emulator/emulator.ts';
import { cache, checkout } from './editor/checkout.ts';
import { findChromium } from './editor/chromium.ts';
import { findHostEditor } from './editor/hostEditor.ts';
import { writeSettings, type Settings } from './editor/profile.ts';
import { runToSuccess } from './editor/runProcess.ts';
import { installServer } from './editor/serverInstall.ts';
import { createSampleRepository } from './sampleRepository.ts';
import { openTourWindow } from './tour/tourWindow.ts';
import { tourStops } from './tour/tourStops.ts';

const base = join(cache, 'tour');
const pictures = join(base, 'pictures');
const workspace = join(base, 'corner-shop');
const profile = { userDataDir: join(base, 'user'), extensionsDir: join(base, 'extensions') };
const started = performance.now();

const user: Settings = {
  'window.autoDetectColorScheme': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never',
};

async function tour(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !tourStops.some((stop) => stop.id === name));
  if (unknown.length > 0)
    throw new Error(
      `no such stop: ${unknown.join(', ')}. There are ${tourStops.map(({ id }) => id).join(', ')}.`,
    );
  await rm(base, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  console.log('Building and packaging the extension');
  await runToSuccess(process.execPath, ['esbuild.mjs'], { cwd: checkout });
  await runToSuccess(process.execPath, ['scripts/package.ts'], { cwd: checkout });
  await createSampleRepository(workspace);
  // Slow enough for a picture of findings that arrive while the answer streams.
  await using model = await startEmulator({ answer: { kind: 'review', delayMs: 30 } });
  console.log(`Model: a stand-in at ${model.url}, not Gemini: it reviews by fixed rules.`);
  const price = { input: 1.5, output: 9 };
  const machine: Settings = {
    'flashReview.gemini.endpoint': model.url,
    // Below what the change of the sample costs, above what one saved file does.
    'flashReview.confirmAboveCost': 0.1,
    'flashReview.prices': { 'gemini-3.5-flash': price, 'flash-review-stand-in': price },
  };
  await writeSettings(profile, { user, machine });
  const editor = await findHostEditor(console.log);
  await editor.installVsix(join(checkout, 'dist', `flash-review-${await version()}.vsix`), profile);
  const serverFolder = await installServer(console.log);
  const chromium = await findChromium(console.log);
  await using window = await openTourWindow({
    serverFolder,
    chromium,
    profile,
    workspace,
    pictures,
    model,
    settings: { user, machine },
  });
  let passed = 0;
  for (const { id, stop } of tourStops) {
    if (wanted.length > 0 && !wanted.includes(id)) continue;
    const begun = performance.now();
    try {
      await stop.visit(window.tour);
    } catch (error) {
      await window.tour.page.screenshot({ path: join(pictures, 'failed.png') }).catch(() => undefined);
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `"${stop.name}" (${id}): ${reason}\n  The screen then: ${join(pictures, 'failed.png')}`,
        {
          cause: error,
        },
      );
    }
    passed++;
    console.log(`  ✔ ${stop.name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n${passed} stops passed in ${seconds} s. Pictures: ${pictures}`);
}

async function version(): Promise<string> {
  const manifest = (await import('../package.json', { with: { type: 'json' } })) as {
    readonly default: { readonly version: string };
  };
  return manifest.default.version;
}

try {
  await tour(process.argv.slice(2));
} catch (error) {
  console.error(`tour: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
