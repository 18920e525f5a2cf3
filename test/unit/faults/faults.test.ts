import assert from 'node:assert/strict';
import { faultNames } from '../../emulator/answer.ts';
import { connectionFaults } from './connectionFaults.ts';
import { exceptions, faultMatrix } from './faultMatrix.ts';
import { roads, secretKey } from './roads.ts';
import { runConnectionFault, runFault } from './runFault.ts';

for (const [road, connect] of Object.entries(roads)) {
  describe(`by the road ${road}`, () => {
    for (const fault of faultNames) {
      const expected = exceptions[road]?.[fault] ?? faultMatrix[fault];
      it(`${fault}: ends as ${expected.end}, keeps ${expected.kept}, sends ${expected.requests}`, async () => {
        const { kept, end, requests, said, openStreams } = await runFault(connect, fault);
        assert.deepEqual({ kept, end, requests }, expected);
        assert.ok(!said.includes(secretKey), 'the key is in what was said');
        assert.equal(openStreams, 0, 'a connection is still open');
      });
    }

    for (const [name, fault] of Object.entries(connectionFaults)) {
      const { expected, code } = fault;
      it(`${name}: ends as ${expected.end}, keeps ${expected.kept}, tries ${expected.requests} times`, async () => {
        const { kept, end, requests, said, failureCode } = await runConnectionFault(connect, fault);
        assert.deepEqual({ kept, end, requests }, expected);
        assert.match(failureCode, code);
        assert.ok(!said.includes(secretKey), 'the key is in what was said');
      });
    }

    it('ends as cancelled at once, whatever it is doing, and closes the connection', async () => {
      for (const fault of ['stall', 'silent', 'rate-limited-minute'] as const) {
        const run = await runFault(connect, fault, AbortSignal.timeout(30));
        assert.equal(run.end, 'cancelled', fault);
        assert.equal(run.openStreams, 0, fault);
      }
    });
  });
}
