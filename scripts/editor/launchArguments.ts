/** What desktop VS Code's command line says to do, as far as a test run needs it. Paths are absolute. */
export interface LaunchArguments {
  readonly developmentPaths: readonly string[];
  readonly testsPath: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** A folder or a `.code-workspace` file. */
  readonly workspace?: string;
  readonly disableWorkspaceTrust: boolean;
}

/** Flags of desktop VS Code that mean nothing to the server. */
const ignored = new Set([
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--disable-updates',
  '--skip-welcome',
  '--skip-release-notes',
  '--no-cached-data',
  '--disable-gpu',
  '--new-window',
]);

/** Throws on an argument it does not know: a test run must not silently mean something else. */
export function parseLaunchArguments(args: readonly string[]): LaunchArguments {
  const developmentPaths: string[] = [];
  const single = new Map<string, string>();
  let workspace: string | undefined;
  let disableWorkspaceTrust = false;
  for (const arg of args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      if (workspace !== undefined) throw new Error(`two workspaces: ${workspace} and ${arg}`);
      workspace = arg;
    } else if (name === 'extensionDevelopmentPath' && value !== undefined) developmentPaths.push(value);
    else if (name === 'disable-workspace-trust') disableWorkspaceTrust = true;
    else if (isValueName(name) && value !== undefined) single.set(name, value);
    else if (!ignored.has(arg)) throw new Error(`unknown argument ${arg}`);
  }
  const take = (name: (typeof valueNames)[number]): string => {
    const value = single.get(name);
    if (value === undefined) throw new Error(`--${name}= is missing`);
    return value;
  };
  return {
    developmentPaths,
    testsPath: take('extensionTestsPath'),
    userDataDir: take('user-data-dir'),
    extensionsDir: take('extensions-dir'),
    ...(workspace === undefined ? {} : { workspace }),
    disableWorkspaceTrust,
  };
}

const valueNames = ['extensionTestsPath', 'user-data-dir', 'extensions-dir'] as const;

function isValueName(name: string): name is (typeof valueNames)[number] {
  return (valueNames as readonly string[]).includes(name);
}
