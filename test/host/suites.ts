import type { Settings } from '../../scripts/editor/profile.ts';
import { moveCart, moveDiscount } from './whileClosed.ts';

/** One launch of the editor. Suites run in this order. */
export interface HostSuite {
  /** Its tests are in `test/host/NAME/`. */
  readonly name: string;
  /**
   * Suites of one profile share what the editor stored (settings excepted), its workspace and its port, so a
   * later one finds what an earlier one left.
   */
  readonly profile: string;
  /** What happens to the workspace before, while no editor has it open. */
  readonly whileClosed?: (workspace: string) => Promise<void>;
  /** false: the workspace is opened in Restricted Mode. */
  readonly isTrusted: boolean;
  /** What is opened: the sample project, or a window with many folders. */
  readonly workspace?: 'many';
  /** `source` loads the extension from this checkout, `vsix` installs the package first. */
  readonly extension: 'source' | 'vsix';
  /** Why desktop VS Code cannot run it; for a suite that it can run there is no reason. */
  readonly notOnDesktop?: string;
  /** The editor's language, a BCP 47 tag; English when not given. */
  readonly language?: string;
  readonly settings?: { readonly user?: Settings; readonly machine?: Settings };
}

export const suites: readonly HostSuite[] = [
  { name: 'trusted', profile: 'main', isTrusted: true, extension: 'source' },
  {
    name: 'restricted',
    profile: 'main',
    whileClosed: moveDiscount,
    isTrusted: false,
    extension: 'source',
  },
  { name: 'reopened', profile: 'main', whileClosed: moveCart, isTrusted: true, extension: 'source' },
  { name: 'leftRunning', profile: 'cutOff', isTrusted: true, extension: 'source' },
  { name: 'cutOff', profile: 'cutOff', isTrusted: true, extension: 'source' },
  { name: 'scopes', profile: 'scopes', isTrusted: true, extension: 'source', workspace: 'many' },
  {
    name: 'twoWindows',
    profile: 'twoWindows',
    isTrusted: true,
    extension: 'source',
    notOnDesktop: 'it shows the window that has the workspace instead of opening a second one',
  },
  {
    name: 'german',
    profile: 'german',
    isTrusted: true,
    extension: 'source',
    language: 'de',
    notOnDesktop: 'its language comes from a language pack of the marketplace',
  },
  { name: 'packaged', profile: 'packaged', isTrusted: true, extension: 'vsix' },
];

/** Words of the titles of the tests to run; all run without it. */
export const testFilterVariable = 'FLASH_REVIEW_TESTS';

/** Names the folder of a suite's bundled tests, in the extension host's environment. */
export const testsFolderVariable = 'FLASH_REVIEW_HOST_TESTS';

/** Names the folder of this checkout there: a bundled test does not lie beside its source. */
export const checkoutVariable = 'FLASH_REVIEW_CHECKOUT';

/** Names the user data folder of the running editor there. */
export const userDataVariable = 'FLASH_REVIEW_USER_DATA';
