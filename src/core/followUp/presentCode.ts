import type { ChangedFile } from '../change.ts';
import { scanAndMask, type MaskOptions } from '../collect/maskFiles.ts';
import type { FileRef } from '../finding.ts';
import type { SecretScanner } from '../ports.ts';

/** A file as it is now, whole, ready to be asked about. */
export interface PresentCode {
  /** Without secrets. */
  readonly sent: ChangedFile;
  readonly original: ChangedFile;
  /** The earlier code that was given along, without secrets. */
  readonly before: string;
  /** Puts secrets back into what the model wrote. */
  readonly restore: (text: string) => string;
}

/** Rejects with the signal's reason when aborted. */
export async function presentCode(
  ref: FileRef,
  text: string,
  before: string,
  scanner: SecretScanner,
  options: MaskOptions,
  signal: AbortSignal,
): Promise<PresentCode> {
  const original: ChangedFile = { ref, label: ref.path, status: 'whole', text, hunks: [] };
  // Masked together, so that a secret that stands in both has one placeholder.
  const earlier = { source: ref.path, text: before, cut: false };
  const material = { files: [original], guidance: [earlier] };
  const masked = await scanAndMask(material, scanner, options, signal);
  return {
    sent: masked.files[0] ?? original,
    original,
    before: masked.guidance[0]?.text ?? '',
    restore: (written) => masked.restore(written),
  };
}
