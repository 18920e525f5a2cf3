import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

describe('the npm package of the command line', () => {
  it('holds every bundle that the command line loads, and no other', () => {
    const loaded = new Set<string>();
    const load = (bundle: string): void => {
      if (loaded.has(bundle)) return;
      loaded.add(bundle);
      for (const [, other = ''] of read(`dist/${bundle}`).matchAll(/["'`](?:\.\/)?(\w+\.cjs)["'`]/g))
        load(other);
    };
    load('cli.cjs');
    assert.ok(loaded.has('gemini.cjs') && loaded.has('readWorker.cjs'));
    const packed = [...read('.npmignore').matchAll(/^!\/dist\/(\w+\.cjs)$/gm)].map(([, file = '']) => file);
    assert.deepEqual(packed.toSorted(), [...loaded].toSorted());
  });
});
