import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { findFreePort } from './ports.ts';
import { keepPort, type Profile } from './profile.ts';

export interface ServerOptions {
  /** What `installServer` gave. */
  readonly serverFolder: string;
  readonly profile: Profile;
  /** The extension host's environment; the caller's own when left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Trusts every workspace without asking, whatever the settings say. */
  readonly disableWorkspaceTrust?: boolean;
}

/** A running VS Code server. Disposing ends it and every process it started. */
export interface EditorServer extends AsyncDisposable {
  readonly port: number;
  /** What the server printed so far. */
  output(): string;
  /** Settles when the process ends, also by itself. */
  readonly ended: Promise<void>;
}

const readyMs = 60_000;
const endMs = 4_000;

/** Starts the server and waits until it listens. Throws with its output when it does not. */
export async function startServer(options: ServerOptions): Promise<EditorServer> {
  const { profile } = options;
  const port = await keepPort(profile, await findFreePort());
  const args = [
    join(options.serverFolder, 'out', 'server-main.js'),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    // Lets the workbench load an extension under development and report back to the page.
    '--enable-smoke-test-driver',
    ...(options.disableWorkspaceTrust === true ? ['--disable-workspace-trust'] : []),
    '--user-data-dir',
    profile.userDataDir,
    '--extensions-dir',
    profile.extensionsDir,
    '--server-data-dir',
    join(profile.userDataDir, 'server'),
  ];
  // A process group of its own, so that ending it reaches the extension host and what that started.
  const child = spawn(process.execPath, args, {
    // No gallery: a run must not reach for a marketplace.
    env: { EXTENSIONS_GALLERY: '{}', ...(options.env ?? process.env) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  const keep = (data: Buffer): void => {
    output = (output + data.toString()).slice(-100_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  // Leaves nothing behind when this process ends without disposing, by Ctrl-C for one.
  const killNow = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', killNow);
  const stop = async (): Promise<void> => {
    signalGroup(child, 'SIGTERM');
    await Promise.race([ended, wait(endMs)]);
    killNow();
    process.removeListener('exit', killNow);
  };
  const isReady = await waitUntilReady(child, ended);
  if (!isReady) {
    await stop();
    throw new Error(`The VS Code server did not start on port ${port}:\n${output.trim()}`);
  }
  return { port, ended, output: () => output, [Symbol.asyncDispose]: stop };
}

async function waitUntilReady(child: ChildProcess, ended: Promise<void>): Promise<boolean> {
  const listening = new Promise<boolean>((resolve) => {
    let seen = '';
    child.stdout?.on('data', (data: Buffer) => {
      seen += data.toString();
      if (seen.includes('Extension host agent listening on')) resolve(true);
    });
  });
  return Promise.race([listening, ended.then(() => false), wait(readyMs).then(() => false)]);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // It has ended already.
  }
}

async function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
