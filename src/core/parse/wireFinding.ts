import * as z from 'zod/mini';
import type { RawFinding } from '../finding.ts';
import { readCategory, readSeverity } from './labels.ts';

/** Longest field, in UTF-16 units. */
const maxPath = 4_096;
const maxTitle = 300;
const maxRule = 60;
const maxExplanation = 8_000;
const maxCode = 20_000;

const text = z.string();

/**
 * One element of `findings` as models write it. Only a finding without a place or without a claim is refused;
 * any other field of the wrong type counts as missing.
 */
const wireFinding = z.object({
  file: text.check(z.trim(), z.minLength(1), z.maxLength(maxPath)),
  line: z.optional(z.unknown()),
  endLine: z.optional(z.unknown()),
  quote: z.catch(text, ''),
  severity: z.catch(text, ''),
  category: z.catch(text, ''),
  rule: z.optional(z.unknown()),
  cwe: z.optional(z.unknown()),
  title: text,
  explanation: z.catch(text, ''),
  confidence: z.optional(z.unknown()),
  replacement: z.catch(z.nullable(text), null),
});

/** The keys of an element. */
export const wireKeys: ReadonlySet<string> = new Set(Object.keys(wireFinding.shape));

/**
 * Checks and evens out one parsed element; undefined when it is no finding.
 * `repaired` tells whether its JSON had to be mended.
 */
export function readWireFinding(value: unknown, repaired: boolean): RawFinding | undefined {
  const parsed = z.safeParse(wireFinding, value);
  if (!parsed.success) return undefined;
  const wire = parsed.data;
  const title = cut(cleanTitle(wire.title), maxTitle);
  if (title === '') return undefined;
  const replacement = wire.replacement;
  // Half a quote would anchor in the wrong place, half a replacement would destroy code.
  const tooMuchCode = wire.quote.length > maxCode || (replacement !== null && replacement.length > maxCode);
  return {
    file: wire.file,
    ...readLines(wire.line, wire.endLine),
    quote: wire.quote.length > maxCode ? '' : wire.quote,
    severity: readSeverity(wire.severity),
    category: readCategory(wire.category),
    ...readRule(wire.rule),
    ...readCwe(wire.cwe),
    title,
    explanation: cut(cleanProse(wire.explanation), maxExplanation),
    confidence: readConfidence(wire.confidence),
    replacement: tooMuchCode ? null : replacement,
    repaired,
  };
}

function readLines(line: unknown, endLine: unknown): { line: number; endLine: number } | undefined {
  const start = readLine(line);
  if (start === undefined) return undefined;
  const end = readLine(endLine) ?? start;
  return { line: Math.min(start, end), endLine: Math.max(start, end) };
}

/** A word of letters, digits and hyphens; what is more than a word is no kind of defect. */
function readRule(value: unknown): { rule: string } | undefined {
  if (typeof value !== 'string') return undefined;
  const rule = value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return rule === '' || rule.length > maxRule ? undefined : { rule };
}

/** A number, or as people write it: `CWE-79`. */
function readCwe(value: unknown): { cwe: number } | undefined {
  const cwe = readNumber(typeof value === 'string' ? value.replace(/^CWE-/i, '') : value);
  return Number.isSafeInteger(cwe) && cwe > 0 && cwe < 10_000 ? { cwe } : undefined;
}

function readLine(value: unknown): number | undefined {
  const line = readNumber(value);
  return Number.isSafeInteger(line) && line > 0 ? line : undefined;
}

/** A share of 1; what is above 1 is read as percent. */
function readConfidence(value: unknown): number {
  const percent = typeof value === 'string' && value.trimEnd().endsWith('%');
  const given = readNumber(percent ? value.replace('%', '') : value);
  if (Number.isNaN(given)) return 0.5;
  return Math.min(1, Math.max(0, percent || given > 1 ? given / 100 : given));
}

/** A number, or a string that is nothing but one; else NaN. */
function readNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : Number.NaN;
}

function cleanTitle(title: string): string {
  const line = /[^\S ]| {2}/.test(title) ? title.replace(/\s+/g, ' ') : title;
  return line.replace(unseen, '').toWellFormed().trim();
}

function cleanProse(prose: string): string {
  return prose.replace(/\r\n?/g, '\n').replace(unseen, '').toWellFormed().trim();
}

/**
 * What a reader does not see and should not be fooled by, named by its complement: control characters but for tab
 * and line feed, and the marks that reorder or hide text (https://trojansource.codes).
 */
const unseen =
  /[^\t\n\x20-\x7e\xa0-\u200a\u200c-\u200d\u2010-\u2029\u202f-\u205f\u2061-\u2065\u206a-\ufefe\uff00-\uffff]/g;

/** At most `length` long, the end marked when it is missing, no character cut in half. */
function cut(value: string, length: number): string {
  if (value.length <= length) return value;
  return `${value.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
