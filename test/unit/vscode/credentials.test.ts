import assert from 'node:assert/strict';
import type { SecretStorage } from 'vscode';
import { Credentials } from '../../../src/vscode/model/credentials.ts';

const google = 'https://generativelanguage.googleapis.com';
const gateway = 'https://gateway.example';

/** The editor's secret storage, as far as it is used. */
function secretStorage(): SecretStorage {
  const secrets = new Map<string, string>();
  return {
    get: async (key) => secrets.get(key),
    store: async (key, value) => void secrets.set(key, value),
    delete: async (key) => void secrets.delete(key),
    onDidChange: () => ({ dispose: () => undefined }),
  };
}

describe('an API key', () => {
  it('goes to the endpoint it was entered for, and to no other', async () => {
    const credentials = new Credentials(secretStorage(), {});
    await credentials.set(google, 'one');
    assert.equal(await credentials.keyFor(google), 'one');
    assert.equal(await credentials.keyFor(`${google}/`), 'one');
    assert.equal(await credentials.keyFor(gateway), undefined);
    assert.equal(await credentials.keyFor('http://generativelanguage.googleapis.com'), undefined);
    assert.equal(await credentials.keyFor(`${google}.evil.example`), undefined);
  });

  it('of the environment goes to Google and to this machine only', async () => {
    const credentials = new Credentials(secretStorage(), { GEMINI_API_KEY: ' env ' });
    for (const endpoint of [google, 'http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1']) {
      assert.equal(await credentials.keyFor(endpoint), 'env', endpoint);
    }
    for (const endpoint of [
      gateway,
      'https://127.0.0.1.evil.example',
      'https://localhost.example',
      'nonsense',
    ]) {
      assert.equal(await credentials.keyFor(endpoint), undefined, endpoint);
    }
  });

  it('that was entered comes before the one of the environment, until it is removed', async () => {
    const credentials = new Credentials(secretStorage(), { GEMINI_API_KEY: 'env' });
    await credentials.set(google, 'entered');
    assert.equal(await credentials.keyFor(google), 'entered');
    assert.equal(await credentials.remove(google), true);
    assert.equal(await credentials.remove(google), false);
    assert.equal(await credentials.keyFor(google), 'env');
    assert.equal(credentials.hasEnvironmentKey(google), true);
  });

  it('is none when the environment holds only white space', async () => {
    const credentials = new Credentials(secretStorage(), { GEMINI_API_KEY: '  ' });
    assert.equal(await credentials.keyFor(google), undefined);
    assert.equal(credentials.hasEnvironmentKey(google), false);
  });
});
