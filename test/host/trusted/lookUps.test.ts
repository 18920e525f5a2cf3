import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { SymbolPlace } from '../../../src/core/ports.ts';
import {
  emptyLedger,
  ledgerChildren,
  ledgerGroups,
  ledgerItem,
} from '../../../src/vscode/view/ledgerItems.ts';
import { symbolPlaces } from '../../../src/vscode/review/symbolPlaces.ts';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';
import { bodyOf, setSetting } from '../savedFiles.ts';

/** No language service of the editor's own knows files of this kind. */
const kind = { pattern: '**/*.words' };
const caller = 'src/caller.words';
const begun = new AbortController().signal;

const rangeAt = (line: number) => new vscode.Range(line, 0, line, 5);

/** A language service of one name: it is defined in a committed file and used in another. */
function knowPriceOf(session: ReviewSession, asked: vscode.Position[] = []): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(kind, {
      provideDefinition: (_, position) => {
        asked.push(position);
        const targetUri = session.uri('src/greet.ts');
        return [{ targetUri, targetRange: rangeAt(0), targetSelectionRange: rangeAt(1) }];
      },
    }),
    vscode.languages.registerReferenceProvider(kind, {
      provideReferences: () => [
        new vscode.Location(session.uri('tsconfig.json'), rangeAt(0)),
        new vscode.Location(vscode.Uri.parse('untitled:elsewhere'), rangeAt(0)),
      ],
    }),
  );
}

describe('looking up names', () => {
  let session: ReviewSession;
  let root: string;
  const services: vscode.Disposable[] = [];
  const here = (line: number): SymbolPlace => ({ file: { root, path: caller }, line });
  beforeEach(async () => {
    session = await startReviewSession();
    root = session.path('.').replaceAll('\\', '/').replace(/\/$/, '');
    writeFileSync(session.path(caller), 'let sum = 0\nsum = priceOf(1)\n');
  });
  afterEach(async () => {
    for (const service of services.splice(0)) service.dispose();
    rmSync(session.path(caller), { force: true });
    await session[Symbol.asyncDispose]();
  });

  it('asks the language services at the name, wherever on its line it stands', async () => {
    const asked: vscode.Position[] = [];
    services.push(knowPriceOf(session, asked));
    const [definition, ...others] = await symbolPlaces.definitions('priceOf', here(2), begun);
    assert.deepEqual(others, []);
    assert.equal(`${definition?.file.root}/${definition?.file.path}`, `${root}/src/greet.ts`);
    assert.equal(definition?.line, 2, 'where its name stands, not where its range begins');
    assert.deepEqual(
      asked.map(({ line, character }) => [line, character]),
      [[1, 6]],
    );
  });

  it('hands on uses in files on disk, and no others', async () => {
    services.push(knowPriceOf(session));
    const uses = await symbolPlaces.references('priceOf', here(2), begun);
    assert.deepEqual(
      uses.map(({ file, line }) => [`${file.root}/${file.path}`, line]),
      [[`${root}/tsconfig.json`, 1]],
    );
  });

  it('asks nothing about a line that does not hold the name, or is not there', async () => {
    const asked: vscode.Position[] = [];
    services.push(knowPriceOf(session, asked));
    for (const line of [1, 40])
      assert.deepEqual(await symbolPlaces.definitions('priceOf', here(line), begun), []);
    assert.deepEqual(asked, []);
  });

  it('knows nothing where a service throws, is not there, or the file is missing', async () => {
    assert.deepEqual(await symbolPlaces.definitions('priceOf', here(2), begun), []);
    services.push(
      vscode.languages.registerDefinitionProvider(kind, {
        provideDefinition: () => {
          throw new Error('the language service of the tests fails');
        },
      }),
    );
    assert.deepEqual(await symbolPlaces.definitions('priceOf', here(2), begun), []);
    const missing = { file: { root, path: 'src/none.words' }, line: 1 };
    assert.deepEqual(await symbolPlaces.references('priceOf', missing, begun), []);
  });

  it('does not wait for a service after the review was stopped', async () => {
    const release = Promise.withResolvers<undefined>();
    const stop = new AbortController();
    services.push(
      vscode.languages.registerDefinitionProvider(kind, {
        provideDefinition: async () => {
          stop.abort();
          return release.promise;
        },
      }),
    );
    assert.deepEqual(await symbolPlaces.definitions('priceOf', here(2), stop.signal), []);
    release.resolve(undefined);
  });

  it('shows the model of a deep review what the language services know', async () => {
    services.push(knowPriceOf(session));
    for (const [name, value] of [
      ['effort', 'deep'],
      ['concurrentRequests', 1],
      ['confirmAboveCost', null],
    ] as const)
      await setSetting(name, value);
    try {
      const args = { name: 'priceOf', file: caller, line: 2 };
      session.service.script({
        kind: 'calls',
        calls: [
          { name: 'find_definitions', args },
          { name: 'find_references', args },
        ],
      });
      await session.review();
      const [, second] = session.service.requests;
      assert.ok(second);
      const told = bodyOf(second);
      assert.match(told, /functionResponse/);
      assert.match(told, /return `Hello, /, 'the lines of the definition');
      assert.match(told, /nodenext/, 'the line of the use');
    } finally {
      for (const name of ['effort', 'concurrentRequests', 'confirmAboveCost'])
        await setSetting(name, undefined);
    }
  });
});

describe('the ledger of the findings view', () => {
  it('names what was read as context in a group of its own, and opens it', () => {
    const ref = { root: '/project', path: 'src/price.ts' };
    const ledger = { ...emptyLedger, context: [ref] };
    const [group, ...others] = ledgerGroups(ledger);
    assert.ok(group);
    assert.deepEqual(others, []);
    const shown = ledgerItem(group, ledger);
    assert.deepEqual([shown.label, shown.description], ['Read as context', '1']);
    const [file] = ledgerChildren(group, ledger);
    assert.ok(file);
    const item = ledgerItem(file, ledger);
    assert.equal(item.resourceUri?.path, '/project/src/price.ts');
    assert.equal(item.command?.command, 'vscode.open');
    assert.deepEqual(ledgerChildren(file, ledger), []);
    assert.deepEqual(ledgerGroups(emptyLedger), []);
  });
});
