// `npm run demo`: opens a sample repository with planted mistakes in VS Code, the extension loaded.
// `npm run demo -- --headless`: reviews it in a page nobody sees, prints the findings and takes pictures.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { cache, checkout } from './editor/checkout.ts';
import { writeSettings } from './editor/profile.ts';
import { runToSuccess } from './editor/runProcess.ts';
import { startServer } from './editor/server.ts';
import { installServer } from './editor/serverInstall.ts';
import { workbenchAddress } from './editor/workbench.ts';
import { createSampleRepository } from './sampleRepository.ts';
import { headlessTour } from './tour/headlessTour.ts';
import { hasDesktop, openDesktop } from './tour/openDesktop.ts';
import type { ReviewLog } from './tour/reviewLog.ts';
import { openReviewModel } from './tour/reviewModel.ts';

const base = join(cache, 'demo');
const workspace = join(base, 'corner-shop');
const profile = { userDataDir: join(base, 'user'), extensionsDir: join(base, 'extensions') };
const extension = join(base, 'extension');
const started = performance.now();

const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

async function demo(isHeadless: boolean): Promise<void> {
  await rm(base, { recursive: true, force: true });
  console.log('Building the extension');
  await runToSuccess(process.execPath, ['esbuild.mjs'], { cwd: checkout });
  // Of a folder with the server in it, VS Code would take the server's own themes for themes under development.
  for (const part of ['package.json', 'package.nls.json', 'package.nls.de.json', 'l10n', 'dist', 'media']) {
    await cp(join(checkout, part), join(extension, part), { recursive: true });
  }
  await createSampleRepository(workspace);
  console.log(`Sample repository with uncommitted changes: ${workspace}`);
  await using model = await openReviewModel();
  console.log(`Model: ${model.description}`);
  await writeSettings(profile, {
    user: {
      'window.autoDetectColorScheme': true,
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'editor.minimap.enabled': false,
    },
    machine: model.settings,
  });
  if (!isHeadless && (await hasDesktop())) {
    console.log(
      'Opening desktop VS Code. Run "Flash Review: Review Working Changes"; close its window to end.',
    );
    await Promise.race([openDesktop(profile, workspace, extension, model.env), interrupted]);
    return;
  }
  const serverFolder = await installServer(console.log);
  await using server = await startServer({ serverFolder, profile, env: model.env });
  const { port } = server;
  if (!isHeadless) {
    console.log(`Open ${workbenchAddress({ port, workspace, developmentPaths: [extension] })}`);
    console.log('and run "Flash Review: Review Working Changes". Ctrl-C ends it.');
    await Promise.race([interrupted, server.ended]);
    return;
  }
  const tour = headlessTour({
    port,
    profile,
    workspace,
    extension,
    pictures: join(base, 'pictures'),
    reviewTimeoutMs: 300_000,
  });
  const lost = Promise.race([interrupted, server.ended]).then(() => {
    throw new Error('interrupted, or the VS Code server ended by itself');
  });
  const review = await Promise.race([tour, lost]);
  summarise(review);
}

function summarise({ findings, end }: ReviewLog): void {
  const counts = Map.groupBy(findings, ({ severity }) => severity);
  const parts = [...counts].map(([severity, group]) => `${group.length} ${severity}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\nReview: ${end}`);
  console.log(`${findings.length} findings (${parts.join(', ')}), demo done in ${seconds} s`);
  if (findings.length === 0) process.exitCode = 1;
}

try {
  await demo(process.argv.includes('--headless'));
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
