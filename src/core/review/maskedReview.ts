import type { Attachment, ChangedFile, Guidance } from '../change.ts';
import {
  maskMaterial,
  scanAndMask,
  type MaskedMaterial,
  type MaskedSecret,
  type MaskOptions,
} from '../collect/maskFiles.ts';
import type { FileRef, RawFinding } from '../finding.ts';
import type { SecretScanner, SecretSpan } from '../ports.ts';
import type { Material } from './gatherMaterial.ts';

/** What is sent, without its secrets, and the way back: findings are placed in the texts as they really are. */
export class MaskedReview {
  readonly files: readonly ChangedFile[];
  readonly guidance: readonly Guidance[];
  readonly attachments: readonly Attachment[];
  readonly #masked: MaskedMaterial;
  readonly #scanner: SecretScanner;
  /** By label: a file may be cut into several on its way. */
  readonly #originals: ReadonlyMap<string, ChangedFile>;

  constructor(masked: MaskedMaterial, { files, attachments }: Material, scanner: SecretScanner) {
    this.files = masked.files;
    this.guidance = masked.guidance;
    this.attachments = attachments;
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

/** Without the secrets; what was scanned while it was read is not scanned again. */
export async function maskAll(
  material: Material,
  scanner: SecretScanner,
  options: MaskOptions,
  signal: AbortSignal,
): Promise<MaskedMaterial> {
  const { read, guidance } = material;
  if (read === undefined) return scanAndMask(material, scanner, options, signal);
  const spans = new Map<ChangedFile | Guidance, readonly SecretSpan[]>(read.secrets);
  for (const one of guidance) spans.set(one, await scanner.scan(one.source, one.text));
  return maskMaterial(material, (holder) => [spans.get(holder) ?? []], options);
}
