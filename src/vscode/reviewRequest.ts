import { thoroughnessOf } from '../core/effort.ts';
import { inputTokenBudget, inputTokenLimit } from '../core/plan/modelLimits.ts';
import type { ReviewRequest } from '../core/review.ts';
import { modelFor, reviewModel } from '../core/routing.ts';
import type { Scope } from '../core/scope.ts';
import { screeningOf } from '../core/screening.ts';
import { outputLimitOf, serviceToolsOf, type Settings } from './settings.ts';

/** Files of one review, by absolute path with `/`. */
export interface Narrowing {
  /** These go in whatever speaks against them. */
  readonly allow?: ReadonlySet<string>;
  /** No others of the scope, folders with `/` at their end; undefined means all. */
  readonly only?: ReadonlySet<string>;
}

/** A review that the user, or an agent for them, has asked for, by the settings. */
export function reviewRequest(
  { id, scope, calibration }: { readonly id: string; readonly scope: Scope; readonly calibration: number },
  { allow = new Set(), only }: Narrowing,
  settings: Settings,
): ReviewRequest {
  const model = reviewModel(settings);
  return {
    id,
    scope,
    instructions: settings.instructions,
    maskingExceptions: new Set(settings.maskingExceptions),
    selection: {
      exclude: settings.exclude,
      maxBytes: settings.maxFileSizeKB * 1024,
      allow,
      ...(only === undefined ? {} : { only }),
    },
    includeImages: settings.includeImages,
    model,
    ...thoroughnessOf(settings),
    ...screeningOf(settings),
    verificationModel: modelFor('verification', settings),
    ...outputLimitOf(model, settings),
    fallbackModel: settings.fallbackModel,
    countTokens: settings.countTokens === 'always',
    serviceTools: serviceToolsOf(settings),
    calibration,
    inputTokenBudget,
    inputTokenLimit,
    concurrentRequests: settings.concurrentRequests,
    silenceMs: settings.silenceTimeoutSeconds * 1000,
    deadlineMs: settings.deadlineMinutes * 60_000,
  };
}
