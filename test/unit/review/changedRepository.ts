import { createSyntax } from '../../../src/node/syntaxTrees.ts';
import { fileURLToPath } from 'node:url';
import { thoroughnessOf, type EffortWishes } from '../../../src/core/effort.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { ToolDiagnostic } from '../../../src/core/toolDiagnostic.ts';
import type { ServiceTool } from '../../../src/core/modelClient.ts';
import { review, type ReviewEvent } from '../../../src/core/review/review.ts';
import { screeningOf, type ScreeningWishes } from '../../../src/core/verify/screening.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createImageReader } from '../../../src/node/imageFile.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createRepositoryReader } from '../../../src/node/repositoryReader.ts';
import { createSecretScanner } from '../../../src/node/secretScanner.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { RecordedRequest } from '../../emulator/recordedRequest.ts';

export function grammarSyntax(): ReturnType<typeof createSyntax> {
  return createSyntax({
    folder: fileURLToPath(new URL('../../../node_modules/@vscode/tree-sitter-wasm/wasm', import.meta.url)),
  });
}

export interface ReviewWishes extends Partial<EffortWishes & ScreeningWishes> {
  readonly concurrentRequests?: number;
  readonly inputTokenBudget?: number;
  readonly verificationModel?: string;
  readonly serviceTools?: readonly ServiceTool[];
  readonly diagnostics?: readonly ToolDiagnostic[];
  readonly judge?: (finding: Finding) => Finding;
  readonly signal?: AbortSignal;
  /** Told of each event as it comes. */
  readonly see?: (event: ReviewEvent) => void;
}

/** Everything a review of the uncommitted changes of a repository tells, with the service in place of the model's. */
export async function reviewChanges(
  root: string,
  service: Emulator,
  syntax: ReturnType<typeof createSyntax>,
  wishes: ReviewWishes = {},
): Promise<readonly ReviewEvent[]> {
  const events: ReviewEvent[] = [];
  const screening = {
    minimumSeverity: 'info',
    minimumConfidence: 0,
    maxFindingsPerFile: null,
    maxFindings: null,
    outsideChange: 'holdBack',
    ...wishes,
  } as const;
  const effort = {
    effort: 'standard',
    thinkingLevel: 'auto',
    verify: 'auto',
    fixes: 'auto',
    ...wishes,
  } as const;
  const running = review(
    {
      id: 'r1',
      scope: { kind: 'working-changes', roots: [] },
      includeImages: false,
      instructions: '',
      maskingExceptions: new Set<string>(),
      selection: { exclude: {}, maxBytes: 1_000_000, allow: new Set<string>() },
      model: 'gemini-3.5-flash',
      verificationModel: wishes.verificationModel ?? 'gemini-3.5-flash',
      ...thoroughnessOf(effort),
      ...screeningOf(screening),
      inputTokenBudget: wishes.inputTokenBudget ?? 100_000,
      inputTokenLimit: 1_048_576,
      concurrentRequests: wishes.concurrentRequests ?? 3,
      serviceTools: wishes.serviceTools ?? [],
      silenceMs: 5_000,
      deadlineMs: 60_000,
    },
    {
      sources: [createGitRepository({ root, gitPath: 'git' })],
      overlay: { texts: new Map() },
      client: createGeminiClient({ apiKey: 'test', endpoint: service.url }),
      clock: systemClock,
      secrets: createSecretScanner(),
      hash: sha256,
      syntax,
      readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes: 10_000_000 }),
      readImage: createImageReader('git'),
      approve: () => Promise.resolve(undefined),
      diagnostics: () => wishes.diagnostics ?? [],
      ...(wishes.judge === undefined ? {} : { judge: wishes.judge }),
    },
    wishes.signal ?? new AbortController().signal,
  );
  for await (const event of running) {
    wishes.see?.(event);
    events.push(event);
  }
  return events;
}

/** Every finding as it was last told. */
export function lastKnown(events: readonly ReviewEvent[]): readonly Finding[] {
  const known = new Map<string, Finding>();
  for (const event of events) {
    if (event.kind === 'finding' || event.kind === 'revised') known.set(event.finding.id, event.finding);
  }
  return [...known.values()];
}

/** What a request is about, by its heading. */
export function stepOf({ body }: RecordedRequest): 'find' | 'verify' | 'fix' | 'recheck' {
  const text = JSON.stringify(body);
  if (text.includes('=== claims to check ===')) return 'verify';
  if (text.includes('=== defects to fix ===')) return 'fix';
  return text.includes('=== claim to check again ===') ? 'recheck' : 'find';
}
