// Runs the host tests in a real VS Code: `node test/host/run.ts [SUITE...]`, all suites when none is named.
// FLASH_REVIEW_TESTS=WORDS runs only the tests whose titles have them.
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { cache, checkout } from '../../scripts/editor/checkout.ts';
import { findHostEditor, type HostEditor } from '../../scripts/editor/hostEditor.ts';
import { writeSettings, type Profile } from '../../scripts/editor/profile.ts';
import { languageVariable, secondTestsVariable } from '../../scripts/editor/launchVariables.ts';
import { countsVariable, readCounts } from '../../scripts/testCounts.ts';
import { bundleTests } from './bundleTests.ts';
import { createManyProjects } from './manyProjects.ts';
import { createSampleProject } from './sampleProject.ts';
import {
  checkoutVariable,
  suites,
  testFilterVariable,
  testsFolderVariable,
  userDataVariable,
  type HostSuite,
} from './suites.ts';

/** As VS Code names the folder of an installed extension. */
const modelProvider = 'flash-review-tests.model-provider-0.0.1';

const countsFolder = join(cache, 'counts');

async function runSuite(suite: HostSuite, editor: HostEditor, temporary: string): Promise<boolean> {
  const started = performance.now();
  console.log(`\nHost suite "${suite.name}" in ${editor.description}`);
  const base = join(temporary, suite.profile);
  const profile: Profile = { userDataDir: join(base, 'user'), extensionsDir: join(base, 'extensions') };
  const workspace = await openedBy(suite, base);
  await suite.whileClosed?.(workspace);
  await writeSettings(profile, {
    ...suite.settings,
    user: {
      ...suite.settings?.user,
      // In a browser VS Code saves by itself after a second; the tests expect what they typed to stay unsaved.
      'files.autoSave': 'off',
      'security.workspace.trust.enabled': !suite.isTrusted,
      'security.workspace.trust.startupPrompt': 'never',
    },
  });
  const { folder, entry, secondEntry } = await bundleTests(suite.name);
  let extensionDevelopmentPath = checkout;
  if (suite.extension === 'vsix') {
    await editor.installVsix(await findVsix(), profile);
    extensionDevelopmentPath = await createEmptyExtension(base);
  }
  await cp(join(import.meta.dirname, 'modelProvider'), join(profile.extensionsDir, modelProvider), {
    recursive: true,
  });
  const counts = join(countsFolder, `host-${suite.name}.json`);
  await rm(counts, { force: true });
  let hasPassed = true;
  try {
    await runTests({
      vscodeExecutablePath: suite.isTrusted ? editor.executable : join(checkout, 'scripts/editor/withTrust'),
      extensionDevelopmentPath,
      extensionTestsPath: entry,
      launchArgs: [
        workspace,
        `--user-data-dir=${profile.userDataDir}`,
        `--extensions-dir=${profile.extensionsDir}`,
      ],
      extensionTestsEnv: {
        [countsVariable]: counts,
        [testsFolderVariable]: join(folder, suite.name),
        [checkoutVariable]: checkout,
        [userDataVariable]: profile.userDataDir,
        [secondTestsVariable]: secondEntry,
        [languageVariable]: suite.language,
        [testFilterVariable]: process.env[testFilterVariable],
        FLASH_REVIEW_EDITOR: editor.executable,
        // A test that needs a key sets one; the machine's own must never be used.
        GEMINI_API_KEY: undefined,
      },
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    hasPassed = false;
  }
  const { passes, failures } = (await readCounts(counts)) ?? { passes: 0, failures: 0 };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Host suite "${suite.name}": ${passes} passed, ${failures} failed, in ${seconds} s`);
  if (passes + failures === 0) console.error(`Host suite "${suite.name}" ran no test.`);
  return hasPassed && failures === 0 && passes > 0;
}

/** The workspace of a profile, made when its first suite runs. */
async function openedBy(suite: HostSuite, base: string): Promise<string> {
  if (suite.workspace === 'many') return createManyProjects(base);
  const workspace = join(base, 'workspace');
  if (!existsSync(workspace)) await createSampleProject(workspace);
  return workspace;
}

/** An extension with nothing in it: the tests need one under development, and it must not be ours. */
async function createEmptyExtension(base: string): Promise<string> {
  const folder = join(base, 'testExtension');
  const manifest = { name: 'host-tests', publisher: 'tests', version: '0.0.1', engines: { vscode: '*' } };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

async function findVsix(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const name = `${manifest.name}-${manifest.version}.vsix`;
  const found = [checkout, join(checkout, 'dist')].map((folder) => join(folder, name)).find(existsSync);
  if (found === undefined) throw new Error(`${name} is missing: run \`npm run package\` first.`);
  return found;
}

function chooseSuites(names: readonly string[]): readonly HostSuite[] {
  const unknown = names.filter((name) => suites.every((suite) => suite.name !== name));
  if (unknown.length > 0) throw new Error(`no such suite: ${unknown.join(', ')}`);
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

async function runSuites(chosen: readonly HostSuite[]): Promise<boolean> {
  const editor = await findHostEditor(console.log);
  const temporary = await realpath(await mkdtemp(join(tmpdir(), 'flash-review-host-')));
  const failed: string[] = [];
  for (const suite of chosen) {
    if (suite.notOnDesktop !== undefined && editor.isDesktop)
      console.log(`\nHost suite "${suite.name}" is not for ${editor.description}: ${suite.notOnDesktop}.`);
    else if (!(await runSuite(suite, editor, temporary))) failed.push(suite.name);
  }
  if (failed.length === 0) await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  else
    console.error(`\nFailed: ${failed.join(', ')}. Profiles, workspaces and logs are kept in ${temporary}`);
  return failed.length === 0;
}

try {
  if (!(await runSuites(chooseSuites(process.argv.slice(2))))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
