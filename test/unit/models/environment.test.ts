import assert from 'node:assert/strict';
import { connect } from '../../../src/cli/connect.ts';
import { defaultSettings } from '../../../src/cli/settings.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { roads } from '../faults/roads.ts';

const request = { model: 'gemini-3.5-flash', system: '', contents: ['code'] };

/** Variables by which SDKs and other programs let themselves be led, all at once. */
const leading = (elsewhere: string): Readonly<Record<string, string>> => ({
  GOOGLE_GEMINI_BASE_URL: elsewhere,
  GOOGLE_VERTEX_BASE_URL: elsewhere,
  GOOGLE_GENAI_USE_VERTEXAI: 'true',
  GOOGLE_GENAI_USE_ENTERPRISE: 'true',
  GOOGLE_GENAI_API_VERSION: 'v1',
  GOOGLE_API_KEY: 'another-key',
  OPENAI_BASE_URL: `${elsewhere}/v1`,
  OPENAI_API_KEY: 'another-key',
});

describe('the environment', () => {
  for (const [road, client] of Object.entries(roads))
    it(`leads no key elsewhere by the road ${road}`, async () => {
      await using service = await startEmulator();
      await using elsewhere = await startEmulator();
      const variables = leading(elsewhere.url);
      const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
      Object.assign(process.env, variables);
      try {
        const ends: string[] = [];
        for await (const event of client(service.url).stream(request, AbortSignal.timeout(10_000)))
          ends.push(event.kind);
        assert.equal(ends.at(-1), 'finished');
      } finally {
        for (const [name, value] of before)
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
      }
      assert.equal(service.requests.length, 1);
      assert.equal(elsewhere.requests.length, 0);
      assert.ok(!JSON.stringify(service.requests[0]?.headers).includes('another-key'));
    });

  it('gives Google’s key to Google and this machine only, whatever endpoint is set', async () => {
    const settings = {
      ...defaultSettings,
      provider: 'openai',
      endpoint: 'https://gateway.example/v1',
    } as const;
    const refused = await connect(settings, {
      GEMINI_API_KEY: 'AIzaKey',
      ...leading('https://evil.example'),
    });
    assert.deepEqual(refused, { ok: false, failure: { kind: 'no-key' } });
  });
});
