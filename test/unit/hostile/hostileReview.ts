import { fileURLToPath } from 'node:url';
import type { Finding } from '../../../src/core/finding.ts';
import type { ModelClient } from '../../../src/core/modelClient.ts';
import type { Clock, Syntax } from '../../../src/core/ports.ts';
import {
  review,
  type ReviewEvent,
  type ReviewOutcome,
  type ReviewRequest,
} from '../../../src/core/review/review.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createImageReader } from '../../../src/node/imageFile.ts';
import { createRepositoryReader } from '../../../src/node/repositoryReader.ts';
import { createSecretScanner } from '../../../src/node/secretScanner.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { createSyntax } from '../../../src/node/syntaxTrees.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { oneAnswer } from '../review/oneAnswer.ts';

const grammars = fileURLToPath(
  new URL('../../../node_modules/@vscode/tree-sitter-wasm/wasm', import.meta.url),
);

export interface HostileReview {
  readonly events: readonly ReviewEvent[];
  readonly findings: readonly Finding[];
  readonly outcome: ReviewOutcome | undefined;
}

export interface HostileOptions {
  readonly client?: ModelClient;
  readonly scope?: Scope;
  readonly clock?: Clock;
  readonly deadlineMs?: number;
  readonly silenceMs?: number;
}

export function parser(): Syntax & Disposable {
  return createSyntax({ folder: grammars });
}

/** A review of a real repository with all its real parts, by the Gemini API at an address. */
export async function reviewHostile(
  root: string,
  endpoint: string,
  syntax: Syntax,
  options: HostileOptions = {},
): Promise<HostileReview> {
  const request: ReviewRequest = {
    id: 'r1',
    scope: options.scope ?? { kind: 'working-changes', roots: [] },
    instructions: '',
    maskingExceptions: new Set<string>(),
    selection: { exclude: {}, maxBytes: 1_000_000, allow: new Set<string>() },
    model: 'gemini-3.5-flash',
    ...oneAnswer,
    inputTokenBudget: 1_000_000,
    inputTokenLimit: 1_048_576,
    concurrentRequests: 2,
    silenceMs: options.silenceMs ?? 60_000,
    deadlineMs: options.deadlineMs ?? 600_000,
  };
  const ports = {
    sources: [createGitRepository({ root, gitPath: 'git' })],
    overlay: { texts: new Map<string, string>() },
    client: options.client ?? createGeminiClient({ apiKey: 'test', endpoint }),
    clock: options.clock ?? systemClock,
    secrets: createSecretScanner(),
    hash: sha256,
    readImage: createImageReader('git'),
    syntax,
    readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes: 10_000_000 }),
    approve: () => Promise.resolve(undefined),
  };
  const events: ReviewEvent[] = [];
  for await (const event of review(request, ports, new AbortController().signal)) events.push(event);
  const last = events.at(-1);
  return {
    events,
    findings: events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : [])),
    outcome: last?.kind === 'finished' ? last.outcome : undefined,
  };
}
