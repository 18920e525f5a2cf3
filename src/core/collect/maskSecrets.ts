import type { ChangedFile } from '../change.ts';
import { createSecretFinder } from './findSecrets.ts';
import { maskMaterial } from './maskFiles.ts';
import { textsToScan } from './scannedTexts.ts';

export { isPrivateKeyFile } from './privateKeys.ts';

export interface MaskedFiles {
  readonly files: readonly ChangedFile[];
  /** Different secrets found. */
  readonly secrets: number;
  /** Puts the secrets back into what the model wrote. */
  restore(text: string): string;
}

/** As `scanAndMask`, by our own rules alone. */
export function maskSecrets(files: readonly ChangedFile[]): MaskedFiles {
  const find = createSecretFinder();
  const { secrets, ...masked } = maskMaterial(
    { files, guidance: [] },
    (holder) => ('ref' in holder ? textsToScan(holder).map(({ text }) => find(text).spans) : []),
    { allowed: new Set(), hash: (text) => text },
  );
  return { ...masked, secrets: secrets.size };
}
