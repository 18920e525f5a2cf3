import { faultNames } from '../test/emulator/answer.ts';
import { exceptions, faultMatrix } from '../test/unit/faults/faultMatrix.ts';
import { roads } from '../test/unit/faults/roads.ts';
import { runFault } from '../test/unit/faults/runFault.ts';
import type { Counts, Measure } from './measure.ts';

/**
 * Every fault by every HTTP road, as the tests run them, for reading: findings kept, requests sent, `ms` until all was
 * over (waits run a thousand times faster), and `asExpected` 0 or 1. The corpus plays no part.
 */
export const measure: Measure = async ({ log }) => {
  const results: Record<string, Counts> = {};
  for (const fault of faultNames)
    for (const [road, connect] of Object.entries(roads)) {
      const expected = exceptions[road]?.[fault] ?? faultMatrix[fault];
      const { kept, end, requests, elapsedMs } = await runFault(connect, fault);
      const asExpected = kept === expected.kept && end === expected.end && requests === expected.requests;
      results[`${fault} | ${road} | ${end}`] = {
        kept,
        requests,
        ms: Math.round(elapsedMs),
        asExpected: Number(asExpected),
      };
      if (!asExpected) log(`not as expected: ${fault} by ${road}: ${JSON.stringify(expected)}`);
    }
  return results;
};
