import type { Finding } from '../../core/finding.ts';
import { completeOrigin, withOrigin } from '../../core/findings/origin.ts';
import { foundAgain } from '../../core/findings/recheckedFinding.ts';
import { asFixed } from '../../core/findings/reviewedPart.ts';
import { textIdOf } from '../../core/findings/textId.ts';
import type { ReviewFailure } from '../../core/errors.ts';
import type { RecheckOutcome } from '../../core/followUp/recheck.ts';
import type { ToldLimits } from '../../core/modelClient.ts';
import { requestLimits } from '../../core/plan/modelLimits.ts';
import { modelFor } from '../../core/model/routing.ts';
import { checkFix } from '../../core/verify/fixGate.ts';
import { readSettings } from '../configuration.ts';
import type { EditRecording } from './editTracker.ts';
import { failureDetail } from '../messages.ts';
import type { ModelAccess } from '../model/modelAccess.ts';
import type { ReviewController } from '../review/reviewController.ts';
import type { FindingQuestion } from '../review/reviewEngine.ts';
import type { IntakeStores } from '../review/reviewIntake.ts';
import type { Settings } from '../settings.ts';

export interface AskAgainPorts {
  readonly stores: IntakeStores;
  readonly models: ModelAccess;
  readonly controller: ReviewController;
}

/** A finding in the text of its file at one moment, and what was typed since. */
export interface AskedFinding {
  readonly finding: Finding;
  readonly text: string;
  readonly edits: EditRecording;
}

/** A small question wants a quick answer. */
const thinking = 'low';

/** Asks whether a finding still holds, and settles it in the store accordingly. */
export async function recheckFinding(
  asked: AskedFinding,
  { stores, models, controller }: AskAgainPorts,
  signal: AbortSignal,
): Promise<Exclude<RecheckOutcome, { kind: 'failed' }> | { kind: 'failed'; failure: ReviewFailure }> {
  const { finding, text, edits } = asked;
  const settings = readSettings();
  const refused = await overBudget(settings, stores);
  if (refused !== undefined) return { kind: 'failed', failure: refused };
  const client = await models.connect(settings);
  if (!client.ok) return { kind: 'failed', failure: client.failure };
  const engine = await controller.engine();
  const model = modelFor('verification', settings);
  const told = await models.toldLimits(settings, client.value, [model], signal);
  const { outcome, usage, modelVersion } = await engine.recheck(
    question(asked, settings, model, told),
    client.value,
    signal,
  );
  const { store, spending, log, texts } = stores;
  if (usage !== undefined) await spending.addAll('recheck', [{ model: modelVersion, requests: 1, usage }]);
  const why = outcome.kind === 'failed' ? failureDetail(outcome.failure) : outcome.evidence;
  log.info(`checked again: ${finding.file.path} ${finding.title}: ${outcome.kind} ${why}`.trimEnd());
  if (signal.aborted || !isShown(store.get(finding.id))) return outcome;
  if (outcome.kind === 'fixed') store.replace(asFixed(finding));
  else if ((outcome.kind === 'present' || outcome.kind === 'moved') && outcome.anchor.kind !== 'none') {
    const fits = (fix: NonNullable<Finding['fix']>): boolean =>
      outcome.kind === 'present' && checkFix(fix, text).kind === 'ready';
    texts.keep(textIdOf(text), text);
    store.replace(edits.replay(foundAgain(finding, outcome.anchor, text, fits)));
  }
  return outcome;
}

/** Asks for the fix of a finding, and puts it into the store; undefined when there is one now. */
export async function writeFixFor(
  asked: AskedFinding,
  { stores, models, controller }: AskAgainPorts,
  signal: AbortSignal,
): Promise<{ readonly failure: ReviewFailure | undefined } | undefined> {
  const { finding, text, edits } = asked;
  const settings = readSettings();
  const refused = await overBudget(settings, stores);
  if (refused !== undefined) return { failure: refused };
  const client = await models.connect(settings);
  if (!client.ok) return { failure: client.failure };
  const engine = await controller.engine();
  const { model } = settings;
  const told = await models.toldLimits(settings, client.value, [model], signal);
  const written = await engine.writeFix(question(asked, settings, model, told), client.value, signal);
  const { fix, failure, usage, modelVersion } = written;
  const { store, spending, log, texts } = stores;
  if (usage !== undefined) await spending.addAll('fix', [{ model: modelVersion, requests: 1, usage }]);
  const came = fix === undefined ? (failure?.kind ?? 'none') : fix.automatic ? 'checked' : 'for a preview';
  log.info(`fix asked for: ${finding.file.path} ${finding.title}: ${came}`);
  if (fix === undefined) return { failure };
  if (!isShown(store.get(finding.id))) return undefined;
  const textId = textIdOf(text);
  texts.keep(textId, text);
  store.replace(edits.replay(completeOrigin(withOrigin({ ...finding, fix }, textId))));
  return undefined;
}

function question(
  { finding, text }: AskedFinding,
  settings: Settings,
  model: string,
  told: ToldLimits,
): FindingQuestion {
  return {
    finding,
    text,
    maskingExceptions: new Set(settings.maskingExceptions),
    settings: {
      model,
      thinking,
      inputTokenBudget: requestLimits(model, told(model), settings).inputTokenBudget,
      concurrentRequests: 1,
      silenceMs: settings.silenceTimeoutSeconds * 1000,
      deadlineMs: settings.deadlineMinutes * 60_000,
    },
  };
}

/** Meanwhile the user may have dismissed it, or cleared it away. */
function isShown(finding: Finding | undefined): boolean {
  return finding?.state === 'open' || finding?.state === 'changed';
}

/** One small request costs too little to ask about; but a spent budget is spent. */
async function overBudget(
  { dailyBudget }: Settings,
  { spending }: IntakeStores,
): Promise<ReviewFailure | undefined> {
  const spent = dailyBudget === null ? 0 : await spending.spentToday();
  if (dailyBudget === null || spent < dailyBudget) return undefined;
  return { kind: 'budget-spent', spent, budget: dailyBudget };
}
