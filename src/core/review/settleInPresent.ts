import type { ChangedFile } from '../change.ts';
import type { Finding } from '../finding.ts';
import { followFindings } from '../findings/followFindings.ts';
import { withOrigin } from '../findings/origin.ts';
import { textIdOf } from '../findings/textId.ts';

const ids = new WeakMap<ChangedFile, string>();

/**
 * Ties a finding to the text it was found in; where an earlier version was reviewed, it is put on its code in the
 * text of now, or is gone with it.
 */
export function settleInPresent(finding: Finding, file: ChangedFile | undefined): Finding {
  if (file?.text === undefined) return finding;
  const textId = ids.get(file) ?? textIdOf(file.text);
  ids.set(file, textId);
  const tied = withOrigin(finding, textId);
  if (file.currentText === undefined || tied.origin === undefined) return tied;
  const present = file.currentText ?? undefined;
  const [now = tied] = followFindings([tied], present, new Map([[textId, file.text]]), 'everything');
  return now;
}
