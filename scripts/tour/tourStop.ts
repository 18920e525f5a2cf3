import type { Page } from 'playwright-core';
import type { Emulator } from '../../test/emulator/emulator.ts';

/** What the stops of a tour share: one window on the sample repository, and the stand-in it talks to. */
export interface Tour {
  readonly page: Page;
  readonly model: Emulator;
  /** Folder of the sample repository. Absolute. */
  readonly workspace: string;
  /** Saves what is on the screen, in the dark and the light theme, under this name. */
  readonly take: (name: string) => Promise<void>;
  /** Opens the same window anew, every workspace untrusted. */
  readonly reopenRestricted: () => Promise<void>;
}

/** One thing a user does; rejects when the screen, or what was sent, is not as it must be. */
export interface TourStop {
  readonly name: string;
  readonly visit: (tour: Tour) => Promise<void>;
}
