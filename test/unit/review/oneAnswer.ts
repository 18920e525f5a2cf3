import { thoroughnessOf } from '../../../src/core/effort.ts';
import { screeningOf } from '../../../src/core/verify/screening.ts';

/** A review that asks once and shows all it is told: nothing follows on its findings. */
export const oneAnswer = {
  ...thoroughnessOf({ effort: 'quick', thinkingLevel: 'auto', verify: 'auto', fixes: 'auto' }),
  ...screeningOf({
    minimumSeverity: 'info',
    minimumConfidence: 0,
    maxFindingsPerFile: null,
    maxFindings: null,
    outsideChange: 'show',
  }),
  verificationModel: 'gemini-3.5-flash',
};
