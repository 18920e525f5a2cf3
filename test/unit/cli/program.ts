import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromJSONSchema } from 'zod';
import type { Emulator } from '../../emulator/emulator.ts';
import {
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../node/temporaryRepository.ts';

/** The file that is started. */
export const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

/** Looks like one, and is none. */
export const key = 'AIzaSyTESTTESTTESTTESTTESTTESTTESTTEST0';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Call {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each piece of output, and with the process. */
  readonly watch?: (piece: string, child: ChildProcess) => void;
}

/** Runs the real program to its end, with nothing of this process's environment but the PATH. */
export async function runProgram(args: readonly string[], { cwd, env = {}, watch }: Call): Promise<Ended> {
  using home = temporaryFolder();
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: home.root,
      FLASH_REVIEW_STATE: `${home.root}/state`,
      // The same sources are read many times.
      NODE_COMPILE_CACHE: join(tmpdir(), 'flash-review-compile-cache'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece;
    watch?.(piece, child);
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    err += piece;
    watch?.(piece, child);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { code, out, err };
}

/** The way to the stand-in, with a key. A review is one answer: nothing is asked about its findings, none is held back. */
export function towards({ url }: Emulator): Readonly<Record<string, string>> {
  return {
    ...asUsualTowards(url),
    FLASH_REVIEW_VERIFY: 'off',
    FLASH_REVIEW_FIXES: 'withFindings',
    FLASH_REVIEW_OUTSIDE_CHANGE: 'show',
  };
}

/** The same, with every setting at its default. */
export function asUsualTowards(url: string): Readonly<Record<string, string>> {
  return { GEMINI_API_KEY: key, FLASH_REVIEW_ENDPOINT: url };
}

export const cartBefore = `export function total(items: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < items.length; index++) {
    sum += items[index] ?? 0;
  }
  return sum;
}
`;

export const cartAfter = cartBefore.replace('index < items', 'index <= items');

/** What the scripted model says of the changed cart, on the wire. */
export const offByOne = {
  file: 'src/cart.ts',
  line: 3,
  endLine: 3,
  quote: '  for (let index = 0; index <= items.length; index++) {',
  severity: 'high',
  category: 'bug',
  rule: 'off-by-one',
  title: 'The last step reads past the end',
  explanation: 'With one item, index 1 is undefined.',
  confidence: 0.95,
  replacement: '  for (let index = 0; index < items.length; index++) {',
};

export const inOtherWords = {
  ...offByOne,
  category: 'error-handling',
  title: 'The loop reads one item past the end',
  explanation: 'The last index is undefined, with one item already.',
};

export const slowSum = {
  ...offByOne,
  line: 4,
  endLine: 4,
  quote: '    sum += items[index] ?? 0;',
  severity: 'low',
  category: 'performance',
  rule: 'slow-sum',
  title: 'The sum could be shorter',
  explanation: 'Array.prototype.reduce says the same.',
  replacement: null,
};

export function answerOf(...findings: readonly object[]): string {
  return JSON.stringify({ findings });
}

/** A repository with one commit, and a mistake that is not committed. */
export function changedCart(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.write('src/cart.ts', cartBefore);
  repository.write('src/other.ts', 'export const other = 1;\n');
  repository.commitAll();
  repository.write('src/cart.ts', cartAfter);
  return repository;
}

/** The documented schema, with what it takes from the one beside it. */
export function documentedSchema(name: 'report' | 'event' | 'plan') {
  const { $defs } = readSchema('report');
  return fromJSONSchema({ $defs, ...readSchema(name) } as Parameters<typeof fromJSONSchema>[0]);
}

function readSchema(name: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`../../../docs/schemas/${name}.schema.json`, import.meta.url), 'utf8');
  return JSON.parse(text.replaceAll('report.schema.json#', '#')) as Readonly<Record<string, unknown>>;
}
