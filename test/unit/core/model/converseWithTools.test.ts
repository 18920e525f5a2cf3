import assert from 'node:assert/strict';
import { converseWithTools, type ToolConverseEvent } from '../../../../src/core/model/converseWithTools.ts';
import type { ToolLimits } from '../../../../src/core/model/toolAllowance.ts';
import { toolError, type Toolbox } from '../../../../src/core/toolbox.ts';
import type { FunctionCall, ModelRequest } from '../../../../src/core/modelClient.ts';
import type { Answer } from '../../../emulator/answer.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { badRequest } from '../../../emulator/googleErrors.ts';
import { handStream } from '../../../emulator/handStream.ts';
import { thoughtSignature } from '../../../emulator/thoughtSignature.ts';
import { roads } from '../../faults/roads.ts';
import { createFakeClock } from './fakeClock.ts';

const request: ModelRequest = {
  model: 'gemini-3.5-flash',
  system: 'Review.',
  contents: ['a change'],
  schema: { type: 'object' },
};
const done: Answer = { kind: 'text', text: '{"findings":[]}' };
const calls = (...asked: [string, object | string][]): Answer => ({
  kind: 'calls',
  calls: asked.map(([name, args]) => ({ name, args })),
});

interface Heard {
  readonly text: string;
  readonly events: readonly ToolConverseEvent[];
  readonly end: ToolConverseEvent | undefined;
  readonly bodies: readonly string[];
}

for (const [road, connect] of Object.entries(roads)) {
  describe(`function calls by the road ${road}`, () => {
    let emulator: Emulator;
    let ran: FunctionCall[];
    beforeEach(async () => {
      emulator = await startEmulator();
      ran = [];
    });
    afterEach(() => emulator.close());

    const toolbox: Toolbox = {
      functions: [
        { name: 'read_lines', description: 'Reads.', parameters: { type: 'object', properties: {} } },
        { name: 'fails', description: 'Fails.', parameters: { type: 'object', properties: {} } },
      ],
      run: async (call) => {
        ran.push(call);
        if (call.name === 'fails') return toolError('the disk is gone');
        return { output: 'what it read', isError: false, shown: [{ root: '/r', path: 'b.ts' }] };
      },
    };

    async function hear(
      limits: Partial<ToolLimits> = {},
      tools: Toolbox | undefined = toolbox,
      signal = new AbortController().signal,
    ): Promise<Heard> {
      const events: ToolConverseEvent[] = [];
      let text = '';
      const client = connect(emulator.url);
      for await (const event of converseWithTools(
        client,
        request,
        tools,
        createFakeClock(),
        signal,
        limits,
      )) {
        events.push(event);
        if (event.kind === 'text') text += event.text;
      }
      const bodies = emulator.requests.map(({ body }) => JSON.stringify(body));
      return { text, events, end: events.at(-1), bodies };
    }

    it('are answered, with the thought signature passed back, until the model is done', async () => {
      emulator.script(calls(['read_lines', { file: 'b.ts', start: 1 }]), calls(['read_lines', {}]), done);
      const { text, end, bodies, events } = await hear();
      assert.equal(text, '{"findings":[]}');
      assert.equal(end?.kind, 'finished');
      assert.deepEqual(
        ran.map(({ args }) => args),
        [{ file: 'b.ts', start: 1 }, {}],
      );
      assert.equal(bodies.length, 3);
      assert.equal(bodies[2]?.split(thoughtSignature).length, 3, 'both turns carry their signature');
      assert.equal(bodies[2].split('what it read').length, 3);
      const looked = events.filter((event) => event.kind === 'looked-up');
      assert.deepEqual(
        looked.map(({ calls: names, shown }) => [names, shown]),
        [
          [['read_lines'], [{ root: '/r', path: 'b.ts' }]],
          [['read_lines'], [{ root: '/r', path: 'b.ts' }]],
        ],
      );
    });

    it('made side by side are all answered, each by its name', async () => {
      emulator.script(
        calls(['read_lines', { file: 'a' }], ['fails', {}], ['read_lines', { file: 'c' }]),
        done,
      );
      const { end, bodies } = await hear();
      assert.equal(end?.kind, 'finished');
      assert.deepEqual(
        ran.map(({ name }) => name),
        ['read_lines', 'fails', 'read_lines'],
      );
      assert.match(bodies[1] ?? '', /the disk is gone/);
    });

    it('of functions that do not exist are an answer for the model', async () => {
      emulator.script(calls(['delete_all', {}]), done);
      const { end, bodies } = await hear();
      assert.equal(end?.kind, 'finished');
      assert.deepEqual(ran, []);
      assert.match(bodies[1] ?? '', /There is no such function\. There are: read_lines, fails\./);
    });

    it('add up in usage over all turns', async () => {
      emulator.script(calls(['read_lines', {}]), done);
      const { events } = await hear();
      const totals = events.flatMap((event) => (event.kind === 'usage' ? [event.usage.input] : []));
      const first = totals[0] ?? 0;
      assert.ok((totals.at(-1) ?? 0) >= 2 * first && first > 0, JSON.stringify(totals));
    });

    it('end with the last turn that is allowed, whose request says so', async () => {
      emulator.script(calls(['read_lines', {}]), calls(['read_lines', {}]), done);
      const { end, bodies } = await hear({ maxTurns: 3 });
      assert.equal(end?.kind, 'finished');
      assert.doesNotMatch(bodies[1] ?? '', /"NONE"|"none"/);
      assert.match(bodies[2] ?? '', /"mode":"NONE"|"tool_choice":"none"/);
    });

    it('beyond the number that is allowed are refused, and the next request is the last', async () => {
      emulator.script(calls(['read_lines', {}], ['read_lines', {}], ['read_lines', {}]), done);
      const { end, bodies } = await hear({ maxCalls: 2 });
      assert.equal(end?.kind, 'finished');
      assert.equal(ran.length, 2);
      assert.match(bodies[1] ?? '', /The limit for look-ups is reached/);
      assert.match(bodies[1] ?? '', /"mode":"NONE"|"tool_choice":"none"/);
    });

    it('give no more text than is allowed', async () => {
      emulator.script(calls(['read_lines', {}], ['read_lines', {}]), done);
      const { bodies } = await hear({ maxOutput: 6 });
      assert.match(bodies[1] ?? '', /what i\\n\(cut here/);
      assert.equal(ran.length, 1);
    });

    it('that go on when they are over leave a plain request', async () => {
      emulator.script(calls(['read_lines', {}]), calls(['read_lines', {}]), done);
      const { text, end, events, bodies } = await hear({ maxTurns: 2 });
      assert.equal(end?.kind, 'finished');
      assert.equal(text, '{"findings":[]}');
      assert.ok(events.some(({ kind }) => kind === 'tools-dropped'));
      assert.doesNotMatch(bodies[2] ?? '', /read_lines/);
    });

    it('that are malformed leave a plain request', async () => {
      emulator.script({ kind: 'text', text: '', finishReason: 'MALFORMED_FUNCTION_CALL' }, done);
      const { end, bodies } = await hear();
      assert.equal(end?.kind, 'finished');
      assert.match(bodies[0] ?? '', /read_lines/);
      assert.doesNotMatch(bodies[1] ?? '', /read_lines/);
    });

    it('that the model refuses leave a plain request, with its schema', async () => {
      const refusal = handStream();
      refusal.fail(
        badRequest("Function calling with a response mime type: 'application/json' is unsupported"),
      );
      emulator.script(refusal, done);
      const { end, events, bodies } = await hear();
      assert.equal(end?.kind, 'finished');
      const dropped = events.find((event) => event.kind === 'tools-dropped');
      assert.deepEqual(dropped?.tools, ['functions']);
      assert.doesNotMatch(bodies[1] ?? '', /read_lines/);
      assert.match(bodies[1] ?? '', /responseJsonSchema|json_schema/);
    });

    it('stop at once when the review is stopped', async () => {
      emulator.script(calls(['read_lines', {}]), done);
      const stop = new AbortController();
      const { end } = await hear(
        {},
        {
          ...toolbox,
          run: (_, signal) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason as Error));
              stop.abort();
            }),
        },
        stop.signal,
      );
      assert.deepEqual(end, { kind: 'failed', failure: { kind: 'cancelled' } });
    });

    it('are not offered without a toolbox', async () => {
      emulator.script(done);
      const client = connect(emulator.url);
      for await (const event of converseWithTools(
        client,
        request,
        undefined,
        createFakeClock(),
        new AbortController().signal,
      ))
        assert.notEqual(event.kind, 'failed');
      assert.doesNotMatch(JSON.stringify(emulator.requests[0]?.body), /tools|functionDeclarations/);
    });
  });
}
