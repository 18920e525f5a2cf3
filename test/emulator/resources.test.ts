import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from './emulator.ts';
import { ask, rawCall } from './rawCall.ts';

type Json = Readonly<Record<string, unknown>>;

async function call(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<[number, Json]> {
  const answer = await rawCall(emulator, { method, path, body });
  return [answer.status, JSON.parse(answer.text) as Json];
}

describe('a resource of the stand-in server', () => {
  it('lists models page by page, and shows one', async () => {
    await using emulator = await startEmulator();
    const [, first] = await call(emulator, 'GET', '/v1/models?pageSize=3');
    assert.equal((first['models'] as unknown[]).length, 3);
    const [, second] = await call(
      emulator,
      'GET',
      `/v1/models?pageSize=3&pageToken=${String(first['nextPageToken'])}`,
    );
    assert.equal((second['models'] as unknown[]).length, 1);
    assert.equal(second['nextPageToken'], undefined);
    const [status, model] = await call(emulator, 'GET', '/v1/models/gemini-3.5-flash');
    assert.equal(status, 200);
    assert.equal(model['name'], 'models/gemini-3.5-flash');
    assert.equal(model['inputTokenLimit'], 1_048_576);
    assert.equal(model['outputTokenLimit'], 65_536);
    assert.equal((await call(emulator, 'GET', '/v1/models/gpt-9'))[0], 404);
  });

  it('makes, shows, lists, prolongs and deletes cached contents', async () => {
    await using emulator = await startEmulator();
    assert.deepEqual(await call(emulator, 'GET', '/v1/cachedContents'), [200, {}]);
    const wanted = {
      model: 'models/gemini-3.5-flash',
      ttl: '3600s',
      displayName: 'd',
      ...ask('x'.repeat(700)),
    };
    const [status, made] = await call(emulator, 'POST', '/v1/cachedContents', wanted);
    assert.equal(status, 200);
    assert.equal(made['name'], 'cachedContents/c1');
    assert.equal(Date.parse(String(made['expireTime'])) - Date.parse(String(made['createTime'])), 3_600_000);
    assert.deepEqual(await call(emulator, 'GET', '/v1/cachedContents/c1'), [200, made]);
    const [, listed] = await call(emulator, 'GET', '/v1/cachedContents');
    assert.deepEqual(listed, { cachedContents: [made] });
    const [, updated] = await call(emulator, 'PATCH', '/v1/cachedContents/c1', { ttl: '600s' });
    assert.equal(
      Date.parse(String(updated['expireTime'])) - Date.parse(String(updated['updateTime'])),
      600_000,
    );
    assert.deepEqual(await call(emulator, 'DELETE', '/v1/cachedContents/c1', {}), [200, {}]);
    assert.equal((await call(emulator, 'GET', '/v1/cachedContents/c1'))[0], 404);
    assert.equal((await call(emulator, 'POST', '/v1/cachedContents', {}))[0], 400);
  });

  it('runs a batch while it is being looked at', async () => {
    await using emulator = await startEmulator({
      answer: (request) => ({
        kind: 'text',
        text: `answer to ${JSON.stringify(request.body).length} characters`,
      }),
    });
    emulator.script({ kind: 'fault', name: 'error-event' });
    const requests = [
      { request: ask('a'), metadata: { key: 'k1' } },
      { request: ask('b'), metadata: { key: 'k2' } },
      { request: { contents: [] }, metadata: { key: 'k3' } },
    ];
    const batch = { displayName: 'night', inputConfig: { requests: { requests } } };
    const [, made] = await call(emulator, 'POST', '/v1/models/gemini-3.5-flash:batchGenerateContent', {
      batch,
    });
    assert.equal(made['name'], 'batches/b1');
    assert.equal(stateOf(made), 'BATCH_STATE_PENDING');
    assert.equal(stateOf((await call(emulator, 'GET', '/v1/batches/b1'))[1]), 'BATCH_STATE_RUNNING');
    const [, done] = await call(emulator, 'GET', '/v1/batches/b1');
    assert.equal(stateOf(done), 'BATCH_STATE_SUCCEEDED');
    assert.equal(done['done'], true);
    const { inlinedResponses } = (done['response'] as { inlinedResponses: { inlinedResponses: Json[] } })
      .inlinedResponses;
    assert.deepEqual(
      inlinedResponses.map((one) => [one['metadata'], 'response' in one, 'error' in one]),
      [
        [{ key: 'k1' }, false, true],
        [{ key: 'k2' }, true, false],
        [{ key: 'k3' }, false, true],
      ],
    );
    assert.match(JSON.stringify(inlinedResponses[1]), /answer to \d+ characters/);
    const [, listed] = await call(emulator, 'GET', '/v1/batches');
    assert.equal((listed['operations'] as unknown[]).length, 1);
  });

  it('cancels and deletes a batch', async () => {
    await using emulator = await startEmulator();
    const batch = { inputConfig: { fileName: 'files/f1' } };
    await call(emulator, 'POST', '/v1/models/gemini-3.5-flash:batchGenerateContent', { batch });
    assert.deepEqual(await call(emulator, 'POST', '/v1/batches/b1:cancel', {}), [200, {}]);
    assert.equal(stateOf((await call(emulator, 'GET', '/v1/batches/b1'))[1]), 'BATCH_STATE_CANCELLED');
    assert.deepEqual(await call(emulator, 'DELETE', '/v1/batches/b1', {}), [200, {}]);
    assert.equal((await call(emulator, 'GET', '/v1/batches/b1'))[0], 404);
    assert.equal((await call(emulator, 'POST', '/v1/batches/b1:cancel', {}))[0], 404);
  });
});

const stateOf = (operation: Json): unknown => (operation['metadata'] as Json)['state'];
