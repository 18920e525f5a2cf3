import type { ChangedFile } from '../change.ts';
import { quoteName } from './gutter.ts';
import { focusOf } from './numberLines.ts';
import { exclusions, exclusionOutsideChange } from './rubric.ts';

/**
 * The end of a request: what is to be done in a sentence, and what is not to be reported last, where long-context
 * models keep it. `additions` are sentences of ours; `dismissed` is the last of that, a text of its own.
 */
export function taskText(
  files: readonly ChangedFile[],
  additions: readonly string[],
  dismissed = '',
): string {
  const whole = files.filter(({ status }) => status === 'whole');
  const changed = whole.length < files.length || files.length === 0;
  const focused = whole.flatMap((file) => {
    const focus = focusOf(file);
    return focus === undefined ? [] : [`- ${quoteName(file.label)}: lines ${focus}\n`];
  });
  const excluded = changed
    ? [...exclusions.slice(0, 2), exclusionOutsideChange, ...exclusions.slice(2)]
    : exclusions;
  return [
    '=== end of the material ===\n',
    `Task: ${sentenceFor(changed, whole.length > 0)}\n`,
    ...(focused.length > 0
      ? ['In these files report only defects in the named lines; the rest is there to understand them:\n']
      : []),
    ...focused,
    ...additions.map((addition) => `${addition}\n`),
    'Do not report:\n',
    ...excluded.map((exclusion) => `- ${exclusion}\n`),
    dismissed,
  ].join('');
}

function sentenceFor(changed: boolean, whole: boolean): string {
  if (!whole) return 'report the defects that this change introduces, as specified.';
  if (!changed) return 'report the defects in the code shown above, as specified.';
  return 'report, as specified, the defects that this change introduces, and in files marked `whole file` those in the code as it stands.';
}
