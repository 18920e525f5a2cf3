import type { Attachment, SkipReason, SkippedFile } from '../change.ts';
import type { FileRef } from '../finding.ts';
import type { Revision } from '../ports.ts';
import { readImageHeader } from './imageHeader.ts';

/** The bytes of a file, as far as they may be sent. */
export type ImageContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly base64: string }
  | { readonly kind: 'too-large'; readonly bytes: number }
  /** Gone, a link, or not to be read. */
  | { readonly kind: 'nothing' };

/** Reads a file as it is at a version, nothing of it when it has more than `maxBytes`. Never throws. */
export type ReadImage = (
  ref: FileRef,
  version: 'work-tree' | Revision,
  maxBytes: number,
  signal: AbortSignal,
) => Promise<ImageContent>;

export interface AttachmentLimits {
  readonly maxBytes: number;
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** Bytes of all attachments together. */
  readonly maxTotalBytes: number;
}

/**
 * 7 MB and 3072×3072 are the service's limits for one image sent inline; a request is at most 20 MB, of which
 * base64 takes four bytes for three.
 */
const attachmentLimits: AttachmentLimits = {
  maxBytes: 7_000_000,
  maxWidth: 3072,
  maxHeight: 3072,
  maxTotalBytes: 14_000_000,
};

export interface CollectedAttachments {
  readonly attachments: readonly Attachment[];
  /** What stays skipped: `too-large` where an image exceeds the limits, else with its reason as it was. */
  readonly skipped: readonly SkippedFile[];
}

const attachable = /\.(?:png|jpe?g|webp|heic|heif|pdf)$/i;

/**
 * Turns images and PDFs among files skipped as binary into attachments, as they are at the version under review.
 * `labelOf` gives the name under which the model is told of a file.
 */
export async function collectAttachments(
  skipped: readonly SkippedFile[],
  labelOf: (ref: FileRef) => string,
  readImage: ReadImage,
  versionOf: (ref: FileRef) => 'work-tree' | Revision,
  signal: AbortSignal,
  limits: AttachmentLimits = attachmentLimits,
): Promise<CollectedAttachments> {
  const attachments: Attachment[] = [];
  const left: SkippedFile[] = [];
  let room = limits.maxTotalBytes;
  for (const file of skipped) {
    if (file.reason.kind !== 'binary' || !attachable.test(file.ref.path) || signal.aborted) {
      left.push(file);
      continue;
    }
    const content = await readImage(file.ref, versionOf(file.ref), limits.maxBytes, signal);
    const judged = judge(content, room, limits);
    if (judged.mimeType !== undefined && content.kind === 'bytes') {
      room -= content.bytes.length;
      const { mimeType } = judged;
      attachments.push({ ref: file.ref, label: labelOf(file.ref), mimeType, base64: content.base64 });
    } else left.push({ ref: file.ref, reason: judged.reason ?? file.reason });
  }
  return { attachments, skipped: left };
}

interface Judgement {
  readonly mimeType?: string;
  readonly reason?: SkipReason;
}

function judge(content: ImageContent, room: number, limits: AttachmentLimits): Judgement {
  if (content.kind === 'nothing') return {};
  if (content.kind === 'too-large') return { reason: content };
  const header = readImageHeader(content.bytes);
  if (header === undefined) return {};
  const { width = 0, height = 0, mimeType } = header;
  const fits =
    content.bytes.length <= Math.min(room, limits.maxBytes) &&
    width <= limits.maxWidth &&
    height <= limits.maxHeight;
  return fits ? { mimeType } : { reason: { kind: 'too-large', bytes: content.bytes.length } };
}
