import { join } from 'node:path';
import type { CollectFailure, ModelFailure } from '../../core/errors.ts';
import type { Finding, Fix } from '../../core/finding.ts';
import type { AskSettings } from '../../core/followUp/askAboutClaims.ts';
import { presentCode, type PresentCode } from '../../core/followUp/presentCode.ts';
import { recheck, type Recheck } from '../../core/followUp/recheck.ts';
import { writeFixes, type FixPorts } from '../../core/followUp/writeFixes.ts';
import type { ModelClient, Usage } from '../../core/modelClient.ts';
import { review, type ReviewEvent, type ReviewPorts, type ReviewRequest } from '../../core/review/review.ts';
import { createSyntax } from '../../node/syntaxTrees.ts';
import { sha256 } from '../../node/sha256.ts';
import { systemClock } from '../../node/systemClock.ts';
import { openSources, type OpenedSources } from './openSources.ts';
import { workspaceFolders } from './sources.ts';
import { symbolPlaces } from './symbolPlaces.ts';

type EngineRequest = ReviewRequest;
export interface EnginePorts extends Omit<ReviewPorts, keyof OpenedSources | 'secrets' | 'hash' | 'syntax'> {
  /** Where to read from; the roots of this window when not given. */
  readonly openSources?: typeof openSources;
}

/** Runs reviews over the roots of this window; what is dear to start is kept from one to the next. */
export interface ReviewEngine extends Disposable {
  review(request: EngineRequest, ports: EnginePorts, signal: AbortSignal): AsyncIterable<ReviewEvent>;
  /** Whether a finding holds in a text of now, and where. Rejects with the signal's reason when aborted early. */
  recheck(question: FindingQuestion, client: ModelClient, signal: AbortSignal): Promise<Recheck>;
  /** The fix of a finding for a text of now, gated. Rejects with the signal's reason when aborted early. */
  writeFix(question: FindingQuestion, client: ModelClient, signal: AbortSignal): Promise<WrittenFix>;
}

/** One finding, where it is in the text of its file as it is now. */
export interface FindingQuestion {
  readonly finding: Finding;
  readonly text: string;
  /** Fingerprints of texts that look like secrets and are none. */
  readonly maskingExceptions: ReadonlySet<string>;
  readonly settings: AskSettings;
}

interface WrittenFix {
  /** Undefined when the model gave none, or none that passed. */
  readonly fix: Fix | undefined;
  readonly failure: ModelFailure | undefined;
  readonly usage: Usage | undefined;
  readonly modelVersion: string | undefined;
}

/**
 * All that a review needs and an editor at rest does not hangs on this file, which is a bundle of its own, loaded at
 * the first review.
 */
export async function createReviewEngine(): Promise<ReviewEngine> {
  const { createSecretScanner } = await import('../../node/secretScanner.ts');
  const syntax = createSyntax({ folder: join(import.meta.dirname, 'grammars') });
  const own = { secrets: createSecretScanner(), hash: sha256, syntax };
  return {
    review: (request, ports, signal) => reviewWindow(request, { ...ports, ...own }, signal),
    recheck: async (question, client, signal) => {
      const code = await codeFor(question, own, signal);
      return recheck(
        question.finding,
        code,
        question.settings,
        { client, clock: systemClock, syntax },
        signal,
      );
    },
    writeFix: async (question, client, signal) => {
      const code = await codeFor(question, own, signal);
      return writeOneFix(
        question,
        code,
        { client, clock: systemClock, syntax, nextRequest: () => 0 },
        signal,
      );
    },
    [Symbol.dispose]: () => syntax[Symbol.dispose](),
  };
}

async function codeFor(
  { finding, text, maskingExceptions }: FindingQuestion,
  { secrets, hash }: Pick<ReviewPorts, 'secrets' | 'hash'>,
  signal: AbortSignal,
): Promise<PresentCode> {
  const options = { allowed: maskingExceptions, hash };
  return presentCode(finding.file, text, finding.quote, secrets, options, signal);
}

async function writeOneFix(
  { finding, settings }: FindingQuestion,
  { sent, original, restore }: PresentCode,
  ports: FixPorts,
  signal: AbortSignal,
): Promise<WrittenFix> {
  const written: { -readonly [K in keyof WrittenFix]: WrittenFix[K] } = {
    fix: undefined,
    failure: undefined,
    usage: undefined,
    modelVersion: undefined,
  };
  const files = { sent: () => sent, original: () => original, restore };
  for await (const event of writeFixes([finding], files, settings, ports, signal)) {
    if (event.kind === 'fix') written.fix = event.fix;
    else if (event.kind === 'failed') written.failure = event.failure;
    else if (event.kind === 'usage') {
      written.usage = event.usage;
      written.modelVersion = event.modelVersion;
    }
  }
  return written;
}

async function* reviewWindow(
  request: EngineRequest,
  ports: Omit<ReviewPorts, keyof OpenedSources> & Pick<EnginePorts, 'openSources'>,
  signal: AbortSignal,
): AsyncGenerator<ReviewEvent, void, void> {
  const open = ports.openSources ?? openSources;
  const opened = await open(request.scope, signal);
  if (!opened.ok) return yield failed(opened.failure);
  // A file that the user points at is meant, wherever it lies.
  const pointed = ['files', 'selection', 'folder', 'saved-file'].includes(request.scope.kind);
  const folders = pointed ? [] : workspaceFolders();
  const selection = folders.length === 0 ? request.selection : { ...request.selection, folders };
  // What was pointed at is meant; what is around it is not.
  const asked = { ...request, selection, contextFolders: workspaceFolders() };
  yield* review(asked, { symbols: symbolPlaces, ...ports, ...opened.value }, signal);
}

function failed(failure: CollectFailure): ReviewEvent {
  return { kind: 'finished', outcome: { kind: 'failed', failure } };
}
