import type { ChangedFile } from '../change.ts';
import type { DismissedClaim } from '../dismissedClaim.ts';
import { gutterLine, quoteName } from './gutter.ts';

const mostLines = 40;
const longestText = 100;

/**
 * The last of what is not to be reported: what was dismissed in the shown files. The newest come last in the list
 * that is given and are kept where there are too many. Their words are others', so each stands behind the gutter;
 * empty when nothing was dismissed here.
 */
export function dismissedText(files: readonly ChangedFile[], dismissed: readonly DismissedClaim[]): string {
  const lines = dismissed.flatMap((claim) => {
    const file = files.find(({ ref }) => ref.root === claim.root && covers(claim.within, ref.path));
    return file === undefined ? [] : [lineOf(claim)];
  });
  const shown = [...new Set(lines)].slice(-mostLines);
  return shown.length === 0 ? '' : `- what was dismissed before, listed here:\n${shown.join('')}`;
}

function covers(within: string, path: string): boolean {
  return within === '' || path === within || (within.endsWith('/') && path.startsWith(within));
}

function lineOf({ within, text }: DismissedClaim): string {
  const said = text.replace(/\s+/g, ' ').trim();
  const short = said.length > longestText ? `${said.slice(0, longestText).toWellFormed()}…` : said;
  const place = within === '' ? 'everywhere' : `in ${quoteName(within)}`;
  return `${gutterLine(undefined, ' ', `${short} (${place})`)}\n`;
}
