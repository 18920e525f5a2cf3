import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from './seededRandom.ts';

export interface LargeRepository extends Disposable {
  readonly root: string;
  readonly files: number;
}

/** Bytes of a file on average: 28,000 of them are 40 MB. */
const meanBytes = 1_430;

/**
 * A git repository of `files` text files, all in the index: folders up to six deep, sizes from a few lines to a few
 * thousand, six languages, tests beside their subjects, now and then a generated file, a lock file or something that
 * looks like a credential. The same for a seed.
 */
export function largeRepository(files: number, seed: number): LargeRepository {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-bench-')));
  const random = seededRandom(seed);
  const folders = folderNames(Math.max(1, Math.round(files / 12)), random);
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  const pool = sentencePool(random);
  for (let i = 0; i < files; i++) {
    const folder = folders[Math.floor(random() * folders.length)] ?? '';
    const language = pick(languages, random);
    // Every fifth file is the test of the one before it in name.
    const name = `${pick(nouns, random)}${i}${i % 5 === 4 ? language.test : ''}.${language.ending}`;
    writeFileSync(join(root, folder, name), codeText(sizeOf(random), language, pool, random, i));
  }
  writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3 }\n');
  writeFileSync(join(root, '.aiexclude'), 'private/\n*.secret\n');
  writeFileSync(join(root, '.gitattributes'), '*.pb.go linguist-generated\n/vendor/** linguist-vendored\n');
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, {
      cwd: root,
      env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    });
  git('init', '--quiet');
  git('add', '--all');
  return { root, files: files + 3, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

interface Language {
  readonly ending: string;
  /** Behind the name of a test file. */
  readonly test: string;
  readonly comment: string;
  readonly open: string;
  readonly close: string;
}

const languages: readonly Language[] = [
  { ending: 'ts', test: '.test', comment: '//', open: ' {', close: '}' },
  { ending: 'py', test: '_test', comment: '#', open: ':', close: '' },
  { ending: 'go', test: '_test', comment: '//', open: ' {', close: '}' },
  { ending: 'java', test: 'Test', comment: '//', open: ' {', close: '}' },
  { ending: 'rs', test: '_test', comment: '//', open: ' {', close: '}' },
  { ending: 'c', test: '_test', comment: '//', open: ' {', close: '}' },
];
const nouns =
  'account balance buffer cache client cursor document editor entry event field filter frame graph handler index invoice journal layout ledger loader message model order packet parser payment planner query queue record render report request response router schema server season socket source state stream table ticket transfer tree user value vector view window worker'.split(
    ' ',
  );
const verbs =
  'add apply build check close collect compare compute copy create decode drop emit encode fetch find flush merge move open parse push read remove render resolve send set sort split store sync update validate wait write'.split(
    ' ',
  );

function folderNames(count: number, random: () => number): readonly string[] {
  const names = new Set(['']);
  const all = [''];
  while (all.length < count) {
    const above = pick(all, random);
    if (above.split('/').length > 6) continue;
    const name = `${above === '' ? '' : `${above}/`}${pick(nouns, random)}${names.size % 40}`;
    if (names.has(name)) continue;
    names.add(name);
    all.push(name);
  }
  return all;
}

/** Bytes: most files are small, some are very large, as in real projects. */
function sizeOf(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const spread = 1.1;
  const scale = meanBytes / Math.exp((spread * spread) / 2);
  return Math.min(200_000, Math.max(40, scale * Math.exp(spread * normal)));
}

/** Statements to draw from, so that making a text costs less than writing it. */
function sentencePool(random: () => number): readonly string[] {
  const camel = () => {
    const noun = pick(nouns, random);
    return `${pick(verbs, random)}${noun.slice(0, 1).toUpperCase()}${noun.slice(1)}`;
  };
  const statements = [
    () => `const ${pick(nouns, random)} = ${camel()}(${pick(nouns, random)}, ${Math.floor(random() * 500)});`,
    () => `if (${pick(nouns, random)}.${pick(nouns, random)} !== ${pick(nouns, random)}.length) return null;`,
    () => `this.${pick(nouns, random)}.${camel()}("${pick(nouns, random)} ${pick(verbs, random)}");`,
    () => `// ${pick(verbs, random)} the ${pick(nouns, random)} before the ${pick(nouns, random)} is gone`,
    () => `for (const ${pick(nouns, random)} of ${camel()}()) ${camel()}(${pick(nouns, random)});`,
    () => `return ${camel()}(${pick(nouns, random)}) ?? "${pick(nouns, random)} and ${pick(nouns, random)}";`,
    () => '',
  ];
  return Array.from({ length: 4_000 }, () => pick(statements, random)());
}

function codeText(
  bytes: number,
  { comment, open, close }: Language,
  pool: readonly string[],
  random: () => number,
  number: number,
): string {
  const lines: string[] = [];
  if (number % 400 === 7) lines.push(`${comment} Code generated by a tool. DO NOT EDIT.`);
  lines.push(`${comment} ${pick(nouns, random)} number ${number}`);
  if (number % 30 === 3) lines.push(`${comment} Größe und Maß – ${pick(nouns, random)}`);
  if (number % 300 === 11) lines.push(`password = "${randomToken(random)}"`);
  for (let length = 40; length < bytes;) {
    const body = Array.from({ length: 2 + Math.floor(random() * 12) }, () => `  ${pick(pool, random)}`);
    const head = `function ${pick(verbs, random)}_${Math.floor(random() * 1e6)}(${pick(nouns, random)})${open}`;
    const definition = [head, ...body, close, ''].join('\n');
    lines.push(definition);
    length += definition.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

function randomToken(random: () => number): string {
  return Array.from({ length: 20 }, () => Math.floor(random() * 36).toString(36)).join('');
}

function pick<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to draw from');
  return value;
}
