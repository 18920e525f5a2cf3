import type { Fix } from '../../core/finding.ts';
import { fixDiff } from '../../core/verify/fixDiff.ts';

/** A fix as the inside of a `diff` fence; `text` is the one it was found ready for. */
export function diffText(fix: Fix, text: string, mostLines = 200): string {
  const lines = fixDiff(fix, text).map((line) => `${line.kind === 'removed' ? '-' : '+'} ${line.text}`);
  return lines.length <= mostLines ? lines.join('\n') : [...lines.slice(0, mostLines), '  …'].join('\n');
}
