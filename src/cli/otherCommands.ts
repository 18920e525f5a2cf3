import { resolve } from 'node:path';
import type { ReviewReport } from '../core/report/reviewReport.ts';
import type { Command } from './command.ts';
import { connect } from './connect.ts';
import { dismissalsFile, dismissFindings } from './dismissals.ts';
import { exitCodes, type ExitCode } from './exitCode.ts';
import { formatReport, formatText } from './formatReport.ts';
import { readLastReview, readReport } from './keptState.ts';
import { table, usageTable } from './keptUsage.ts';
import { openOutput, writeOrRefuse } from './outputFile.ts';
import { openPlace } from './place.ts';
import { settingsAt } from './prepareReview.ts';
import { safeText } from './safeText.ts';
import { failureDetail, failureSentence } from './sentences.ts';
import { shareable } from './shareable.ts';
import { createStyle } from './style.ts';
import { pageOf, usesColor, type Terminal } from './terminal.ts';
import { WrongUse } from './wrongUse.ts';

type Of<K extends Command['kind']> = Extract<Command, { readonly kind: K }>;

/** Shows a kept report, in any format. */
export async function findingsCommand(command: Of<'findings'>, terminal: Terminal): Promise<ExitCode> {
  const { root } = await openPlace(terminal.cwd, [], terminal.signal);
  const report = await shareable(await wantedReport(command.report, root, terminal));
  const { format, color } = command;
  const output = await openOutput(command.output, terminal.cwd);
  if (output !== undefined) await writeOrRefuse(output, formatReport(report, format));
  else if (format === 'text') {
    const style = createStyle(usesColor(terminal, terminal.out, color));
    terminal.out.write(formatText(report, style, pageOf(terminal, terminal.out)));
  } else terminal.out.write(formatReport(report, format));
  return exitCodes.clean;
}

export async function dismissCommand(command: Of<'dismiss'>, terminal: Terminal): Promise<ExitCode> {
  const { root } = await openPlace(terminal.cwd, [], terminal.signal);
  const report = await wantedReport(command.from, root, terminal);
  for (const line of await dismissFindings(root, report, command))
    terminal.out.write(`Dismissed in ${dismissalsFile}: ${safeText(line)}\n`);
  return exitCodes.clean;
}

/** The models the service offers, with their limits. */
export async function modelsCommand(command: Of<'models'>, terminal: Terminal): Promise<ExitCode> {
  const place = await openPlace(terminal.cwd, [], terminal.signal);
  const settings = await settingsAt(place, command.settings, terminal);
  const client = await connect(settings, terminal.environment);
  const listed = client.ok ? await client.value.list?.(terminal.signal) : client;
  if (listed === undefined) throw new WrongUse(`The provider ${settings.provider} has no list of models.`);
  if (!listed.ok) {
    if (listed.failure.kind === 'cancelled') return exitCodes.interrupted;
    const detail = failureDetail(listed.failure);
    // What is not found is the list.
    const sentence =
      listed.failure.kind === 'model-not-found'
        ? 'There is no list of models at this address. Correct --endpoint or FLASH_REVIEW_ENDPOINT, or --provider.'
        : failureSentence(listed.failure);
    terminal.err.write(`flash-review: ${safeText(detail === '' ? sentence : `${sentence} (${detail})`)}\n`);
    return exitCodes.notReviewed;
  }
  const rows = listed.value.map(({ name, inputTokenLimit, outputTokenLimit }) => [
    safeText(name),
    inputTokenLimit === undefined ? '?' : String(inputTokenLimit),
    outputTokenLimit === undefined ? '?' : String(outputTokenLimit),
  ]);
  terminal.out.write(table([['Model', 'Input tokens', 'Output tokens'], ...rows]));
  return exitCodes.clean;
}

export async function usageCommand({ environment, out }: Terminal): Promise<ExitCode> {
  try {
    out.write(await usageTable(environment));
    return exitCodes.clean;
  } catch (error) {
    throw new WrongUse(
      `What was used cannot be read: ${(error as Error).message}. Set FLASH_REVIEW_STATE to a folder of yours.`,
    );
  }
}

async function wantedReport(
  path: string | undefined,
  root: string,
  { cwd, environment }: Terminal,
): Promise<ReviewReport> {
  const kept =
    path === undefined ? await readLastReview(environment, root) : await readReport(resolve(cwd, path));
  if (kept.kind === 'report') return kept.report;
  if (path !== undefined)
    throw new WrongUse(
      `“${path}” ${kept.why}. A report is made with: flash-review --format json --output FILE`,
    );
  throw new WrongUse(
    kept.kind === 'missing'
      ? `There is no earlier review of ${root}. Run flash-review first, or name a report.`
      : `The last review of ${root} ${kept.why}. Run flash-review again.`,
  );
}
