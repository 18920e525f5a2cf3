import { join } from 'node:path';
import type { ToldLimits, ModelClient } from '../core/modelClient.ts';
import { toldLimits } from '../core/model/toldLimits.ts';
import { modelFor, reviewModel } from '../core/model/routing.ts';
import { readJson, writeText } from '../node/fileStore.ts';
import { systemClock } from '../node/systemClock.ts';
import { stateFolder } from './keptState.ts';
import { endpointOf, type Settings } from './settings.ts';

/** That a service does not tell is nothing to bother anyone with: a table knows. */
const quiet = (): void => undefined;

/** What the service says that the models of a review hold; kept beside what this program remembers. */
export async function limitsOf(
  settings: Settings,
  client: ModelClient,
  environment: Readonly<Record<string, string | undefined>>,
  log: (why: string) => void,
  signal: AbortSignal,
): Promise<ToldLimits> {
  const path = join(stateFolder(environment), 'model-limits.json');
  const unless = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      log(`what models hold could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const memory = {
    read: async () => {
      const loaded = await unless(readJson(path, (value) => value));
      return loaded?.kind === 'value' ? loaded.value : undefined;
    },
    write: async (known: object) => unless(writeText(path, JSON.stringify(known))),
  };
  const address = `${settings.provider} ${endpointOf(settings)}`;
  const models = [reviewModel(settings), modelFor('verification', settings)];
  return toldLimits(models, address, { client, memory, clock: systemClock, log: quiet }, signal);
}
