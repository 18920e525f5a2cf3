import type { ThinkingLevel } from './modelClient.ts';

export const efforts = ['quick', 'standard', 'deep'] as const;
export type Effort = (typeof efforts)[number];

/** Which findings a second look tries to refute; `serious` are critical and high ones. */
export const secondLooks = ['off', 'serious', 'all'] as const;
export type SecondLook = (typeof secondLooks)[number];

/** When fixes are written: with the findings, or in requests of their own for those that stood. */
export const fixTimes = ['withFindings', 'afterVerification'] as const;
export type FixTime = (typeof fixTimes)[number];

/** What a user says of it; `auto` leaves it to the effort. */
export interface EffortWishes {
  readonly effort: Effort;
  readonly thinkingLevel: ThinkingLevel | 'auto';
  readonly verify: SecondLook | 'auto';
  readonly fixes: FixTime | 'auto';
}

/** What a review does for its findings. */
export interface Thoroughness {
  readonly thinking: ThinkingLevel;
  /** Independent readings of the same code, merged by agreement. */
  readonly passes: number;
  readonly verify: SecondLook;
  readonly fixes: FixTime;
  /** The model may look into other files while it reviews. */
  readonly lookUp: boolean;
}

/** Two of three can agree against one; each more costs as much as the first and finds less. */
const deepPasses = 3;

const byEffort: Readonly<Record<Effort, Thoroughness>> = {
  quick: { thinking: 'low', passes: 1, verify: 'off', fixes: 'withFindings', lookUp: false },
  standard: { thinking: 'medium', passes: 1, verify: 'serious', fixes: 'afterVerification', lookUp: false },
  deep: { thinking: 'high', passes: deepPasses, verify: 'all', fixes: 'afterVerification', lookUp: true },
};

export function thoroughnessOf({ effort, thinkingLevel, verify, fixes }: EffortWishes): Thoroughness {
  const usual = byEffort[effort];
  return {
    thinking: thinkingLevel === 'auto' ? usual.thinking : thinkingLevel,
    passes: usual.passes,
    verify: verify === 'auto' ? usual.verify : verify,
    fixes: fixes === 'auto' ? usual.fixes : fixes,
    lookUp: usual.lookUp,
  };
}

/** A save deserves a quick look, whatever effort other reviews are made with. */
export const onSaveThoroughness = byEffort.quick;
