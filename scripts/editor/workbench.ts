import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import type { Chromium } from './chromium.ts';
import type { Profile } from './profile.ts';

export interface WorkbenchOptions {
  readonly chromium: Chromium;
  readonly port: number;
  readonly profile: Profile;
  /** Absolute path of a folder or of a `.code-workspace` file; none opens an empty window. */
  readonly workspace?: string;
  /** Extensions loaded from their folders. Absolute. */
  readonly developmentPaths?: readonly string[];
  /** A CommonJS module with `run()`, started in the extension host. Absolute. */
  readonly testsPath?: string;
  /** The colour scheme the page reports; the theme follows when `window.autoDetectColorScheme` is on. */
  readonly theme?: 'dark' | 'light';
  /** Of extensions, a BCP 47 tag: the texts of the workbench itself would come from a language pack. */
  readonly language?: string;
  /** One call of `console` in the extension host. */
  readonly onLog?: (type: string, args: readonly unknown[]) => void;
  /** `run()` has settled: 0 when it resolved. */
  readonly onExit?: (code: number) => void;
}

export interface Workbench extends AsyncDisposable {
  readonly page: Page;
  /** A second window on the workspace, with a test module of its own. Disposing closes it as its user would. */
  openSecond(testsPath: string): Promise<AsyncDisposable>;
}

const rootArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const quietArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The address of a workspace in the server's web workbench. */
export function workbenchAddress(
  options: Pick<WorkbenchOptions, 'port' | 'workspace' | 'developmentPaths' | 'testsPath'>,
): string {
  const { port, workspace, developmentPaths = [], testsPath } = options;
  const remote = (path: string): string => `vscode-remote://localhost:${port}${encodeURI(path)}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  for (const path of developmentPaths) payload.push(['extensionDevelopmentPath', remote(path)]);
  if (testsPath !== undefined) payload.push(['extensionTestsPath', remote(testsPath)]);
  const address = new URL(`http://localhost:${port}/`);
  if (workspace !== undefined) {
    address.searchParams.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', workspace);
  }
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/**
 * Opens the workbench of a running server in headless Chromium. What the workbench stores stays in the
 * profile, so the same profile opened again has it.
 */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const context = await chromium.launchPersistentContext(join(options.profile.userDataDir, 'browser'), {
    executablePath: options.chromium.executable,
    env: { ...definedEnvironment(), ...options.chromium.env },
    headless: true,
    args: [...rootArguments, ...quietArguments],
    viewport: { width: 1440, height: 900 },
    colorScheme: options.theme ?? 'dark',
  });
  const close = async (): Promise<void> => {
    for (const page of context.pages()) await leave(page);
    await context.close();
  };
  const openSecond = async (testsPath: string): Promise<AsyncDisposable> => {
    const second = await context.newPage();
    await second.goto(workbenchAddress({ ...options, testsPath }));
    return {
      [Symbol.asyncDispose]: async () => {
        await leave(second);
        await second.close();
      },
    };
  };
  const { language } = options;
  if (language !== undefined) await context.addInitScript(fixLanguage, language);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
      options.onLog?.(type, args);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => {
      options.onExit?.(code);
    });
    await page.goto(workbenchAddress(options));
    return { page, openSecond, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In the page, before the workbench reads there which language it was served in. */
function fixLanguage(language: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', {
    get: () => language,
    set: () => {
      // Stays as it is.
    },
    configurable: true,
  });
}

/** It is what makes the workbench write its state down, and end its extension host. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank').catch(() => undefined);
}

function definedEnvironment(): Record<string, string> {
  const pairs = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(pairs);
}
