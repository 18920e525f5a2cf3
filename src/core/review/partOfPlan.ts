import type { ChangedFile } from '../change.ts';
import { takeTurns } from '../turns.ts';
import type { Thoroughness } from '../effort.ts';
import type { FileRef, Finding } from '../finding.ts';
import type { ServiceTool } from '../modelClient.ts';
import type { RepositoryPlan } from '../plan/planRepository.ts';
import type { PlannedRequest } from '../plan/planRequests.ts';
import type { Syntax } from '../ports.ts';
import { buildPromptInTurns } from '../prompt/buildPrompt.ts';
import { passTask } from '../prompt/passTask.ts';
import type { Prompt } from '../prompt/prompt.ts';
import { lookUpTask, serviceToolTask } from '../prompt/toolTask.ts';
import type { Toolbox } from '../toolbox.ts';
import { gateFix } from '../verify/parsesNoWorse.ts';
import type { MaskedReview } from './maskedReview.ts';
import { placeFinding, TextsUnderReview } from './placeFinding.ts';
import type { ReviewFindings } from './reviewFindings.ts';
import type { FullPart } from './reviewInFull.ts';

/** How the requests of a review are made. */
export interface PartSettings extends Pick<Thoroughness, 'thinking' | 'passes' | 'fixes'> {
  readonly id: string;
  /** As the service names it. */
  readonly model: string;
  /** Output tokens of one answer, thinking included; left to the model when not given. */
  readonly maxOutputTokens?: number;
  /** Asked when the service stays overloaded; none when empty. */
  readonly fallbackModel?: string;
  readonly silenceMs: number;
  readonly deadlineMs: number;
}

/** What all parts of a review have in common. */
export interface PartContext {
  readonly settings: PartSettings;
  readonly masked: MaskedReview;
  readonly findings: ReviewFindings;
  readonly syntax: Syntax;
  /** What the model may look up; nothing when not given. */
  readonly toolbox?: Toolbox;
  readonly serviceTools: readonly ServiceTool[];
  readonly signal: AbortSignal;
}

/** The requests of a plan, each with the way its findings are placed in the reviewed texts. */
export function partsOfPlan({ requests, map }: RepositoryPlan, context: PartContext): readonly FullPart[] {
  return requests.map((planned, index) => partOfPlan(planned, index, map, context));
}

/** Each prompt is made when its turn comes: those of a whole repository are too much to hold at once. */
function partOfPlan(planned: PlannedRequest, index: number, map: string, context: PartContext): FullPart {
  const { settings, masked, findings, syntax, toolbox, serviceTools, signal } = context;
  const { files } = planned;
  const sent = new Map(files.map((file) => [keyOf(file.ref), file]));
  const fallbackRoot = files[0]?.ref.root ?? '';
  return {
    index,
    files,
    reading: async (pass) => {
      const texts = new TextsUnderReview(files.map((file) => masked.original(file)));
      const { id, model, thinking, maxOutputTokens, passes } = settings;
      return {
        index: index * passes + pass,
        files,
        request: {
          model,
          thinking,
          ...(await promptFor(planned, { index, pass, map }, context)),
          ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
          ...(serviceTools.length === 0 ? {} : { serviceTools }),
        },
        ...(toolbox === undefined ? {} : { toolbox }),
        fallbackModel: settings.fallbackModel ?? '',
        silenceMs: settings.silenceMs,
        deadlineMs: settings.deadlineMs,
        place: async (raw, modelVersion) => {
          const placed = placeFinding(masked.unmask(raw), texts, { id, modelVersion, fallbackRoot });
          const file = texts.find(raw.file);
          const gated = await withGatedFix(placed, file, syntax, signal);
          return findings.take(gated, { file, place: texts.placeIn(file), part: index, pass });
        },
      };
    },
    sent: ({ file }) => sent.get(keyOf(file)),
    original: (file) => masked.original(file),
    restore: (text) => masked.restore(text),
  };
}

async function promptFor(
  { files }: PlannedRequest,
  { index, pass, map }: { readonly index: number; readonly pass: number; readonly map: string },
  { settings, masked, toolbox, serviceTools }: PartContext,
): Promise<Prompt & { readonly stableContents: number }> {
  const context = {
    guidance: masked.guidance,
    map,
    // Once is enough: they belong to no single file.
    attachments: index === 0 ? masked.attachments : [],
    ...masked.told,
    task: [...passTask(pass), ...(toolbox === undefined ? [] : lookUpTask), ...serviceToolTask(serviceTools)],
    fixes: settings.fixes === 'withFindings',
  };
  const prompt = await buildPromptInTurns(files, context, takeTurns());
  // All but the task: what a later review of the same texts begins with.
  return { ...prompt, stableContents: prompt.contents.length - 1 };
}

/** A fix that would make the file parse worse is for a preview only. */
async function withGatedFix(
  finding: Finding,
  file: ChangedFile | undefined,
  syntax: Syntax,
  signal: AbortSignal,
): Promise<Finding> {
  if (finding.fix === undefined || file?.text === undefined) return finding;
  return { ...finding, fix: await gateFix(finding.fix, file.ref.path, file.text, syntax, signal) };
}

function keyOf({ root, path }: FileRef): string {
  return `${root}/${path}`;
}
