import type { ReportedFinding } from '../core/report/reviewReport.ts';
import type { Printer } from './printer.ts';
import { shareableFindings } from './shareable.ts';

export type Output = Pick<Printer, 'started' | 'finding' | 'settled' | 'ended'>;

type Print = (finding: ReportedFinding) => void;

/** Prints findings as they may stand in the log of a build, in the order they come in; the report is that already. */
export function maskedOutput(output: Output): Output {
  let printed = Promise.resolve();
  const soon = (finding: ReportedFinding, print: Print): void => {
    printed = printAfter(printed, finding, print);
    // Whoever ends the output hears of it.
    printed.catch(() => undefined);
  };
  return {
    started: (tool, facts) => output.started(tool, facts),
    finding: (finding) => soon(finding, (masked) => output.finding(masked)),
    settled: (finding) => soon(finding, (masked) => output.settled(masked)),
    ended: async (report) => {
      await printed;
      await output.ended(report);
    },
  };
}

async function printAfter(before: Promise<void>, finding: ReportedFinding, print: Print): Promise<void> {
  await before;
  for (const masked of await shareableFindings([finding])) print(masked);
}
