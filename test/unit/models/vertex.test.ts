import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelEvent } from '../../../src/core/modelClient.ts';
import { createVertexClient, vertexEndpoint, type VertexOptions } from '../../../src/models/vertex.ts';
import { startEmulator } from '../../emulator/emulator.ts';

const request = { model: 'gemini-3.5-flash', system: 'Review.', contents: ['code'] };

/** A token service as workload identity federation knows it; `refuse` makes it answer like one that has expired. */
async function startTokenService(refuse = false): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((message, response) => {
    let body = '';
    message.on('data', (chunk: Buffer) => (body += chunk.toString()));
    message.on('end', () => {
      asked.push(body);
      response.writeHead(refuse ? 400 : 200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          refuse
            ? { error: 'invalid_grant', error_description: 'Reauthentication is needed.' }
            : {
                access_token: 'token-of-the-test',
                issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
                token_type: 'Bearer',
                expires_in: 3600,
              },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, asked };
}

async function eventsOf(options: VertexOptions): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of createVertexClient(options).stream(request, AbortSignal.timeout(10_000)))
    events.push(event);
  return events;
}

const failureOf = (events: readonly ModelEvent[]) => {
  const last = events.at(-1);
  return last?.kind === 'failed' ? last.failure : undefined;
};

describe('the Vertex AI road', () => {
  const names = [
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GOOGLE_VERTEX_BASE_URL',
    'GOOGLE_GENAI_USE_VERTEXAI',
    'GOOGLE_API_KEY',
    'GOOGLE_CLOUD_PROJECT',
  ];
  const before = names.map((name) => [name, process.env[name]] as const);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flash-review-vertex-'));
    for (const name of names) delete process.env[name];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  function federate(tokenUrl: string): void {
    writeFileSync(join(folder, 'subject'), 'a-subject-token');
    const file = join(folder, 'credentials.json');
    const credentials = {
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: tokenUrl,
      credential_source: { file: join(folder, 'subject') },
    };
    writeFileSync(file, JSON.stringify(credentials));
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = file;
  }

  it('signs in with the application default credentials and names project and location', async () => {
    const tokens = await startTokenService();
    federate(tokens.url);
    await using service = await startEmulator();
    try {
      const events = await eventsOf({ project: 'p1', location: 'europe-west4', endpoint: service.url });
      assert.deepEqual(events.at(-1), { kind: 'finished', reason: 'STOP' });
      const [sent] = service.requests;
      assert.equal(
        sent?.path,
        '/v1beta1/projects/p1/locations/europe-west4/publishers/google/models/gemini-3.5-flash:streamGenerateContent',
      );
      assert.equal(sent?.headers.authorization, 'Bearer token-of-the-test');
      assert.equal(sent?.headers['x-goog-api-key'], undefined);
      assert.equal(tokens.asked.length, 1);
    } finally {
      tokens.server.close();
    }
  });

  it('says that the login has expired when the token service says so, and sends nothing', async () => {
    const tokens = await startTokenService(true);
    federate(tokens.url);
    await using service = await startEmulator();
    try {
      const events = await eventsOf({ project: 'p1', endpoint: service.url });
      assert.equal(failureOf(events)?.kind, 'login-expired');
      assert.equal(service.requests.length, 0);
    } finally {
      tokens.server.close();
    }
  });

  it('says that there is no login when the credentials are not there', async () => {
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = join(folder, 'nowhere.json');
    const events = await eventsOf({ project: 'p1', endpoint: 'http://127.0.0.1:9' });
    assert.equal(failureOf(events)?.kind, 'no-login');
  });

  it('takes a key alone as express mode, without project and location', async () => {
    process.env['GOOGLE_CLOUD_PROJECT'] = 'of-the-environment';
    await using service = await startEmulator();
    const events = await eventsOf({ apiKey: 'express-key', endpoint: service.url });
    assert.deepEqual(events.at(-1), { kind: 'finished', reason: 'STOP' });
    assert.equal(
      service.requests[0]?.path,
      '/v1beta1/publishers/google/models/gemini-3.5-flash:streamGenerateContent',
    );
    assert.equal(service.requests[0]?.headers['x-goog-api-key'], 'express-key');
  });

  it('is not led elsewhere by the environment', async () => {
    await using elsewhere = await startEmulator();
    await using service = await startEmulator();
    process.env['GOOGLE_VERTEX_BASE_URL'] = elsewhere.url;
    process.env['GOOGLE_API_KEY'] = 'key-of-the-environment';
    await eventsOf({ apiKey: 'express-key', endpoint: service.url });
    assert.equal(elsewhere.requests.length, 0);
    assert.equal(service.requests[0]?.headers['x-goog-api-key'], 'express-key');
  });

  it('needs a project with a login, and a location that can be one', async () => {
    assert.deepEqual(failureOf(await eventsOf({ location: 'global' })), {
      kind: 'missing-setting',
      setting: 'vertex.project',
    });
    const location = 'evil.example/x';
    assert.deepEqual(failureOf(await eventsOf({ project: 'p', location })), {
      kind: 'bad-location',
      location,
    });
  });

  it('knows the address of each kind of location', () => {
    assert.equal(vertexEndpoint('global'), 'https://aiplatform.googleapis.com');
    assert.equal(vertexEndpoint('eu'), 'https://aiplatform.eu.rep.googleapis.com');
    assert.equal(vertexEndpoint('us-central1'), 'https://us-central1-aiplatform.googleapis.com');
  });
});
