import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, writeFiles } from './sampleProject.ts';

/**
 * A window with several folders, made below `base`; the result is the path of its `.code-workspace` file.
 * - `shop`: a repository on branch `feature`, two commits after `main`, with one staged, one unstaged and one
 *   untracked change, a lock file and a file that `.aiexclude` names;
 * - `shop-old`: a worktree of it at a detached head, with one change;
 * - `fresh`: a repository without a commit;
 * - `notes`: a plain folder, no git;
 * - `app`: a sub-folder of the repository `mono`, which is not opened itself.
 */
export async function createManyProjects(base: string): Promise<string> {
  await createShop(join(base, 'shop'));
  await git(join(base, 'shop'), 'worktree', 'add', '--quiet', '--detach', join(base, 'shop-old'), 'main');
  await writeFiles(join(base, 'shop-old'), { 'src/price.ts': price('old + 1') });

  await mkdir(join(base, 'fresh'), { recursive: true });
  await git(join(base, 'fresh'), 'init', '--quiet', '--initial-branch=main');
  await writeFiles(join(base, 'fresh'), { 'first.ts': 'export const first = 1;\n' });

  await writeFiles(join(base, 'notes'), {
    '.gitignore': 'drafts/\n',
    'todo.ts': 'export const todo = ["rest"];\n',
    'deep/idea.ts': 'export const idea = true;\n',
    'drafts/secret.ts': 'export const draft = 1;\n',
  });

  const mono = join(base, 'mono');
  await writeFiles(mono, { 'app/main.ts': 'export const app = 1;\n', 'other/x.ts': 'export const x = 1;\n' });
  await commitAll(mono, 'Begin');
  await writeFiles(mono, { 'app/main.ts': 'export const app = 2;\n', 'other/x.ts': 'export const x = 2;\n' });

  const workspace = join(base, 'many.code-workspace');
  const folders = ['shop', 'shop-old', 'fresh', 'notes', 'mono/app'].map((path) => ({ path }));
  await writeFile(workspace, JSON.stringify({ folders }));
  return workspace;
}

async function createShop(root: string): Promise<void> {
  await writeFiles(root, {
    'src/price.ts': price('base'),
    'src/tax.ts': 'export function tax(price: number): number {\n  return price * 0.2;\n}\n',
    'src/stock.ts': 'export const stock = 0;\n',
    'plans/next.ts': 'export const next = 1;\n',
    'package-lock.json': '{}\n',
    '.aiexclude': 'plans/\n',
  });
  await commitAll(root, 'Begin');
  await git(root, 'switch', '--quiet', '--create', 'feature');
  await writeFiles(root, { 'src/price.ts': price('base * 2') });
  await commitAll(root, 'Double the price');
  await writeFiles(root, { 'src/cart.ts': 'export const cart = [];\n' });
  await commitAll(root, 'Add a cart');
  await writeFiles(root, {
    'src/tax.ts': 'export function tax(price: number): number {\n  return price * 0.25;\n}\n',
  });
  await git(root, 'add', 'src/tax.ts');
  await writeFiles(root, {
    'src/stock.ts': 'export const stock = 7;\n',
    'src/new.ts': 'export const isNew = true;\n',
    'plans/next.ts': 'export const next = 2;\n',
    'package-lock.json': '{ "lockfileVersion": 3 }\n',
  });
}

function price(expression: string): string {
  return `export function price(base: number): number {\n  return ${expression};\n}\n`;
}

async function commitAll(root: string, message: string): Promise<void> {
  await git(root, 'init', '--quiet', '--initial-branch=main');
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', `--message=${message}`);
}
