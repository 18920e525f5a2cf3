import { dismiss } from './stops/dismiss.ts';
import { firstReview } from './stops/firstReview.ts';
import { install } from './stops/install.ts';
import { key } from './stops/key.ts';
import { lightbulb } from './stops/lightbulb.ts';
import { onSave } from './stops/onSave.ts';
import { report } from './stops/report.ts';
import { restricted } from './stops/restricted.ts';
import { usage } from './stops/usage.ts';
import { walkthrough } from './stops/walkthrough.ts';
import type { TourStop } from './tourStop.ts';

/** In the order in which a newcomer meets them; a later stop builds on what the earlier ones left. */
export const tourStops: readonly { readonly id: string; readonly stop: TourStop }[] = [
  { id: 'install', stop: install },
  { id: 'walkthrough', stop: walkthrough },
  { id: 'key', stop: key },
  { id: 'firstReview', stop: firstReview },
  { id: 'lightbulb', stop: lightbulb },
  { id: 'dismiss', stop: dismiss },
  { id: 'report', stop: report },
  { id: 'onSave', stop: onSave },
  { id: 'usage', stop: usage },
  { id: 'restricted', stop: restricted },
];
