import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from './emulator.ts';
import { overloaded } from './googleErrors.ts';
import { handStream } from './handStream.ts';
import {
  ask,
  askStream,
  finishReasonsOf,
  outcomeOf,
  rawCall,
  readEvents,
  streamPath,
  textOf,
} from './rawCall.ts';

describe('a stream by hand', () => {
  it('stays open between two pushes', async () => {
    await using emulator = await startEmulator();
    const stream = handStream();
    emulator.script(stream);
    const answer = askStream(emulator);
    assert.equal((await stream.opened).method, 'POST');
    stream.think('hm');
    stream.push('one ');
    await sleep(30);
    assert.equal(emulator.openStreams, 1);
    assert.equal(emulator.requests[0]?.outcome.kind, 'open');
    stream.push('two');
    stream.finish();
    const chunks = readEvents((await answer).text);
    assert.equal(textOf(chunks), 'one two');
    assert.deepEqual(finishReasonsOf(chunks), ['STOP']);
    await stream.closed;
    assert.equal(emulator.openStreams, 0);
  });

  it('sends its headers before the first push', async () => {
    await using emulator = await startEmulator();
    const stream = handStream();
    emulator.script(stream);
    const response = await fetch(emulator.url + streamPath, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'k' },
      body: JSON.stringify(ask('x')),
    });
    assert.equal(response.status, 200);
    stream.finish(null);
    assert.equal(await response.text(), '');
  });

  it('can be reset, and can fail', async () => {
    await using emulator = await startEmulator();
    const [first, second] = [handStream(), handStream()];
    emulator.script(first, second);
    first.push('a');
    first.reset();
    assert.equal((await askStream(emulator)).error?.code, 'ECONNRESET');
    second.push('b');
    second.fail(overloaded());
    assert.equal(readEvents((await askStream(emulator)).text).at(-1)?.error?.code, 503);
  });

  it('is told when the client leaves', async () => {
    await using emulator = await startEmulator();
    const stream = handStream();
    emulator.script(stream);
    const client = new AbortController();
    const call = rawCall(emulator, { path: streamPath, body: ask('x'), signal: client.signal });
    await stream.opened;
    stream.push('a');
    await sleep(20);
    client.abort();
    assert.equal((await call).error?.name, 'AbortError');
    await stream.closed;
    assert.equal((await outcomeOf(emulator.requests[0])).kind, 'left');
  });

  it('ends with the server', async () => {
    const emulator = await startEmulator();
    const stream = handStream();
    emulator.script(stream, { kind: 'fault', name: 'slow-drip', delayMs: 60_000 });
    const calls = [askStream(emulator), askStream(emulator)];
    await stream.opened;
    await sleep(30);
    await emulator.close();
    await stream.closed;
    for (const call of calls) assert.equal((await call).error?.code, 'ECONNRESET');
    await assert.rejects(askStream(emulator), { code: 'ECONNREFUSED' });
  });
});
