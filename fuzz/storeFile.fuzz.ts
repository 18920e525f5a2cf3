import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { FindingStore } from '../src/core/findings/findingStore.ts';
import { parseStoredFindings } from '../src/core/findings/storedFindings.ts';
import { loadJson, writeText } from '../src/node/fileStore.ts';
import { anyFinding } from './findings.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { damage, json } from './texts.ts';

const findings = fc.uniqueArray(anyFinding, { selector: ({ id }) => id, maxLength: 6 });

const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).toSorted();

export const target: FuzzTarget = {
  name: 'storeFile',
  properties: {
    'what is kept comes back as it was': holds(
      fc.property(findings, (list) => {
        const kept = JSON.parse(JSON.stringify({ version: 2, findings: list })) as unknown;
        assert.deepEqual(parseStoredFindings(kept), { version: 2, findings: list });
      }),
    ),
    'a store loads it whole, and gives it out again': holds(
      fc.property(findings, (list) => {
        const store = new FindingStore();
        store.load({ version: 2, findings: list });
        assert.deepEqual(ids(store.all()), ids(list));
        const again = new FindingStore();
        again.load(store.snapshot());
        assert.deepEqual(again.snapshot(), store.snapshot());
      }),
    ),
    'a file that holds anything else is set aside whole, and nothing throws': holds(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          json.map((value) => Buffer.from(JSON.stringify(value))),
          fc
            .tuple(findings, damage)
            .map(([list, strike]) => Buffer.from(strike(JSON.stringify({ version: 2, findings: list })))),
        ),
        async (content) => {
          const folder = mkdtempSync(join(tmpdir(), 'flash-review-fuzz-'));
          try {
            const file = join(folder, 'findings.json');
            writeFileSync(file, content);
            const loaded = await loadJson(file, parseStoredFindings);
            assert.notEqual(loaded.kind, 'missing');
            if (loaded.kind === 'damaged') assert.deepEqual(readFileSync(loaded.asidePath), content);
            if (loaded.kind === 'value') new FindingStore().load(loaded.value);
            await writeText(file, '{"version":2,"findings":[]}');
            assert.equal((await loadJson(file, parseStoredFindings)).kind, 'value');
          } finally {
            rmSync(folder, { recursive: true });
          }
        },
      ),
    ),
  },
};
