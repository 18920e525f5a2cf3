import assert from 'node:assert/strict';
import { clash, keyEndpoint, needsKey } from '../../../../src/core/model/roads.ts';
import { defaultSettings, type Settings } from '../../../../src/vscode/settings.ts';

const settings = (changes: Partial<Settings>): Settings => ({ ...defaultSettings, ...changes });

describe('the roads to a model', () => {
  it('bind a key to the endpoint of the provider, and use none where a login or the editor signs in', () => {
    assert.equal(keyEndpoint(settings({})), 'https://generativelanguage.googleapis.com');
    const gateway = settings({ provider: 'openai', 'openai.endpoint': 'https://gateway.example/v1' });
    assert.equal(keyEndpoint(gateway), 'https://gateway.example/v1');
    assert.equal(keyEndpoint(settings({ provider: 'vertex', 'vertex.project': 'p' })), undefined);
    assert.equal(keyEndpoint(settings({ provider: 'vertex' })), 'https://aiplatform.googleapis.com');
    assert.equal(keyEndpoint(settings({ provider: 'editor' })), undefined);
  });

  it('ask for a key except where a local server or a login stands in', () => {
    assert.equal(needsKey(settings({})), true);
    assert.equal(
      needsKey(settings({ provider: 'openai', 'openai.endpoint': 'http://localhost:11434/v1' })),
      false,
    );
    assert.equal(
      needsKey(settings({ provider: 'openai', 'openai.endpoint': 'http://localhost.evil.example/v1' })),
      true,
    );
    assert.equal(needsKey(settings({ provider: 'vertex', 'vertex.project': 'p' })), false);
  });

  it('name the two things that clash', () => {
    const cases: readonly [Partial<Settings>, string | undefined, RegExp, RegExp][] = [
      [
        { 'gemini.endpoint': 'https://generativelanguage.googleapis.com/v1beta/openai' },
        'AIzaKey',
        /provider “gemini”/,
        /OpenAI-compatible endpoint/,
      ],
      [
        { 'gemini.endpoint': 'https://europe-west4-aiplatform.googleapis.com' },
        'AIzaKey',
        /provider “gemini”/,
        /Vertex AI endpoint/,
      ],
      [
        { provider: 'openai', 'openai.endpoint': 'https://generativelanguage.googleapis.com' },
        'AIzaKey',
        /provider “openai”/,
        /lacks \/v1beta\/openai/,
      ],
      [{}, 'sk-ant-abc', /a key of Anthropic/, /Google’s endpoint/],
      [{}, 'sk-abc', /a key of OpenAI/, /Google’s endpoint/],
    ];
    for (const [changes, key, first, second] of cases) {
      const failure = clash(settings(changes), key);
      assert.equal(failure?.kind, 'mismatch');
      if (failure.kind !== 'mismatch') continue;
      assert.match(failure.first, first);
      assert.match(failure.second, second);
      assert.ok(key === undefined || !JSON.stringify(failure).includes(key), 'the key must not be told');
    }
  });

  it('let stand what fits, gateways with any key included', () => {
    assert.equal(clash(settings({}), 'AIzaKey'), undefined);
    const gateway = settings({ provider: 'openai', 'openai.endpoint': 'https://gateway.example/v1' });
    assert.equal(clash(gateway, 'sk-abc'), undefined);
    assert.equal(clash(settings({ provider: 'openai' }), 'AIzaKey'), undefined);
  });
});
