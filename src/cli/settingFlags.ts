import type { GivenTexts } from './configuration.ts';

/** Of every command that asks a model. */
export const modelFlags = {
  model: 'string',
  provider: 'string',
  endpoint: 'string',
  'vertex-project': 'string',
  'vertex-location': 'string',
} as const;

/** The flags among these that stand for settings, by the setting's name. */
export function settingsOf(flags: Readonly<Record<string, string>>): GivenTexts {
  const given: Record<string, string | undefined> = {
    model: flags['model'],
    provider: flags['provider'],
    endpoint: flags['endpoint'],
    vertexProject: flags['vertex-project'],
    vertexLocation: flags['vertex-location'],
    effort: flags['effort'],
    verify: flags['verify'],
    fixes: flags['fixes'],
    failOn: flags['fail-on'],
    minSeverity: flags['min-severity'],
    minConfidence: flags['min-confidence'],
    maxFindings: flags['max-findings'],
    maxCost: flags['max-cost'],
  };
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
}
