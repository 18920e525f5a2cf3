import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { standardSelection } from '../../../src/core/collect/standardSelection.ts';
import type { SymbolPlaces } from '../../../src/core/ports.ts';
import { gatherMaterial } from '../../../src/core/review/gatherMaterial.ts';
import { maskReview, type MaskedReview } from '../../../src/core/review/maskedReview.ts';
import { openContext } from '../../../src/core/review/openContext.ts';
import type { Scope } from '../../../src/core/scope.ts';
import type { Toolbox } from '../../../src/core/toolbox.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createImageReader } from '../../../src/node/imageFile.ts';
import { createRepositoryReader } from '../../../src/node/repositoryReader.ts';
import { createSecretScanner } from '../../../src/node/secretScanner.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { createSyntax } from '../../../src/node/syntaxTrees.ts';
import { temporaryFolder, temporaryRepository, type TemporaryRepository } from './temporaryRepository.ts';

const grammars = fileURLToPath(
  new URL('../../../node_modules/@vscode/tree-sitter-wasm/wasm', import.meta.url),
);
// Made up, in the form of a token that scanners know.
const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');

describe('what a model may look up', () => {
  const syntax = createSyntax({ folder: grammars });
  after(() => syntax[Symbol.dispose]());
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = temporaryRepository();
    repository.write(
      'src/price.ts',
      'export function priceOf(item: string): number {\n  return item.length;\n}\n',
    );
    repository.write('src/cart.ts', "import { priceOf } from './price';\nconst sum = priceOf('a');\n");
    repository.write('src/config.ts', `export const key = '${token}';\nexport const name = 'shop';\n`);
    repository.write('secret/plan.ts', 'const plan = priceOf;\n');
    repository.write('.aiexclude', 'secret/\n');
    repository.write('.gitignore', 'out/\n');
    repository.write('out/built.js', 'priceOf();\n');
    repository.write(
      'deploy.pem',
      '-----BEGIN PRIVATE KEY-----\nMIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAwggE8AgEA\n-----END PRIVATE KEY-----\n',
    );
    repository.commitAll();
    repository.write('src/cart.ts', "import { priceOf } from './price';\nconst sum = priceOf('b');\n");
  });
  afterEach(() => repository[Symbol.dispose]());

  async function open(
    options: { scope?: Scope; symbols?: SymbolPlaces; folders?: string[]; unsaved?: [string, string] } = {},
  ): Promise<{ ask: (name: string, args: unknown) => ReturnType<Toolbox['run']>; masked: MaskedReview }> {
    const { root } = repository;
    const scope = options.scope ?? { kind: 'working-changes', roots: [root] };
    const source = createGitRepository({ root, gitPath: 'git', maxFileBytes: 1_000_000 });
    const wishes = {
      exclude: {},
      maxBytes: 1_000_000,
      allow: new Set<string>(),
      ...(options.folders === undefined ? {} : { folders: options.folders }),
    };
    const overlay = { texts: new Map(options.unsaved === undefined ? [] : [options.unsaved]) };
    const { signal } = new AbortController();
    const secrets = createSecretScanner();
    const gathered = await gatherMaterial(
      { scope, selection: { ...wishes, folders: [root] }, instructions: '' },
      {
        sources: [source],
        overlay,
        syntax,
        readImage: createImageReader('git'),
        readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes: 1_000_000 }),
      },
      signal,
    );
    assert.ok(gathered.ok);
    const material = gathered.value;
    const masking = { allowed: new Set<string>(), hash: sha256 };
    const nothing = { diagnostics: [], dismissed: [] };
    const masked = await maskReview(material, nothing, secrets, masking, signal);
    assert.ok(masked !== undefined);
    const toolbox = openContext(scope, material.files, masked, standardSelection(wishes), {
      sources: [source],
      overlay,
      syntax,
      ...(options.symbols === undefined ? {} : { symbols: options.symbols }),
    });
    return { masked, ask: async (name, args) => toolbox.run({ name, args }, signal) };
  }

  it('reads lines of any file that a review may send, numbered, and says which', async () => {
    const { ask } = await open();
    const { output, isError, shown } = await ask('read_lines', { file: 'src/price.ts', start: 2, end: 3 });
    assert.equal(isError, false);
    assert.equal(
      output,
      '=== "src/price.ts" lines 2 to 3 of 4 ===\n     2 |   return item.length;\n     3 | }',
    );
    assert.deepEqual(shown, [{ root: repository.root, path: 'src/price.ts' }]);
    assert.match((await ask('read_lines', { file: './src/price.ts' })).output, /lines 1 to 4 of 4/);
    assert.match((await ask('read_lines', { file: 'src/price.ts', start: '99' })).output, /only 4 lines/);
  });

  it('shows the files under review as they are reviewed, unsaved text included', async () => {
    const { ask } = await open({ unsaved: [`${repository.root}/src/cart.ts`, 'const unsaved = 1;\n'] });
    assert.match((await ask('read_lines', { file: 'src/cart.ts' })).output, /const unsaved = 1/);
  });

  it('shows files as they are in the commit under review', async () => {
    repository.write('src/price.ts', 'export const later = 1;\n');
    const { ask } = await open({ scope: { kind: 'commit', root: repository.root, revision: 'HEAD' } });
    assert.match((await ask('read_lines', { file: 'src/price.ts' })).output, /function priceOf/);
    const { ask: staged } = await open({ scope: { kind: 'staged', roots: [repository.root] } });
    assert.match((await staged('read_lines', { file: 'src/price.ts' })).output, /function priceOf/);
  });

  it('keeps out what a review keeps out: ignored, excluded, outside, links, private keys', async () => {
    using outside = temporaryFolder();
    outside.write('far.ts', 'priceOf far away\n');
    symlinkSync(join(outside.root, 'far.ts'), join(repository.root, 'src/link.ts'));
    symlinkSync(outside.root, join(repository.root, 'linked'));
    const { ask } = await open();
    for (const file of [
      'secret/plan.ts',
      'out/built.js',
      'src/link.ts',
      'linked/far.ts',
      'deploy.pem',
      '.git/config',
      '../../etc/passwd',
      '/etc/passwd',
      join(outside.root, 'far.ts'),
    ]) {
      const { isError, shown } = await ask('read_lines', { file });
      assert.equal(isError, true, file);
      assert.deepEqual(shown, [], file);
    }
    const { output } = await ask('search', { text: 'priceOf' });
    for (const file of ['secret/', 'out/', 'link', 'far']) assert.ok(!output.includes(file), file);
    assert.match(output, /src\/cart\.ts/);
    const listed = (await ask('list_files', {})).output;
    for (const name of ['secret/plan.ts', 'out/built.js', '.git/']) assert.ok(!listed.includes(name), name);
  });

  it('stays within the folders that are open', async () => {
    const { ask } = await open({ folders: [`${repository.root}/secret`] });
    assert.equal((await ask('read_lines', { file: 'src/price.ts' })).isError, true);
    // What is under review is sent anyhow.
    assert.equal((await ask('read_lines', { file: 'src/cart.ts' })).isError, false);
  });

  it('masks secrets, tells which, and lets none be spelled out by searching for it', async () => {
    const { ask, masked } = await open();
    assert.equal(masked.found.length, 0);
    const { output } = await ask('read_lines', { file: 'src/config.ts' });
    assert.match(output, /key = 'MASKED_SECRET_1_'/);
    assert.ok(!output.includes(token));
    assert.deepEqual(
      masked.found.map(({ place }) => place),
      [
        {
          kind: 'file',
          ref: { root: repository.root, path: 'src/config.ts' },
          line: 1,
          removed: false,
        },
      ],
    );
    const nothing = 'Nothing was found.';
    assert.equal((await ask('search', { text: token })).output, nothing);
    assert.equal((await ask('search', { text: token.slice(0, 8) })).output, nothing);
    assert.equal((await ask('find_references', { name: token })).output, nothing);
    assert.match((await ask('search', { text: 'export const key' })).output, /MASKED_SECRET_1_/);
    const raw = {
      file: 'src/cart.ts',
      quote: "const key = 'MASKED_SECRET_1_';",
      severity: 'low',
      category: 'bug',
      title: 't',
      explanation: 'e',
      confidence: 1,
      replacement: null,
      repaired: false,
    } as const;
    assert.equal(masked.unmask(raw).quote, `const key = '${token}';`);
  });

  it('withholds a file whose words could pass for our placeholders, whichever is read first', async () => {
    repository.write('src/trap.ts', 'const x = "MASKED_SECRET_1_";\n');
    repository.commitAll();
    repository.write('src/cart.ts', 'const changed = 1;\n');
    const { ask } = await open();
    assert.equal((await ask('read_lines', { file: 'src/trap.ts' })).isError, true);
    await ask('read_lines', { file: 'src/config.ts' });
    assert.equal((await ask('read_lines', { file: 'src/trap.ts' })).isError, true);
  });

  it('finds definitions and references by the parser and by words where there is no editor', async () => {
    const { ask } = await open();
    const defined = (await ask('find_definitions', { name: 'priceOf' })).output;
    assert.match(defined, /=== "src\/price\.ts" ===\n {5}1 \| export function priceOf/);
    assert.doesNotMatch(defined, /cart\.ts/);
    const used = (await ask('find_references', { name: 'priceOf' })).output;
    assert.match(used, /"src\/cart\.ts" ===\n {5}1 \| import \{ priceOf \}[^\n]*\n {5}2 \| const sum/);
    assert.equal((await ask('find_references', { name: 'rice' })).output, 'Nothing was found.');
  });

  it('asks the language services where there are some, and shows of their places what it may', async () => {
    const { root } = repository;
    const asked: unknown[] = [];
    const symbols: SymbolPlaces = {
      definitions: async (name, at) => {
        asked.push([name, at]);
        return [
          { file: { root, path: 'src/price.ts' }, line: 1 },
          { file: { root, path: 'secret/plan.ts' }, line: 1 },
          { file: { root: '/usr/lib', path: 'lib.d.ts' }, line: 7 },
        ];
      },
      references: async () => [],
    };
    const { ask } = await open({ symbols });
    const { output } = await ask('find_definitions', { name: 'priceOf', file: 'src/cart.ts', line: 2 });
    assert.deepEqual(asked, [['priceOf', { file: { root, path: 'src/cart.ts' }, line: 2 }]]);
    assert.match(output, /"src\/price\.ts"/);
    assert.doesNotMatch(output, /plan|lib\.d\.ts/);
    assert.match(output, /2 more outside of the files that may be shown/);
    assert.match(
      (await ask('find_references', { name: 'priceOf', file: 'src/cart.ts', line: 2 })).output,
      /cart/,
    );
  });

  it('answers wrong arguments and unknown functions with what is wrong', async () => {
    const { ask } = await open();
    for (const [name, args, expected] of [
      ['read_lines', {}, /see “file”/],
      ['read_lines', '{"file": "src/pri', /not as declared/],
      ['read_lines', { file: 'src/price.ts', start: 'x' }, /see “start”/],
      ['read_lines', { file: ['a'] }, /see “file”/],
      ['read_lines', null, /not as declared/],
      ['search', { text: '\n' }, /nothing to look for/],
      ['delete_all', {}, /no such function/],
    ] as const) {
      const { output, isError } = await ask(name, args);
      assert.equal(isError, true, JSON.stringify(args));
      assert.match(output, expected);
    }
  });

  it('lists folders in place of too many names', async () => {
    for (let index = 0; index < 410; index++) repository.write(`many/part${index % 3}/f${index}.ts`, '\n');
    const { ask } = await open();
    const { output } = await ask('list_files', {});
    assert.match(output, /"many\/" \(410 files\)/);
    assert.match((await ask('list_files', { folder: 'many' })).output, /"many\/part0\/" \(137 files\)/);
    assert.match((await ask('list_files', { folder: 'many/part1/' })).output, /"many\/part1\/f1\.ts"/);
  });
});
