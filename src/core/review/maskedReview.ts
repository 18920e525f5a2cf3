import type { Attachment, ChangedFile, Guidance } from '../change.ts';
import {
  maskMaterial,
  scanAndMask,
  type MaskedMaterial,
  type MaskedSecret,
  type MaskOptions,
} from '../collect/maskFiles.ts';
import type { DismissedClaim } from '../dismissedClaim.ts';
import type { FileRef, RawFinding } from '../finding.ts';
import type { SecretScanner, SecretSpan } from '../ports.ts';
import type { ToolDiagnostic } from '../toolDiagnostic.ts';
import type { Material } from './gatherMaterial.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** What the model is told that it need not say. */
export interface ToldBefore {
  readonly diagnostics: readonly ToolDiagnostic[];
  readonly dismissed: readonly DismissedClaim[];
}

/** What is sent, without its secrets, and the way back: findings are placed in the texts as they really are. */
export class MaskedReview {
  readonly files: readonly ChangedFile[];
  readonly guidance: readonly Guidance[];
  readonly attachments: readonly Attachment[];
  readonly told: ToldBefore;
  readonly #masked: MaskedMaterial;
  readonly #scanner: SecretScanner;
  /** By label: a file may be cut into several on its way. */
  readonly #originals: ReadonlyMap<string, ChangedFile>;

  constructor(
    masked: MaskedMaterial,
    { files, attachments }: Material,
    told: ToldBefore,
    scanner: SecretScanner,
  ) {
    this.files = masked.files;
    this.guidance = masked.guidance;
    this.attachments = attachments;
    this.told = told;
    this.#masked = masked;
    this.#scanner = scanner;
    this.#originals = new Map(files.map((file) => [file.label, file]));
  }

  original(file: ChangedFile): ChangedFile {
    return this.#originals.get(file.label) ?? file;
  }

  /** All secrets that were taken out so far. */
  get found(): readonly MaskedSecret[] {
    return this.#masked.found;
  }

  /** A text that is shown later, masked as the rest; undefined when that cannot be done safely. */
  async maskLater(ref: FileRef, text: string): Promise<string | undefined> {
    const file: ChangedFile = { ref, label: ref.path, status: 'whole', text, hunks: [] };
    return this.#masked.maskLater(file, [await this.#scanner.scan(ref.path, text)])?.text;
  }

  /** Puts secrets back into what the model wrote. */
  restore(text: string): string {
    return this.#masked.restore(text);
  }

  /** What the model quoted and wrote stands against the real text again; its prose keeps the placeholders. */
  unmask(raw: RawFinding): RawFinding {
    return {
      ...raw,
      quote: this.#masked.restore(raw.quote),
      replacement: raw.replacement === null ? null : this.#masked.restore(raw.replacement),
    };
  }
}

/** Everything that goes to the model without its secrets; undefined when the signal ended it. */
export async function maskReview(
  material: Material,
  told: ToldBefore,
  scanner: SecretScanner,
  options: MaskOptions,
  signal: AbortSignal,
): Promise<MaskedReview | undefined> {
  const masked = await unlessAborted(maskAll(material, scanner, options, signal), signal);
  if (masked === undefined) return undefined;
  const diagnostics = await withoutSecrets(
    told.diagnostics,
    ({ file, message }) => ({ path: file.path, text: message }),
    scanner,
    masked.secrets,
  );
  const dismissed = await withoutSecrets(
    told.dismissed,
    ({ within, text }) => ({ path: within, text }),
    scanner,
    masked.secrets,
  );
  return new MaskedReview(masked, material, { diagnostics, dismissed }, scanner);
}

/** What was scanned while it was read is not scanned again. */
async function maskAll(
  material: Material,
  scanner: SecretScanner,
  options: MaskOptions,
  signal: AbortSignal,
): Promise<MaskedMaterial> {
  const { read, guidance } = material;
  if (read === undefined) return scanAndMask(material, scanner, options, signal);
  const spans = new Map<ChangedFile | Guidance, readonly SecretSpan[]>(read.secrets);
  for (const one of guidance) spans.set(one, await scanner.scan(one.source, one.text));
  return maskMaterial(material, (holder) => [spans.get(holder) ?? []], options, signal);
}

/** Undefined when the signal ended it; whatever else is thrown is a bug. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
