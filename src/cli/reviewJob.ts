import { thoroughnessOf } from '../core/effort.ts';
import type { Dismissal } from '../core/findings/dismissal.ts';
import { modelFor, reviewModel } from '../core/model/routing.ts';
import type { ModelClient, ToldLimits } from '../core/modelClient.ts';
import { reviewLimits } from '../core/plan/modelLimits.ts';
import type { ReviewRequest } from '../core/review/review.ts';
import type { KnownFindings } from '../core/verify/filterFindings.ts';
import { screeningOf } from '../core/verify/screening.ts';
import type { Place, PlacedScope } from './place.ts';
import type { Settings } from './settings.ts';

export interface ReviewJob {
  readonly id: string;
  readonly place: Place;
  readonly scope: PlacedScope;
  readonly settings: Settings;
  readonly known: KnownFindings;
  readonly dismissals: readonly Dismissal[];
  readonly client: ModelClient;
  /** What the service says that its models hold. */
  readonly told: ToldLimits;
}

/** What the core is asked for. */
export function requestOf({ id, scope, settings, told }: ReviewJob): ReviewRequest {
  const model = reviewModel(settings);
  const verificationModel = modelFor('verification', settings);
  return {
    id,
    scope: scope.scope,
    includeImages: settings.includeImages,
    instructions: settings.instructions,
    maskingExceptions: new Set(settings.maskingExceptions),
    selection: {
      exclude: settings.exclude,
      maxBytes: settings.maxFileSizeKB * 1024,
      allow: new Set(scope.files),
      ...(scope.folders === undefined ? {} : { folders: scope.folders }),
    },
    model,
    ...thoroughnessOf(settings),
    ...screeningOf({
      ...settings,
      minimumSeverity: settings.minSeverity,
      minimumConfidence: settings.minConfidence,
    }),
    verificationModel,
    ...reviewLimits({ model, verificationModel }, told, { ...settings, maxOutputTokens: null }),
    concurrentRequests: settings.concurrentRequests,
    serviceTools: settings.tools,
    silenceMs: settings.silenceTimeoutSeconds * 1000,
    deadlineMs: settings.deadlineMinutes * 60_000,
  };
}
