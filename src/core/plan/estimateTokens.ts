/**
 * Tokens a text is likely to cost with the Gemini 3 tokenizer (its 262k vocabulary), in one pass.
 *
 * A linear model over what a lexer sees, fitted by least squares on 4.9 MB of real code, diffs, JSON and prose
 * against the Gemma 3 tokenizer: mean error 3 %, p95 9 %. Weak on Cyrillic (over) and emoji (under).
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let previous: CharKind | undefined;
  /** Characters of the current run; a camel-case hump begins a new run of letters. */
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    const kind = kindOf(text.charCodeAt(i));
    const isLetter = kind === 'lower' || kind === 'upper';
    const continues = isLetter
      ? previous === 'lower'
        ? kind === 'lower'
        : previous === 'upper'
      : kind === previous;
    run = continues ? run + 1 : 1;
    if (isLetter) tokens += (run === 1 ? perWord : 0) + (run > 6 ? perLetterBeyondSix : 0);
    else if (kind === 'digit') tokens += perDigit;
    else if (kind === 'punctuation') tokens += perPunctuation + (run === 1 ? perPunctuationRun : 0);
    else if (kind === 'newline') tokens += run === 1 ? perNewlineRun : 0;
    else if (kind === 'space') tokens += run === 2 ? perLongSpaceRun : 0;
    else tokens += kind === 'cjk' ? perCjk : perOtherNonAscii;
    previous = kind;
  }
  return Math.ceil(tokens);
}

type CharKind = 'lower' | 'upper' | 'digit' | 'punctuation' | 'newline' | 'space' | 'cjk' | 'other';

const perWord = 0.998;
const perLetterBeyondSix = -0.012;
const perDigit = 1.128;
const perPunctuationRun = 1.0;
const perPunctuation = 0.097;
const perNewlineRun = 1.257;
const perLongSpaceRun = 0.558;
const perCjk = 0.641;
const perOtherNonAscii = 0.582;

function kindOf(code: number): CharKind {
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  if (code === 32 || code === 9) return 'space';
  if (code === 10 || code === 13) return 'newline';
  if (code >= 48 && code <= 57) return 'digit';
  if (code < 128) return 'punctuation';
  if ((code >= 0x2e80 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af)) return 'cjk';
  return 'other';
}
