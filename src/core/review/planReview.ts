import type { ChangedFile } from '../change.ts';
import { takeTurns } from '../turns.ts';
import { estimateTokens } from '../plan/estimateTokens.ts';
import { planRepository, type RepositoryPlan } from '../plan/planRepository.ts';
import { planRequests } from '../plan/planRequests.ts';
import { buildPrompt } from '../prompt/buildPrompt.ts';
import { diagnosticsText } from '../prompt/diagnosticsText.ts';
import { dismissedText } from '../prompt/dismissedText.ts';
import { numberLines } from '../prompt/numberLines.ts';
import { mapText } from '../prompt/promptContext.ts';
import type { Material } from './gatherMaterial.ts';
import type { MaskedReview } from './maskedReview.ts';
import { measureWhole } from './measureWhole.ts';

/** What one request may hold, in tokens as we estimate. */
export interface RequestRoom {
  /** Instructions included. */
  readonly budget: number;
  /** Everything but its files. */
  readonly frame: number;
}

/** A change is sent in its order; whole folders and repositories so that related files stay together. */
export async function planReview(
  masked: MaskedReview,
  { read }: Material,
  { budget, frame }: RequestRoom,
): Promise<RepositoryPlan> {
  const ofFiles = budget - frame;
  if (read === undefined) {
    const plan = await planRequests(masked.files, measureChange, ofFiles, takeTurns());
    return { ...plan, map: '' };
  }
  const file = (one: ChangedFile): number =>
    one.shown === undefined
      ? (read.tokens.get(masked.original(one)) ?? measureWhole(one))
      : measureChange(one);
  return planRepository(masked.files, { file, map: measureMap }, ofFiles, takeTurns());
}

function measureMap(map: string): number {
  return estimateTokens(mapText(map));
}

function measureChange(file: ChangedFile): number {
  return estimateTokens(numberLines(file));
}

/** A picture of at most 3072 pixels a side is cut into tiles: https://ai.google.dev/gemini-api/docs/tokens */
const tokensPerAttachment = 1_120;

/** Input tokens of everything in a request but its files. */
export function estimateFrame({ files, guidance, attachments, told }: MaskedReview): number {
  const { system, contents } = buildPrompt([], { guidance });
  const texts = [
    ...[system, ...contents].filter((content) => typeof content === 'string'),
    diagnosticsText(files, told.diagnostics),
    dismissedText(files, told.dismissed),
  ];
  return (
    texts.reduce((sum, text) => sum + estimateTokens(text), 0) + attachments.length * tokensPerAttachment
  );
}

/** Smaller requests repeat more of what stands around the files. */
const replanMargin = 0.97;

/** Room for requests that turned out larger than they may be, see `overrun`. */
export function narrowed({ budget, frame }: RequestRoom, excess: number): RequestRoom {
  return { budget: Math.floor((budget / excess) * replanMargin), frame };
}
