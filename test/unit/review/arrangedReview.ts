import { fileURLToPath } from 'node:url';
import { thoroughnessOf } from '../../../src/core/effort.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { ModelClient } from '../../../src/core/modelClient.ts';
import type { Syntax } from '../../../src/core/ports.ts';
import {
  review,
  type ReviewEvent,
  type ReviewOutcome,
  type ReviewPorts,
  type ReviewRequest,
} from '../../../src/core/review/review.ts';
import { screeningOf } from '../../../src/core/verify/screening.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createImageReader } from '../../../src/node/imageFile.ts';
import { createRepositoryReader } from '../../../src/node/repositoryReader.ts';
import { createSecretScanner } from '../../../src/node/secretScanner.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { createSyntax } from '../../../src/node/syntaxTrees.ts';
import { systemClock } from '../../../src/node/systemClock.ts';

export function grammarSyntax(): ReturnType<typeof createSyntax> {
  return createSyntax({
    folder: fileURLToPath(new URL('../../../node_modules/@vscode/tree-sitter-wasm/wasm', import.meta.url)),
  });
}

/** A review of all changes that asks once and shows all it is told: nothing follows on its findings. */
export function requestWith(wishes: Partial<ReviewRequest> = {}): ReviewRequest {
  return {
    id: 'r1',
    scope: { kind: 'working-changes', roots: [] },
    instructions: '',
    maskingExceptions: new Set(),
    selection: { exclude: {}, maxBytes: 1_000_000, allow: new Set() },
    model: 'gemini-3.5-flash',
    verificationModel: 'gemini-3.5-flash',
    ...thoroughnessOf({ effort: 'quick', thinkingLevel: 'auto', verify: 'auto', fixes: 'auto' }),
    ...screeningOf({
      minimumSeverity: 'info',
      minimumConfidence: 0,
      maxFindingsPerFile: null,
      maxFindings: null,
      outsideChange: 'show',
    }),
    inputTokenBudget: 100_000,
    inputTokenLimit: 1_048_576,
    concurrentRequests: 2,
    silenceMs: 5_000,
    deadlineMs: 60_000,
    ...wishes,
  };
}

/** The real parts around a repository. */
export function portsAround(
  root: string,
  client: ModelClient,
  syntax: Syntax,
  wishes: Partial<ReviewPorts> = {},
): ReviewPorts {
  return {
    sources: [createGitRepository({ root, gitPath: 'git' })],
    overlay: { texts: new Map() },
    client,
    clock: systemClock,
    secrets: createSecretScanner(),
    hash: sha256,
    syntax,
    readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes: 10_000_000 }),
    readImage: createImageReader('git'),
    approve: () => Promise.resolve(undefined),
    ...wishes,
  };
}

export function clientOf(endpoint: string): ModelClient {
  return createGeminiClient({ apiKey: 'test', endpoint });
}

/** Everything that a review tells, to its end. */
export async function eventsOf(
  request: ReviewRequest,
  ports: ReviewPorts,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly ReviewEvent[]> {
  const events: ReviewEvent[] = [];
  for await (const event of review(request, ports, signal)) events.push(event);
  return events;
}

/** The findings as they were first told. */
export function foundIn(events: readonly ReviewEvent[]): readonly Finding[] {
  return events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : []));
}

/** Undefined when the last event is not the end. */
export function outcomeOf(events: readonly ReviewEvent[]): ReviewOutcome | undefined {
  const last = events.at(-1);
  return last?.kind === 'finished' ? last.outcome : undefined;
}
