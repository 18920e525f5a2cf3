import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isOpen, type ReportedFinding } from '../src/core/report/reviewReport.ts';
import type { ReportEvent } from '../src/core/report/ndjson.ts';
import type { LiveCase } from './liveCases.ts';
import type { LiveAnswer } from './liveScore.ts';

const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

export type LiveOutcome =
  | { readonly kind: 'answered'; readonly answer: LiveAnswer }
  /** `reason` is the kind of the failure; `cost` what was spent all the same, in dollars. */
  | { readonly kind: 'failed'; readonly reason: string; readonly message: string; readonly cost: number };

/** Has the real program review one case in a repository of its own, for so many dollars at most. */
export async function reviewLive(one: LiveCase, maxCost: number): Promise<LiveOutcome> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-live-')));
  try {
    layOut(root, one);
    return await review(root, one, maxCost);
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The state before is committed, the one after lies on top. */
function layOut(root: string, { before, after, diff }: LiveCase): void {
  const git = (args: readonly string[], input?: string): Buffer =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'core.autocrlf=false', ...args],
      {
        cwd: root,
        input: input ?? '',
        env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
  git(['init', '--quiet']);
  write(root, before ?? after);
  // Some files of a diff are not kept in the corpus: each of the others is led back by itself.
  for (const block of (diff ?? '')
    .split(/^(?=diff --git )/m)
    .filter((text) => text.startsWith('diff --git ')))
    try {
      git(['apply', '--reverse', '--whitespace=nowarn', '-'], block);
    } catch {
      continue;
    }
  git(['add', '--all']);
  git(['commit', '--quiet', '--allow-empty', '--message=before']);
  write(root, after);
}

function write(root: string, texts: ReadonlyMap<string, string>): void {
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function review(root: string, { name }: LiveCase, maxCost: number): Promise<LiveOutcome> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, '--format', 'ndjson', '--max-cost', String(maxCost)], {
    cwd: root,
    env: { ...process.env, FLASH_REVIEW_STATE: join(root, '.git', 'state') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [complaint, first]: [string, number | null] = ['', null];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const findings = new Map<string, ReportedFinding>();
  let end: Extract<ReportEvent, { kind: 'finished' }> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as ReportEvent;
    if (event.kind === 'finding') {
      first ??= Math.round(performance.now() - started);
      findings.set(event.finding.fingerprint, event.finding);
    }
    if (event.kind === 'finished') end = event;
  }
  const cost = end?.cost ?? null;
  if (end?.outcome.kind !== 'completed' && end?.outcome.kind !== 'nothing-to-review') {
    const failure = end?.outcome.kind === 'failed' ? end.outcome.failure : undefined;
    const message = failure?.message ?? complaint.trim();
    return { kind: 'failed', reason: failure?.kind ?? 'no-report', message, cost: cost ?? 0 };
  }
  const open = [...findings.values()].filter(isOpen);
  const placed = open.flatMap(({ file, title, place }) =>
    place === undefined ? [] : [{ path: file, from: place.startLine, to: place.endLine, title }],
  );
  return {
    kind: 'answered',
    answer: {
      name,
      findings: placed,
      unplaced: open.length - placed.length,
      cost,
      firstFindingMs: first,
      model: end.modelVersion ?? null,
    },
  };
}
