import { ruleName, type Excerpt, type Place, type ReportedFinding } from '../core/report/reviewReport.ts';
import { cut, safeLine, safePath, safeText, widthOf, wrap } from './safeText.ts';
import type { Style } from './style.ts';
import type { Page } from './terminal.ts';

/** Lines of a finding that are shown; of a longer one, the first. */
const mostLines = 12;

const tab = '  ';

/** A finding as text: where, what, the code it is about, why, and what to put in its place. */
export function renderFinding(finding: ReportedFinding, style: Style, page: Page): string {
  const { place, excerpt, severity, cwe, fix } = finding;
  const file = safePath(finding.file);
  const where = place === undefined ? file : `${file}:${place.startLine}:${place.startColumn}`;
  const rule = safeLine(ruleName(finding)) + (cwe === undefined ? '' : `, CWE-${cwe}`);
  const lines = [
    `${style.severity(severity, severity.toUpperCase())} ${style.bold(where)} ${style.dim(`(${rule})`)}`,
    ...wrap(safeLine(finding.title), page.prose - 2).map((line) => `  ${style.bold(line)}`),
  ];
  if (place !== undefined && excerpt !== undefined)
    lines.push('', ...frame(place, excerpt, finding, style, page.code));
  lines.push('', ...wrap(safeText(finding.explanation), page.prose - 2).map((line) => `  ${line}`));
  for (const edit of fix?.edits ?? []) {
    lines.push('');
    lines.push(...marked('-', edit.before).map((line) => style.removed(line)));
    lines.push(...marked('+', edit.after).map((line) => style.added(line)));
  }
  lines.push('', ...wrap(facts(finding), page.prose - 2).map((line) => `  ${style.dim(line)}`));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n\n`;
}

function facts({ confidence, fingerprint, fix, verification, state, anchor }: ReportedFinding): string {
  const said = [`${Math.round(confidence * 100)} % sure`, safeLine(fingerprint)];
  if (fix !== undefined) said.push(fix.automatic ? 'fix passed the checks' : 'fix to be looked at');
  if (verification === 'confirmed') said.push('stood a second look');
  if (verification === 'unresolved') said.push('a second look came to no answer');
  if (anchor === 'none') said.push('no exact line');
  if (anchor === 'line-only') said.push('placed by line number only');
  if (anchor === 'relocated') said.push('placed by the closest matching code');
  if (state === 'gone') said.push('its code is no longer in the work tree');
  return said.join(' - ');
}

function frame(
  place: Place,
  { startLine, lines }: Excerpt,
  { severity }: ReportedFinding,
  style: Style,
  columns: number,
): readonly string[] {
  const last = startLine + lines.length - 1;
  const gutter = String(last).length;
  const room = Math.max(10, columns - gutter - 5);
  const shownTo = Math.min(last, place.startLine + mostLines - 1);
  const out: string[] = [];
  for (const [index, line] of lines.entries()) {
    const number = startLine + index;
    if (number > shownTo && number <= place.endLine) continue;
    const inside = number >= place.startLine && number <= place.endLine;
    const head = `${inside ? '>' : ' '} ${String(number).padStart(gutter)} |`;
    out.push(`${inside ? style.severity(severity, head) : style.dim(head)} ${cut(display(line), room)}`);
    if (number === place.startLine && place.startLine === place.endLine) {
      const before = widthOf(display(line.slice(0, place.startColumn - 1)));
      const width = widthOf(display(line.slice(place.startColumn - 1, place.endColumn - 1)));
      if (before < room && width > 0) {
        const mark = '^'.repeat(Math.max(1, Math.min(width, room - before)));
        out.push(
          `${style.dim(`  ${' '.repeat(gutter)} |`)} ${' '.repeat(before)}${style.severity(severity, mark)}`,
        );
      }
    }
    if (number === shownTo && shownTo < place.endLine)
      out.push(style.dim(`  ${' '.repeat(gutter)} | … ${place.endLine - shownTo} more lines`));
  }
  return out;
}

/** Not cut: it is what would be written into the file. */
function marked(mark: string, text: string): readonly string[] {
  if (text === '') return [];
  return text
    .replace(/\r?\n$/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => `  ${mark} ${display(line)}`);
}

function display(line: string): string {
  return safeText(line.replaceAll('\t', tab).replaceAll('\n', ' '));
}
