import type { ReviewCommand } from './command.ts';
import { exitCodes, type ExitCode } from './exitCode.ts';
import { makePlan } from './makePlan.ts';
import { openOutput, writeOrRefuse } from './outputFile.ts';
import { prepareReview } from './prepareReview.ts';
import { renderPlan } from './renderPlan.ts';
import { safeText } from './safeText.ts';
import { failureDetail, failureSentence } from './sentences.ts';
import { createStyle, type Style } from './style.ts';
import { filePage, pageOf, usesColor, type Page, type Terminal } from './terminal.ts';

/** Shows what a review would send, and sends no code: no key is needed. */
export async function planCommand(command: ReviewCommand, terminal: Terminal): Promise<ExitCode> {
  const output = await openOutput(command.output, terminal.cwd);
  const prepared = await prepareReview(command, terminal);
  for (const warning of prepared.warnings) terminal.err.write(`flash-review: ${warning}\n`);
  const made = await makePlan(prepared, terminal);
  if (!made.ok) {
    if (made.failure.kind === 'cancelled') return exitCodes.interrupted;
    const detail = failureDetail(made.failure);
    const message = failureSentence(made.failure);
    terminal.err.write(`flash-review: ${safeText(detail === '' ? message : `${message} (${detail})`)}\n`);
    return exitCodes.notReviewed;
  }
  const plan = made.value;
  const show = (style: Style, { prose }: Page): string =>
    command.format === 'json' ? `${JSON.stringify(plan, undefined, 2)}\n` : renderPlan(plan, style, prose);
  if (output === undefined)
    terminal.out.write(
      show(createStyle(usesColor(terminal, terminal.out, command.color)), pageOf(terminal, terminal.out)),
    );
  else await writeOrRefuse(output, show(createStyle(false), filePage));
  return exitCodes.clean;
}
