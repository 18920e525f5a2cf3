import type { Category, Severity } from '../../src/core/finding.ts';
import type { PromptFile } from './standInPrompt.ts';
import { blankText, languageOf, type Language } from './standInScanner.ts';

/** A line of the new file. In `code`, comments and the inside of strings are blank, columns unmoved. */
export interface CodeLine {
  readonly number: number;
  readonly underReview: boolean;
  readonly text: string;
  readonly code: string;
}

/** Where a rule looks: one line under review, with what stands around it in its hunk and elsewhere in the file. */
export interface Place {
  readonly path: string;
  readonly line: CodeLine;
  readonly index: number;
  readonly lines: readonly CodeLine[];
  /** Every line of the file that the prompt shows. */
  readonly shown: readonly CodeLine[];
}

interface Flaw {
  /** How many lines it spans, from the place on; 1 when not given. */
  readonly span?: number;
  readonly severity: Severity;
  readonly category: Category;
  /** The consequence. */
  readonly title: string;
  /** The failing input, and what then happens. */
  readonly explanation: string;
  readonly confidence: number;
  /** Complete lines in place of the spanned ones; null when the rule cannot know. */
  readonly replacement: string | null;
}

export interface Rule {
  readonly language: Language | 'any';
  /** Undefined when the line is in order, or when the rule cannot be sure. */
  readonly find: (place: Place) => Flaw | undefined;
}

/** Each by the name under which its findings go, in camel case. */
export type Rules = Readonly<Record<string, Rule>>;

/** One finding in the shape the model answers with. */
export interface WireFinding {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly quote: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly rule: string;
  readonly title: string;
  readonly explanation: string;
  readonly confidence: number;
  readonly replacement: string | null;
}

export const confession = 'This finding comes from the rule-based stand-in, not from Gemini.';

/** Longer lines are the work of a machine. */
const longestLine = 300;

export function applyRules(files: readonly PromptFile[], rules: readonly Rules[]): readonly WireFinding[] {
  return files.flatMap((file) => {
    const language = languageOf(file.path);
    if (language === undefined) return [];
    const hunks = file.hunks.map((hunk) => newSide(hunk, language));
    const shown = hunks.flat();
    const fitting = rules
      .flatMap((named) => Object.entries(named))
      .filter(([, rule]) => rule.language === 'any' || rule.language === language);
    return hunks.flatMap((lines) =>
      lines.flatMap((line, index) =>
        line.underReview && line.text.length <= longestLine
          ? fitting.flatMap(([name, rule]) => {
              const place: Place = { path: file.path, line, index, lines, shown };
              const flaw = rule.find(place);
              return flaw === undefined ? [] : [toFinding(name, place, flaw)];
            })
          : [],
      ),
    );
  });
}

function newSide(hunk: PromptFile['hunks'][number], language: Language): readonly CodeLine[] {
  const kept = hunk.flatMap(({ number, text, underReview }) =>
    number === undefined ? [] : [{ number, underReview, text }],
  );
  const code = blankText(
    kept.map((line) => line.text),
    language,
  );
  return kept.map((line, index) => Object.assign(line, { code: code[index] ?? '' }));
}

function toFinding(name: string, place: Place, flaw: Flaw): WireFinding {
  const spanned = place.lines.slice(place.index, place.index + (flaw.span ?? 1));
  return {
    file: place.path,
    line: place.line.number,
    endLine: spanned.at(-1)?.number ?? place.line.number,
    quote: spanned.map((line) => line.text).join('\n'),
    severity: flaw.severity,
    category: flaw.category,
    rule: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    title: flaw.title,
    explanation: `${flaw.explanation} ${confession}`,
    confidence: flaw.confidence,
    replacement: flaw.replacement,
  };
}
