import { thoroughnessOf } from '../../core/effort.ts';
import { modelFor, reviewModel } from '../../core/model/routing.ts';
import type { ToldLimits } from '../../core/modelClient.ts';
import { reviewLimits } from '../../core/plan/modelLimits.ts';
import type { ReviewRequest } from '../../core/review/review.ts';
import type { Scope } from '../../core/scope.ts';
import { screeningOf } from '../../core/verify/screening.ts';
import { serviceToolsOf, type Settings } from '../settings.ts';

/** Files of one review, by absolute path with `/`. */
export interface Narrowing {
  /** These go in whatever speaks against them. */
  readonly allow?: ReadonlySet<string>;
  /** No others of the scope, folders with `/` at their end; undefined means all. */
  readonly only?: ReadonlySet<string>;
}

export interface AskedReview {
  readonly id: string;
  readonly scope: Scope;
  readonly calibration: number;
  /** What the service says that its models hold. */
  readonly told: ToldLimits;
}

/** The models that such a review may ask. */
export function modelsOf(settings: Settings): readonly string[] {
  return [reviewModel(settings), modelFor('verification', settings), settings.fallbackModel];
}

/** A review that the user, or an agent for them, has asked for, by the settings. */
export function reviewRequest(
  { id, scope, calibration, told }: AskedReview,
  { allow = new Set(), only }: Narrowing,
  settings: Settings,
): ReviewRequest {
  const model = reviewModel(settings);
  const verificationModel = modelFor('verification', settings);
  const { fallbackModel } = settings;
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
    verificationModel,
    fallbackModel,
    ...reviewLimits({ model, verificationModel, fallbackModel }, told, settings),
    countTokens: settings.countTokens === 'always',
    serviceTools: serviceToolsOf(settings),
    calibration,
    concurrentRequests: settings.concurrentRequests,
    silenceMs: settings.silenceTimeoutSeconds * 1000,
    deadlineMs: settings.deadlineMinutes * 60_000,
  };
}
