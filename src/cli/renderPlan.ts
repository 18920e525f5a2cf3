import { dollars } from './dollars.ts';
import type { Plan } from './makePlan.ts';
import { plural, safeLine, safePath, safeText, wrap } from './safeText.ts';
import type { Style } from './style.ts';

/** The files and what is left out, then what it comes to; sentences in so many columns. */
export function renderPlan(plan: Plan, style: Style, columns: number): string {
  const { files, skipped, requests, tokens, later, cost, secretsMasked, guidance, attachments } = plan;
  const width = Math.max(6, ...files.map((file) => String(file.tokens).length));
  const lines: string[] = [];
  const prose = (text: string): string => wrap(text, columns).join('\n');
  if (files.length > 0) {
    lines.push(style.bold('To be reviewed (tokens, file)'));
    for (const { file, tokens: own } of files)
      lines.push(`  ${String(own).padStart(width)}  ${safePath(file)}`);
    lines.push('');
  }
  if (skipped.length > 0) {
    lines.push(style.bold('Skipped'));
    for (const { file, message } of skipped)
      lines.push(style.dim(`  ${safePath(file)}  (${safeLine(message)})`));
    lines.push('');
  }
  if (guidance.length > 0) lines.push(prose(`Guidance: ${guidance.map(safePath).join(', ')}`));
  if (attachments.length > 0)
    lines.push(prose(`Images and documents: ${attachments.map(safePath).join(', ')}`));
  if (secretsMasked > 0) lines.push(`Secrets that are masked: ${secretsMasked}`);
  const money = cost === undefined ? 'price not known' : `${dollars(cost.low)} to ${dollars(cost.high)}`;
  lines.push(
    style.bold(
      files.length === 0
        ? 'There is nothing to review.'
        : prose(
            `${plural(files.length, 'file')} in ${plural(requests, 'request')} to ${safeText(plan.model)}: about ${tokens} tokens, ${money}.`,
          ),
    ),
    ...(files.length > 0 && later.requests > 0
      ? [
          prose(
            `A second look and fixes are extra: at most about ${later.tokens} tokens more, by what is found. The higher sum has them.`,
          ),
        ]
      : []),
    ...(files.length > 0 ? [prose(limitLine(plan.limit))] : []),
    ...(plan.withinMaxCost === false
      ? [prose('That is more than --max-cost allows: it would not be sent.')]
      : []),
    'No code was sent.',
  );
  return `${lines.join('\n')}\n`;
}

function limitLine({ inputTokens, toldBy }: Plan['limit']): string {
  const says: Readonly<Record<Plan['limit']['toldBy'], string>> = {
    service: 'as the service says',
    setting: 'as FLASH_REVIEW_MAX_INPUT_TOKENS says',
    table: 'by the table of this version: the service was not asked, for want of a key, or did not say',
  };
  return `A request holds up to ${inputTokens} tokens, ${says[toldBy]}.`;
}
