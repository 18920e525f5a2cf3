import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

describe('when the window closes', () => {
  it('a file with a kept finding is left with two more lines on top, for the restricted run', () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const cart = join(folder, 'src/cart.ts');
    writeFileSync(cart, `// changed while\n// nobody looked\n${readFileSync(cart, 'utf8')}`);
  });
});
