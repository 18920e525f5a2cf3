import assert from 'node:assert/strict';
import { createIgnoreRules } from '../../../../src/core/collect/ignoreRules.ts';
import { ignoreFilePathsAbove, loadIgnoreFiles } from '../../../../src/core/collect/loadIgnoreFiles.ts';
import { readWorkTreeFile } from '../../../../src/node/workTreeFile.ts';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryRepository } from '../../node/temporaryRepository.ts';

const ruleFor = (
  files: Readonly<Record<string, string>>,
  exclude: Readonly<Record<string, boolean>> = {},
): ((path: string) => string | undefined) => {
  const rules = createIgnoreRules(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    exclude,
  );
  return (path) => {
    const reason = rules(path);
    return reason && `${reason.source}: ${reason.rule}`;
  };
};

describe('ignore rules', () => {
  it('name the file and the rule that leave a path out', () => {
    const rule = ruleFor({ '.aiexclude': '# keys\n\n*.pem\r\n/config/local/\n' });
    assert.equal(rule('deploy/server.pem'), '.aiexclude: *.pem');
    assert.equal(rule('config/local/a/b.json'), '.aiexclude: /config/local/');
    assert.equal(rule('src/config/local/b.json'), undefined);
    assert.equal(rule('# keys'), undefined);
  });

  it('are relative to the folder of their file, and the innermost wins', () => {
    const rule = ruleFor({
      'packages/shop/.aiexclude': '!*.sql\n/dump\nseed.sql\n',
      '.aiexclude': '*.sql\n',
    });
    assert.equal(rule('a.sql'), '.aiexclude: *.sql');
    assert.equal(rule('packages/shop/deep/a.sql'), undefined);
    assert.equal(rule('packages/shop/seed.sql'), 'packages/shop/.aiexclude: seed.sql');
    assert.equal(rule('packages/shop/dump'), 'packages/shop/.aiexclude: /dump');
    assert.equal(rule('packages/shop/src/dump'), undefined);
    assert.equal(rule('dump'), undefined);
  });

  it('let no inner file bring back what lies in an excluded folder', () => {
    const rule = ruleFor({ '.geminiignore': 'private/\n', 'private/.geminiignore': '!*\n' });
    assert.equal(rule('private/a.ts'), '.geminiignore: private/');
  });

  it('let neither kind of ignore file, nor the setting, bring back what another keeps out', () => {
    const rule = ruleFor({ '.aiexclude': '*.key\n', '.geminiignore': '!*.key\n' }, { '!*.key': true });
    assert.equal(rule('a.key'), '.aiexclude: *.key');
  });

  it('take the setting as patterns that can be switched off', () => {
    const rule = ruleFor({}, { '**/*.csv': true, '/docs': true, '*.md': false });
    assert.equal(rule('data/a.csv'), 'flashReview.exclude: **/*.csv');
    assert.equal(rule('docs/a/b.txt'), 'flashReview.exclude: /docs');
    assert.equal(rule('a.md'), undefined);
  });

  it('take the name of a folder literally', () => {
    const rule = ruleFor({ 'app/[id]/.aiexclude': 'x.ts\n', 'a*/.aiexclude': 'y.ts\n' });
    assert.equal(rule('app/[id]/x.ts'), 'app/[id]/.aiexclude: x.ts');
    assert.equal(rule('app/i/x.ts'), undefined);
    assert.equal(rule('a*/y.ts'), 'a*/.aiexclude: y.ts');
    assert.equal(rule('ab/y.ts'), undefined);
  });

  it('judge as git does, in nested files with all kinds of patterns', () => {
    using repository = temporaryRepository();
    const ignoreFiles = {
      '.gitignore':
        '*.log\n!keep.log\n/top\nbuild/\ndoc/*.txt\n**/tmp/**\n\\#hash\n\\!bang\nfoo\\ \nq?x\n[ab].c\n',
      'sub/.gitignore': '!*.log\nonly/\n/anchored\nx/y\n**\n!*.ts\n!*/\n',
      'sub/deep/.gitignore': 'a.ts\n!c.md\n',
      'odd/.gitignore': '/\n   \n#no\n\\#yes\n!\n*/inner\n',
    };
    const paths = [
      'a.log',
      'keep.log',
      'x/keep.log',
      'top',
      'x/top',
      'build/a',
      'x/build/b',
      'doc/a.txt',
      'doc/x/a.txt',
      'tmp/a',
      'x/tmp/y/z',
      '#hash',
      '!bang',
      'foo ',
      'foo',
      'qax',
      'q.x',
      'a.c',
      'c.c',
      'x/b.c',
      'sub/a.log',
      'sub/only/x',
      'sub/anchored',
      'sub/z/anchored',
      'sub/x/y',
      'sub/z/x/y',
      'sub/a.ts',
      'sub/b.md',
      'sub/q/a.ts',
      'sub/deep/a.ts',
      'sub/deep/b.ts',
      'sub/deep/c.md',
      'sub/deep/d.md',
      'odd/#no',
      'odd/#yes',
      'odd/a/inner',
      'odd/inner',
      'odd/a/b/inner',
      'odd/plain',
    ];
    for (const [path, text] of Object.entries(ignoreFiles)) repository.write(path, text);
    const listed = new Set(
      repository.git('-c', 'core.ignoreCase=false', 'check-ignore', '--no-index', ...paths).split('\n'),
    );
    const rule = ruleFor(
      Object.fromEntries(
        Object.entries(ignoreFiles).map(([path, text]) => [path.replace('.gitignore', '.aiexclude'), text]),
      ),
    );
    assert.deepEqual(
      paths.filter((path) => rule(path) !== undefined),
      paths.filter((path) => listed.has(path)),
    );
  });
});

describe('ignore files', () => {
  it('are looked for in the folders above changed files, each folder once', () => {
    assert.deepEqual(ignoreFilePathsAbove(['a/b/x.ts', 'a/b/y.ts', 'a/z.ts']), [
      '.aiexclude',
      '.geminiignore',
      'a/b/.aiexclude',
      'a/b/.geminiignore',
      'a/.aiexclude',
      'a/.geminiignore',
    ]);
  });

  it('keep out their whole folder when they are there and cannot be read', async () => {
    using repository = temporaryRepository();
    repository.write('shared', '*.md\n');
    repository.write('b/.geminiignore', '*.ts\n');
    repository.write('a/x.md', '');
    symlinkSync('../shared', join(repository.root, 'a/.aiexclude'));
    const source = {
      readWorkTree: async (path: string) => readWorkTreeFile(repository.root, path, 1_000_000),
    };
    const files = await loadIgnoreFiles(
      source,
      ignoreFilePathsAbove(['a/x.md', 'b/y.ts', 'b/z.md']),
      new AbortController().signal,
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      ['a/.aiexclude', 'b/.geminiignore'],
    );
    const rules = createIgnoreRules(files, {});
    assert.equal(rules('a/x.js')?.source, 'a/.aiexclude');
    assert.equal(rules('b/y.ts')?.rule, '*.ts');
    assert.equal(rules('b/z.md'), undefined);
  });
});
