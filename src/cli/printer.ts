import { finishedEvent, formatEvent } from '../core/report/ndjson.ts';
import {
  isOpen,
  type ReportedFinding,
  type ReviewFacts,
  type ReviewReport,
} from '../core/report/reviewReport.ts';
import type { Format } from './command.ts';
import { formatReport } from './formatReport.ts';
import { maskedOutput, type Output } from './maskedOutput.ts';
import { ProgressLine, progressText } from './progressLine.ts';
import { renderFinding } from './renderFinding.ts';
import { renderSummary } from './renderSummary.ts';
import { safeText } from './safeText.ts';
import { createStyle } from './style.ts';
import { pageOf, usesColor, type Terminal } from './terminal.ts';

/** What is printed while a review goes, and at its end. */
export interface Printer {
  started(tool: ReviewReport['tool'], facts: ReviewFacts): void;
  /** May come again for the same finding, with more known of it. */
  finding(finding: ReportedFinding): void;
  /** Nothing more is to come about it. */
  settled(finding: ReportedFinding): void;
  progress(state: Parameters<typeof progressText>[0]): void;
  /** A line for people, beside the output. */
  note(text: string): void;
  /** Settles when all is printed; `report` is fit to be shared. */
  ended(report: ReviewReport): Promise<void>;
}

/** Text and NDJSON come as they are found; every other format is one document at the end. */
export function createPrinter(terminal: Terminal, format: Format, color: boolean): Printer {
  const line = new ProgressLine(terminal);
  const shared = {
    progress: (state: Parameters<typeof progressText>[0]) => line.show(progressText(state), Date.now()),
    note: (text: string) => {
      line.clear();
      terminal.err.write(`flash-review: ${safeText(text)}\n`);
    },
  };
  const write = (text: string): void => {
    line.clear();
    terminal.out.write(text);
  };
  if (format === 'text') return { ...shared, ...maskedOutput(textOutput(terminal, color, write)) };
  if (format === 'ndjson') return { ...shared, ...maskedOutput(eventOutput(write)) };
  return {
    ...shared,
    started: () => undefined,
    finding: () => undefined,
    settled: () => undefined,
    ended: (report) => Promise.resolve(write(formatReport(report, format))),
  };
}

function textOutput(terminal: Terminal, color: boolean, write: (text: string) => void): Output {
  const style = createStyle(usesColor(terminal, terminal.out, color));
  const printed = new Set<string>();
  const print = (finding: ReportedFinding): void => {
    if (!isOpen(finding) || printed.has(finding.fingerprint)) return;
    printed.add(finding.fingerprint);
    write(renderFinding(finding, style, pageOf(terminal, terminal.out)));
  };
  return {
    started: () => undefined,
    // It may yet be taken back, or get its fix.
    finding: () => undefined,
    settled: print,
    ended: (report) => {
      for (const finding of report.findings) print(finding);
      write(renderSummary(report, style, pageOf(terminal, terminal.out).prose));
      return Promise.resolve();
    },
  };
}

function eventOutput(write: (text: string) => void): Output {
  const last = new Map<string, string>();
  const print = (finding: ReportedFinding): void => {
    const text = formatEvent({ kind: 'finding', finding });
    if (last.get(finding.fingerprint) === text) return;
    last.set(finding.fingerprint, text);
    write(text);
  };
  return {
    started: (tool, review) => write(formatEvent({ kind: 'started', tool, review })),
    finding: print,
    settled: print,
    ended: (report) => {
      for (const finding of report.findings) print(finding);
      for (const coverage of report.coverage) write(formatEvent({ kind: 'file', coverage }));
      write(formatEvent(finishedEvent(report)));
      return Promise.resolve();
    },
  };
}
