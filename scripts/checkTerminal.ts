// `npm run check:terminal -- NODE`: the built command line on another Node, its oldest in the workflow, in the sample
// repository against the stand-in. Ends with 1 at the first thing that is not as it should be.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { startEmulator } from '../test/emulator/emulator.ts';
import { checkout } from './editor/checkout.ts';
import { createSampleRepository } from './sampleRepository.ts';

const node = process.argv[2] ?? process.execPath;
const program = join(checkout, 'dist', 'cli.cjs');
const folder = await realpath(await mkdtemp(join(tmpdir(), 'flash-review-terminal-')));
await using stack = new AsyncDisposableStack();
stack.defer(async () => rm(folder, { recursive: true, force: true }));
const workspace = join(folder, 'corner-shop');
await createSampleRepository(workspace);
const model = stack.use(await startEmulator({ answer: { kind: 'review' } }));
const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  FLASH_REVIEW_STATE: join(folder, 'state'),
  FLASH_REVIEW_ENDPOINT: model.url,
  GEMINI_API_KEY: 'stand-in',
};

/** Its output, after it has ended as expected. */
async function ended(code: number, ...args: readonly string[]): Promise<string> {
  const child = spawn(node, [program, ...args], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (texts.out += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (texts.err += piece));
  const got = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  assert.equal(got, code, `flash-review ${args.join(' ')}: ${texts.err}`);
  console.log(`${String(code).padStart(3)}  flash-review ${args.join(' ')}`);
  return texts.out;
}

const { stdout: version } = await promisify(execFile)(node, ['--version']);
console.log(`Node ${version.trim()}, ${program}`);
// A look for secrets in threads, and a second look, are part of it.
const looksLikeKey = ['AKIA', 'IOSFODNN7ABCDEFG'].join('');
await writeFile(join(workspace, 'secrets.ts'), `export const key = "${looksLikeKey}";\n`);
assert.match(await ended(0, '--help'), /^Usage: flash-review/);
assert.match(await ended(0, '--version'), /^\d+\.\d+\.\d+\n$/);
assert.match(await ended(0, 'plan'), /No code was sent\.\n$/);
assert.ok((JSON.parse(await ended(0, 'plan', '--format', 'json')) as { tokens: number }).tokens > 0);
assert.match(await ended(1), /CRITICAL src\/orders\.ts:\d+:\d+ /);
assert.match(await ended(1, '--repo'), /1 secret masked/);
const formats = ['json', 'ndjson', 'sarif', 'rdjson', 'gitlab', 'github', 'markdown'];
for (const format of formats) assert.match(await ended(0, 'findings', '--format', format), /src\/orders\.ts/);
assert.equal((JSON.parse(await ended(1, '--format', 'json')) as { version: number }).version, 1);
assert.match(await ended(0, '--fix'), /\d+ fixed/);
assert.match(await ended(0, 'models'), /gemini-3\.5-flash/);
assert.match(await ended(0, 'usage'), /working-changes/);
await ended(2, 'mpc');

const client = new Client({ name: 'check', version: '0.0.0' });
await client.connect(
  new StdioClientTransport({ command: node, args: [program, 'mcp'], cwd: workspace, env }),
);
stack.defer(async () => client.close());
const planned = await client.callTool({ name: 'plan_review', arguments: { scope: 'staged' } });
assert.notEqual(planned.isError, true, JSON.stringify(planned));
console.log('     flash-review mcp');
console.log('The command line works on this Node.');
