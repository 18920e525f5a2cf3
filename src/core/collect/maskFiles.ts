import type { ChangedFile, Guidance } from '../change.ts';
import type { FileRef } from '../finding.ts';
import type { SecretScanner, SecretSpan } from '../ports.ts';
import {
  createPlaceholders,
  notePlaceholders,
  holdsPlaceholder,
  restoreSecrets,
  type Placeholders,
} from './placeholders.ts';
import { addRepeats, firstBehind } from './repeatedSecrets.ts';
import { textsToScan, type SentLine } from './scannedTexts.ts';
import { takeTurns } from '../turns.ts';

/** Everything of a review that holds text of the user's. */
export interface Material {
  readonly files: readonly ChangedFile[];
  readonly guidance: readonly Guidance[];
}

export interface MaskOptions {
  /** Fingerprints of false alarms: what has one of them is sent as it is. */
  readonly allowed: ReadonlySet<string>;
  /** SHA-256 in hexadecimal. */
  readonly hash: (text: string) => string;
}

/** One secret in one place. `line` is 1-based; of a removed line it counts in the text before the change. */
export interface MaskedSecret {
  readonly rule: string;
  readonly place:
    | { readonly kind: 'file'; readonly ref: FileRef; readonly line: number; readonly removed: boolean }
    | { readonly kind: 'guidance'; readonly source: string; readonly line: number };
  /** The same for the same secret everywhere; says nothing about it. */
  readonly fingerprint: string;
}

export interface MaskedMaterial extends Material {
  /** In the order of the files and their lines, each secret once a place. */
  readonly found: readonly MaskedSecret[];
  /** Placeholder to what it stands for; a secret of several lines has one for each of them. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Puts the secrets back into what the model wrote. */
  restore(text: string): string;
  /**
   * A file that is shown later, with the same placeholders; `found` grows. Undefined for one that holds words like
   * our placeholders: they could not be told from them.
   */
  maskLater(file: ChangedFile, spans: readonly (readonly SecretSpan[])[]): ChangedFile | undefined;
}

/** The spans of each of `textsToScan` of one file, or of one guidance. */
export type SpansOf = (holder: ChangedFile | Guidance) => readonly (readonly SecretSpan[])[];

/**
 * Scans all that will be sent, each text whole, and masks it; others have their turn in between. Rejects with the
 * signal's reason when aborted.
 */
export async function scanAndMask(
  material: Material,
  scanner: SecretScanner,
  options: MaskOptions,
  signal: AbortSignal,
): Promise<MaskedMaterial> {
  const spans = new Map<ChangedFile | Guidance, readonly (readonly SecretSpan[])[]>();
  const turn = takeTurns();
  for (const file of material.files) {
    await turn();
    const ofFile: (readonly SecretSpan[])[] = [];
    for (const { text } of textsToScan(file)) {
      signal.throwIfAborted();
      ofFile.push(await scanner.scan(file.ref.path, text));
    }
    if (ofFile.some(({ length }) => length > 0)) spans.set(file, ofFile);
  }
  for (const guidance of material.guidance)
    spans.set(guidance, [await scanner.scan(guidance.source, guidance.text)]);
  return maskMaterial(material, (holder) => spans.get(holder) ?? [], options, signal);
}

/**
 * Puts a placeholder for every secret in what will be sent: the lines of hunks and around them, the text of whole
 * files, guidance. The same secret has the same placeholder everywhere, so that the model can see that two are
 * equal, and lines keep their numbers. The `text` of a changed file, which is not sent, stays as it is. Others have
 * their turn in between. Rejects with the signal's reason when aborted.
 */
export async function maskMaterial(
  material: Material,
  spansOf: SpansOf,
  options: MaskOptions,
  signal: AbortSignal,
): Promise<MaskedMaterial> {
  const turn = takeTurns();
  const taken = new Set<string>();
  for (const file of material.files) {
    await turn();
    signal.throwIfAborted();
    for (const text of sentTexts(file)) notePlaceholders(text, taken);
  }
  for (const { text } of material.guidance) notePlaceholders(text, taken);
  const session: Session = {
    ...options,
    placeholders: createPlaceholders(taken),
    found: [],
    reported: new Set(),
  };
  const files: ChangedFile[] = [];
  for (const file of material.files) {
    await turn();
    signal.throwIfAborted();
    files.push(maskFile(file, spansOf(file), session));
  }
  const guidance = material.guidance.map((one) => {
    const [spans = []] = spansOf(one);
    const place = (line: number) => ({ kind: 'guidance', source: one.source, line }) as const;
    const text = maskText(one.text, secretsIn(one.text, spans, session), place, session);
    return text === one.text ? one : { ...one, text };
  });
  const { secrets } = session.placeholders;
  return {
    files,
    guidance,
    found: session.found,
    secrets,
    restore: (text) => restoreSecrets(text, secrets),
    maskLater: (file, spans) =>
      holdsPlaceholder(file.text ?? '') ? undefined : maskFile(file, spans, session),
  };
}

interface Session extends MaskOptions {
  readonly placeholders: Placeholders;
  readonly found: MaskedSecret[];
  readonly reported: Set<string>;
}

interface Secret extends SecretSpan {
  readonly fingerprint: string;
  /** Where it begins in the text that was scanned. */
  readonly origin: number;
}

function secretsIn(
  text: string,
  spans: readonly SecretSpan[],
  { allowed, hash }: Session,
): readonly Secret[] {
  return spans.flatMap((span) => {
    // A key is the same whatever the line ends and the indentation of the file it stands in.
    const value = text.slice(span.start, span.end).replace(/\s+/g, '\n');
    const fingerprint = hash(value).slice(0, 16);
    return allowed.has(fingerprint) ? [] : [{ ...span, fingerprint, origin: span.start }];
  });
}

function maskFile(
  file: ChangedFile,
  spans: readonly (readonly SecretSpan[])[],
  session: Session,
): ChangedFile {
  if (spans.every(({ length }) => length === 0)) return file;
  const texts = textsToScan(file);
  const places = addRepeats(texts.map(({ text }, index) => ({ text, spans: spans[index] ?? [] })));
  const sides = texts.map(({ text, offsets }, index) => ({
    text,
    offsets,
    secrets: secretsIn(text, places[index] ?? [], session),
  }));
  const placeIn = (line: number, removed: boolean) =>
    ({ kind: 'file', ref: file.ref, line, removed }) as const;
  if (file.status === 'whole') {
    const secrets = sides[0]?.secrets ?? [];
    return { ...file, text: maskText(file.text ?? '', secrets, (line) => placeIn(line, false), session) };
  }
  const maskLine = <T extends SentLine>(line: T): T => {
    // A line of context stands on both sides, and what shows that it is a secret may stand on one only.
    const secrets = sides.flatMap((side) => {
      const offset = side.offsets.get(line);
      return offset === undefined ? [] : cut(side.secrets, offset, offset + line.text.length);
    });
    if (secrets.length === 0) return line;
    const removed = 'kind' in line && line.kind === 'removed';
    const number = 'line' in line ? line.line : line.kind === 'removed' ? line.oldLine : line.newLine;
    return { ...line, text: maskText(line.text, unite(secrets), () => placeIn(number, removed), session) };
  };
  return {
    ...file,
    ...(file.surroundings === undefined ? {} : { surroundings: file.surroundings.map(maskLine) }),
    hunks: file.hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map(maskLine) })),
  };
}

/** The parts of secrets, in text order, that lie in a stretch of their text, with places relative to it. */
function cut(secrets: readonly Secret[], from: number, to: number): readonly Secret[] {
  const parts: Secret[] = [];
  for (let at = firstBehind(secrets, from); at < secrets.length; at++) {
    const secret = secrets[at];
    if (secret === undefined || secret.start >= to) break;
    parts.push({
      ...secret,
      start: Math.max(secret.start, from) - from,
      end: Math.min(secret.end, to) - from,
    });
  }
  return parts;
}

/** In order; of those that meet, the one that begins first, made to reach as far as any. */
function unite(secrets: readonly Secret[]): readonly Secret[] {
  const united: Secret[] = [];
  for (const secret of secrets.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = united.at(-1);
    if (last === undefined || secret.start >= last.end) united.push(secret);
    else united[united.length - 1] = { ...last, end: Math.max(last.end, secret.end) };
  }
  return united;
}

/** A text with a placeholder in each line of every secret, and what was found told to the session. */
function maskText(
  text: string,
  secrets: readonly Secret[],
  place: (line: number) => MaskedSecret['place'],
  session: Session,
): string {
  let out = '';
  let from = 0;
  let line = 1;
  for (const { start, end, rule, fingerprint, origin } of secrets) {
    const kept = text.slice(from, start);
    line += countLineEnds(kept);
    const secret = text.slice(start, end);
    out += kept + secret.replace(/\S(?:[^\r\n]*\S)?/g, (piece) => session.placeholders.of(piece));
    tell({ rule, place: place(line), fingerprint }, origin, session);
    line += countLineEnds(secret);
    from = end;
  }
  return out + text.slice(from);
}

/** Hunks show a secret of many lines line by line: it is told of at the first. */
function tell(secret: MaskedSecret, origin: number, { found, reported }: Session): void {
  const { place } = secret;
  const holder = place.kind === 'file' ? [place.ref.root, place.ref.path, place.removed] : [place.source];
  const key = JSON.stringify([...holder, secret.fingerprint, origin]);
  if (reported.has(key)) return;
  reported.add(key);
  found.push(secret);
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function* sentTexts(file: ChangedFile): Iterable<string> {
  if (file.status === 'whole') yield file.text ?? '';
  for (const { text } of file.surroundings ?? []) yield text;
  for (const { lines } of file.hunks) for (const { text } of lines) yield text;
}
