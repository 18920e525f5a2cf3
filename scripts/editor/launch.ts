// Takes desktop VS Code's arguments for an extension test run, as @vscode/test-electron gives them, and does the
// run in the VS Code server with headless Chromium. Exits with the exit code of the tests.
import { EventEmitter, once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { findChromium } from './chromium.ts';
import { parseLaunchArguments } from './launchArguments.ts';
import { languageVariable } from './launchVariables.ts';
import { outputMark } from './outputMark.ts';
import { SecondWindow } from './secondWindow.ts';
import { startServer } from './server.ts';
import { installServer } from './serverInstall.ts';
import { openWorkbench } from './workbench.ts';

/** From an opened page to the end of `run()`. */
const runMs = Number(process.env['FLASH_REVIEW_HOST_TIMEOUT_MS'] ?? 900_000);
/** From an opened page to the first sign of the test module. */
const startMs = 90_000;

const neverStarted = 2;
let step = 'reading the arguments';
/** What the editor says while it runs; only the lines of the tests go to the terminal. */
let log = '';
let sawTests = false;
let exitSeen = false;
const begin = (next: string): void => {
  step = next;
};

async function launch(): Promise<number> {
  const { userDataDir, extensionsDir, ...run } = parseLaunchArguments(process.argv.slice(2));
  const profile = { userDataDir, extensionsDir };
  mkdirSync(userDataDir, { recursive: true });
  log = join(userDataDir, 'workbench.log');
  writeFileSync(log, '');
  begin('installing the VS Code server');
  const serverFolder = await installServer(console.log);
  begin('finding Chromium');
  const chromium = await findChromium(console.log);
  begin('starting the VS Code server');
  const disableWorkspaceTrust = run.disableWorkspaceTrust;
  await using server = await startServer({ serverFolder, profile, disableWorkspaceTrust });
  begin('opening the workbench');
  const { port } = server;
  const signs = new EventEmitter<{ console: []; exit: [number] }>();
  const started = once(signs, 'console');
  const exited = once(signs, 'exit').then(([code]) => code as number);
  const language = process.env[languageVariable];
  const second = new SecondWindow();
  await using workbench = await openWorkbench({
    ...run,
    chromium,
    port,
    profile,
    ...(language === undefined ? {} : { language }),
    onLog: (type, args) => {
      signs.emit('console');
      const text = format(...args);
      if (exitSeen) return; // What follows is only the noise of closing.
      if (second.answer(text)) return;
      appendFileSync(log, `[${type}] ${text}\n`);
      if (text.startsWith(outputMark)) {
        sawTests = true;
        console.log(text.slice(outputMark.length));
      }
    },
    onExit: (code) => {
      exitSeen = true;
      signs.emit('exit', code);
    },
  });
  second.belongsTo(workbench);
  const lost = server.ended.then(() => {
    throw new Error(`The VS Code server ended by itself:\n${server.output().trim()}`);
  });
  const crashed = workbench.page.waitForEvent('crash', { timeout: 0 }).then(() => {
    throw new Error('the page of the workbench crashed');
  });
  begin('starting the test module');
  await Promise.race([
    started,
    exited,
    crashed,
    lost,
    second.failed,
    after(startMs, 'nothing came from the tests'),
  ]);
  begin('running the tests');
  return await Promise.race([exited, crashed, lost, second.failed, after(runMs, 'the tests did not end')]);
}

async function after(ms: number, what: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error(`${what} within ${ms / 1000} s`));
    }, ms).unref();
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  process.exitCode = await launch();
} catch (error) {
  console.error(`launcher: failed while ${step}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = neverStarted;
}
if (process.exitCode !== 0 && log !== '') {
  if (!sawTests) console.error(`launcher: nothing came from the tests; the editor said:\n${lastErrors()}`);
  console.error(`launcher: all that the editor logged is in ${log}`);
}

function lastErrors(): string {
  const entries = readFileSync(log, 'utf8').split(/^(?=\[\w+\] )/m);
  return entries
    .filter((entry) => entry.startsWith('[error]'))
    .slice(-6)
    .join('');
}
