import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Emulator } from '../../test/emulator/emulator.ts';
import type { Chromium } from '../editor/chromium.ts';
import { writeSettings, type Profile, type Settings } from '../editor/profile.ts';
import { startServer, type EditorServer } from '../editor/server.ts';
import { openWorkbench, type Workbench } from '../editor/workbench.ts';
import { waitForWorkbench } from './driveWorkbench.ts';
import type { Tour } from './tourStop.ts';

export interface TourWindowOptions {
  readonly serverFolder: string;
  readonly chromium: Chromium;
  readonly profile: Profile;
  readonly workspace: string;
  /** Folder for pictures. Absolute. */
  readonly pictures: string;
  readonly model: Emulator;
  readonly settings: { readonly user: Settings; readonly machine: Settings };
}

export interface TourWindow extends AsyncDisposable {
  readonly tour: Tour;
}

/** For a theme to be painted and hovers to be gone. */
const settleMs = 600;

/** A window on the sample repository with the packaged extension, without any key. */
export async function openTourWindow(options: TourWindowOptions): Promise<TourWindow> {
  const { profile, workspace, pictures, model, settings } = options;
  const { GEMINI_API_KEY: _, ...env } = process.env;
  let server: EditorServer = await startServer({ serverFolder: options.serverFolder, profile, env });
  let workbench: Workbench = await open();
  const disposed = async (): Promise<void> => {
    await workbench[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  };

  async function open(): Promise<Workbench> {
    const opened = await openWorkbench({ chromium: options.chromium, port: server.port, profile, workspace });
    await opened.page.emulateMedia({ colorScheme: 'dark' });
    await waitForWorkbench(opened.page);
    return opened;
  }

  const tour: Tour = {
    get page(): Page {
      return workbench.page;
    },
    model,
    workspace,
    async take(name) {
      for (const theme of ['light', 'dark'] as const) {
        await workbench.page.emulateMedia({ colorScheme: theme });
        await workbench.page.waitForTimeout(settleMs);
        await workbench.page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
      }
    },
    async reopenRestricted() {
      await disposed();
      const user = { ...settings.user, 'security.workspace.trust.enabled': true };
      await writeSettings(profile, { ...settings, user });
      server = await startServer({ serverFolder: options.serverFolder, profile, env });
      workbench = await open();
    },
  };
  return { tour, [Symbol.asyncDispose]: disposed };
}
