import { resolve } from 'node:path';
import type { Dismissal } from '../core/findings/dismissal.ts';
import type { ReviewFacts, ReviewReport } from '../core/report/reviewReport.ts';
import type { KnownFindings } from '../core/verify/filterFindings.ts';
import type { ReviewCommand } from './command.ts';
import { configFile, configure, type GivenTexts } from './configuration.ts';
import { dismissalsFile, readDismissals } from './dismissals.ts';
import { readLastReview, readReport } from './keptState.ts';
import { knownFrom } from './knownFindings.ts';
import { reviewModel } from '../core/model/routing.ts';
import { detailOf } from '../core/scope.ts';
import { refuseUnknownPaths } from './namedPaths.ts';
import { openPlace, placeScope, type Place, type PlacedScope } from './place.ts';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { WrongUse } from './wrongUse.ts';

/** A review that can begin: where, what, and by which settings. */
export interface PreparedReview {
  readonly place: Place;
  readonly scope: PlacedScope;
  readonly settings: Settings;
  readonly dismissals: readonly Dismissal[];
  /** Fingerprints of an earlier report; undefined without one. */
  readonly baseline: ReadonlySet<string> | undefined;
  /** Of the baseline and of the last review here. */
  readonly known: KnownFindings;
  readonly facts: ReviewFacts;
  /** For the user to read. */
  readonly warnings: readonly string[];
}

/** Throws `WrongUse` for what cannot be taken. */
export async function prepareReview(command: ReviewCommand, terminal: Terminal): Promise<PreparedReview> {
  const place = await openPlace(terminal.cwd, command.paths, terminal.signal);
  const scope = placeScope(command.scope, command.paths, terminal.cwd, place);
  await refuseUnknownPaths(place, scope, terminal.signal);
  const settings = await settingsAt(place, command.settings, terminal);
  const kept = await readDismissals(place.root);
  const baseline = await readBaseline(command.baseline, terminal.cwd);
  const last = await readLastReview(terminal.environment, place.root);
  const warnings = [
    ...(kept === undefined
      ? [`${dismissalsFile} cannot be read as dismissals, so nothing counts as dismissed.`]
      : []),
    ...(last.kind === 'unreadable'
      ? [`the last review here ${last.why}, so its findings are not known again.`]
      : []),
  ];
  const startedAt = new Date().toISOString();
  return {
    place,
    scope,
    settings,
    dismissals: kept ?? [],
    baseline:
      baseline === undefined ? undefined : new Set(baseline.findings.map(({ fingerprint }) => fingerprint)),
    known: knownFrom(
      [baseline, last.kind === 'report' ? last.report : undefined].filter((one) => one !== undefined),
    ),
    facts: {
      id: startedAt,
      startedAt,
      scope: { kind: scope.scope.kind, detail: detailOf(scope.scope) },
      model: reviewModel(settings),
      effort: settings.effort,
    },
    warnings,
  };
}

/** The repository's own file is read only when it lies in the repository, and is no link. */
export async function settingsAt(place: Place, flags: GivenTexts, terminal: Terminal): Promise<Settings> {
  const file = await place.source.readWorkTree(configFile);
  if (file.kind !== 'text' && file.kind !== 'missing')
    throw new WrongUse(`${configFile} cannot be read (${file.kind}). It has to be a plain file.`);
  return configure(file.kind === 'text' ? file.text : undefined, terminal.environment, flags);
}

async function readBaseline(path: string | undefined, cwd: string): Promise<ReviewReport | undefined> {
  if (path === undefined) return undefined;
  const kept = await readReport(resolve(cwd, path));
  if (kept.kind === 'report') return kept.report;
  throw new WrongUse(
    `The baseline “${path}” ${kept.why}. Make one with: flash-review --format json --output FILE`,
  );
}
