import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findRenamedFile } from '../../../src/node/renamedFile.ts';

const text = Array.from({ length: 20 }, (_, line) => `const value${line} = read(${line});`).join('\n');
const edited = `// moved\n${text.replace('read(3)', 'load(3)')}`;
const unlike = Array.from({ length: 20 }, (_, line) => `call${line}();`).join('\n');

describe('a file that is not at its path any more', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-renames-'))).replaceAll('\\', '/');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, content: string | Uint8Array): string => {
    const full = `${root}/${path}`;
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  };
  const find = async (...created: readonly string[]) => findRenamedFile(`${root}/src/a.ts`, text, created);

  it('is found under another name by what it holds, edited or not', async () => {
    const [other, renamed] = [write('src/a.ts2', unlike), write('lib/b.js', edited)];
    assert.equal(await find(other, renamed), renamed);
    const whole = write('lib/c.js', text);
    assert.equal(await find(renamed, whole), whole);
  });

  it('is found in a folder that was renamed', async () => {
    write('lib/deep/a.ts', unlike);
    const renamed = write('lib/a.ts', edited);
    assert.equal(await find(`${root}/lib`), renamed);
  });

  it('is not taken for a file that is unlike it, binary, far too large or gone again', async () => {
    const created = [
      write('src/b.ts', unlike),
      write('src/c.ts', new Uint8Array([0, 1, 2])),
      write('src/d.ts', text.repeat(100)),
      `${root}/src/none.ts`,
    ];
    assert.equal(await find(...created), undefined);
    assert.equal(await find(), undefined);
  });
});
