import type { ChangedFile } from '../change.ts';
import { takeTurns } from '../collect/takeTurns.ts';
import { estimateTokens } from '../plan/estimateTokens.ts';
import { planRepositoryInTurns, type RepositoryPlan } from '../plan/planRepository.ts';
import { planRequests } from '../plan/planRequests.ts';
import { buildPrompt } from '../prompt/buildPrompt.ts';
import { numberLines } from '../prompt/numberLines.ts';
import { mapText } from '../prompt/promptContext.ts';
import type { Material } from './gatherMaterial.ts';
import type { MaskedReview } from './maskedReview.ts';
import { measureWhole } from './measureWhole.ts';

/** A change is sent in its order; whole folders and repositories so that related files stay together. */
export async function planAll(
  masked: MaskedReview,
  { read }: Material,
  budget: number,
): Promise<RepositoryPlan> {
  if (read === undefined) {
    return { ...planRequests(masked.files, measureChange, budget), map: '' };
  }
  const file = (one: ChangedFile): number =>
    one.shown === undefined
      ? (read.tokens.get(masked.original(one)) ?? measureWhole(one))
      : measureChange(one);
  return planRepositoryInTurns(masked.files, { file, map: measureMap }, budget, takeTurns());
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
export function estimateFrame({ guidance, attachments }: Pick<Material, 'guidance' | 'attachments'>): number {
  const { system, contents } = buildPrompt([], { guidance });
  const texts = [system, ...contents].filter((content) => typeof content === 'string');
  return (
    texts.reduce((sum, text) => sum + estimateTokens(text), 0) + attachments.length * tokensPerAttachment
  );
}
