import { mkdir, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { runToSuccess } from '../../scripts/editor/runProcess.ts';

const committed: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "sample", "type": "module", "private": true }\n',
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true } }\n',
  'src/cart.ts': `export interface Item {
  readonly name: string;
  readonly price: number;
}

export function total(items: readonly Item[]): number {
  let sum = 0;
  for (let index = 0; index < items.length; index++) {
    sum += items[index]?.price ?? 0;
  }
  return sum;
}
`,
  'src/greet.ts': `export function greet(name: string): string {
  return \`Hello, \${name}\`;
}
`,
};

const changed: Readonly<Record<string, string>> = {
  'src/cart.ts': `export interface Item {
  readonly name: string;
  readonly price: number;
}

export function total(items: readonly Item[]): number {
  let sum = 0;
  for (let index = 0; index <= items.length; index++) {
    sum += items[index]!.price;
  }
  return sum;
}
`,
  'src/discount.ts': `export function discount(price: number, percent: number): number {
  return price - price * percent;
}
`,
};

/** A small TypeScript project with one commit, one changed file and one untracked file. */
export async function createSampleProject(folder: string): Promise<void> {
  await writeFiles(folder, committed);
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message=Begin');
  await writeFiles(folder, changed);
}

/** Writes files below a folder; missing folders are made. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Runs git in a folder with an identity of its own and nobody's configuration. */
export async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const identity = [
    '-c',
    'user.name=Sample',
    '-c',
    'user.email=sample@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  await runToSuccess('git', ['-C', folder, ...identity, ...args], {
    env: { ...withoutGit(process.env), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
  });
}

/** A variable such as GIT_DIR, set when this runs inside a git hook, would lead to another repository. */
function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
}
