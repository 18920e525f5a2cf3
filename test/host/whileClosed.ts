import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './sampleProject.ts';

/** As a file manager would do it, and with a line more. */
export async function moveDiscount(workspace: string): Promise<void> {
  const moved = join(workspace, 'src/prices/discount.ts');
  await mkdir(join(workspace, 'src/prices'), { recursive: true });
  await rename(join(workspace, 'src/discount.ts'), moved);
  await writeFile(moved, `// moved while nobody looked\n${await readFile(moved, 'utf8')}`);
}

/** With so much below that git alone can tell that it is the same file. */
export async function moveCart(workspace: string): Promise<void> {
  await git(workspace, 'mv', 'src/cart.ts', 'src/basket.ts');
  await appendFile(
    join(workspace, 'src/basket.ts'),
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `//${n}\n`).join(''),
  );
  await git(workspace, 'commit', '--quiet', '--all', '--message=Move the cart');
}
