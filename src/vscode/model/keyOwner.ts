import { keyEndpoint } from '../../core/model/roads.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Credentials } from './credentials.ts';
import type { Settings } from '../settings.ts';

/** Names a key at its endpoint, or a project, without telling them: what is kept at a service belongs to one. */
export async function keyOwner(settings: Settings, credentials: Credentials): Promise<string> {
  const endpoint = keyEndpoint(settings);
  const key = endpoint === undefined ? undefined : await credentials.keyFor(endpoint);
  const login = [settings.provider, settings['vertex.project'], settings['vertex.location']];
  return sha256(JSON.stringify(key === undefined ? login : [endpoint, key]));
}
