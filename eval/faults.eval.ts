import { faultNames } from '../test/emulator/answer.ts';
import { connectionFaults } from '../test/unit/faults/connectionFaults.ts';
import { exceptions, faultMatrix, type Expected } from '../test/unit/faults/faultMatrix.ts';
import { roads } from '../test/unit/faults/roads.ts';
import { runConnectionFault, runFault, type FaultRun } from '../test/unit/faults/runFault.ts';
import type { Counts, Measure } from './measure.ts';

/**
 * Every fault by every HTTP road, as the tests run them, for reading: findings kept, requests sent, `ms` until all was
 * over (waits run a thousand times faster), and `asExpected` 0 or 1. Those of the service first, then those of the
 * connection, where `requests` are tries. The corpus plays no part.
 */
export const measure: Measure = async ({ log }) => {
  const results: Record<string, Counts> = {};
  const tell = (fault: string, road: string, expected: Expected, run: FaultRun): void => {
    const { kept, end, requests, elapsedMs } = run;
    const asExpected = kept === expected.kept && end === expected.end && requests === expected.requests;
    results[`${fault} | ${road} | ${end}`] = {
      kept,
      requests,
      ms: Math.round(elapsedMs),
      asExpected: Number(asExpected),
    };
    if (!asExpected) log(`not as expected: ${fault} by ${road}: ${JSON.stringify(expected)}`);
  };
  for (const fault of faultNames)
    for (const [road, connect] of Object.entries(roads))
      tell(fault, road, exceptions[road]?.[fault] ?? faultMatrix[fault], await runFault(connect, fault));
  for (const [name, fault] of Object.entries(connectionFaults))
    for (const [road, connect] of Object.entries(roads))
      tell(name, road, fault.expected, await runConnectionFault(connect, fault));
  return results;
};
