import assert from 'node:assert/strict';
import { runProperty } from '../../../fuzz/runProperty.ts';
import { listTargets, loadTarget } from '../../../fuzz/targets.ts';

/** The same cases each time; `npm run fuzz` looks further. */
const seed = 20_261;
const runs = 60;

for (const target of await Promise.all(listTargets().map(loadTarget)))
  describe(`fuzzed: ${target.name}`, function () {
    this.timeout(60_000);
    for (const title of Object.keys(target.properties))
      it(title, async () => {
        assert.equal((await runProperty(target, title, { seed, runs })).failure, undefined);
      });
  });
