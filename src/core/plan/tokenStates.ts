/**
 * The automaton that the token estimate walks over a text: what stands before a character, in as far as it says
 * whether the tokenizer begins a token there. Its states are many, the rows they share weights by are few.
 */
export interface TokenState {
  readonly before: Before;
  /** Characters of the run that `before` ends, up to the longest that makes a difference. */
  readonly run: number;
  /** For letters: the run follows a space, as a word does in prose. */
  readonly afterSpace: boolean;
  /** For letters and digits: how much the run looks like random characters, 0 to `loudest`. */
  readonly noise: number;
}

const loudest = 9;
/** Camel-case names stay below, base64 rises above it within ten characters. */
const noisy = 6;

const punctuationBefores = {
  stop: '.,',
  quote: '"\'`',
  open: '([{<',
  close: ')]}>',
  underscore: '_',
  colon: ';:',
  slash: '/\\',
  dash: '-',
  operator: '=+*%&|!?^~',
  sigil: '#$@',
} as const;
type Before =
  | 'lower'
  | 'upper'
  | keyof typeof punctuationBefores
  | 'digit'
  | 'space'
  | 'newline'
  | 'tab'
  | 'return'
  | 'control'
  | 'script'
  | 'cjk'
  | 'symbol'
  | 'surrogate';

const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** First code unit of each non-ASCII block that the tokenizer treats in its own way, and what it is as a context. */
const blocks: readonly (readonly [start: number, before: Before])[] = [
  [0x80, 'script'], // Latin
  [0x250, 'script'], // phonetic, combining, Greek
  [0x400, 'script'], // Cyrillic
  [0x530, 'script'], // Armenian, Hebrew
  [0x600, 'script'], // Arabic
  [0x780, 'script'], // India
  [0xe00, 'script'], // Thai, Lao, Tibetan
  [0x1000, 'script'],
  [0x2000, 'symbol'], // dashes and quotation marks
  [0x2070, 'symbol'], // arrows, mathematics
  [0x2500, 'symbol'], // boxes
  [0x2600, 'symbol'], // dingbats
  [0x2e80, 'cjk'], // radicals, punctuation
  [0x3040, 'cjk'], // Hiragana
  [0x30a0, 'cjk'], // Katakana
  [0x3100, 'cjk'],
  [0x3400, 'cjk'], // Han
  [0xa000, 'script'],
  [0xac00, 'cjk'], // Hangul
  [0xd800, 'surrogate'], // first halves
  [0xdc00, 'surrogate'], // second halves
  [0xe000, 'symbol'],
  [0xff00, 'cjk'], // full width
];

const columnBefores: readonly Before[] = [
  'lower',
  'upper',
  'digit',
  'space',
  'newline',
  'tab',
  'return',
  'control',
  ...Array.from(punctuation, beforeOfPunctuation),
  ...blocks.map(([, before]) => before),
];

/** Kinds of characters that have weights of their own. */
export const columns = columnBefores.length;

const firstPunctuation = 8;
const firstBlock = firstPunctuation + punctuation.length;

/** The column of every UTF-16 code unit, by `code` below 128 and by `128 + (code >> 4)` from there. */
export const columnTable: Uint8Array = buildColumnTable();

export const startState: TokenState = { before: 'newline', run: 1, afterSpace: false, noise: 0 };

/** The state after a character of the column. */
export function stepState(state: TokenState, column: number): TokenState {
  const before = columnBefores[column] ?? 'control';
  const letter = isLetter(before);
  const continues = goesOn(state.before, before);
  const alphanumeric = letter || before === 'digit';
  return {
    before,
    run: continues ? Math.min(state.run + 1, letter ? 5 : 2) : 1,
    afterSpace: letter && (continues ? state.afterSpace : state.before === 'space'),
    noise: alphanumeric ? noiseAfter(state, before) : 0,
  };
}

/** The name of the row of weights that a state uses. */
export function rowOf({ before, run, afterSpace, noise }: TokenState): string {
  if (noise >= noisy) return `noisy ${before}`;
  return `${afterSpace ? 'word ' : ''}${before} ${run}`;
}

/** Case and digits change every few characters in a key or in base64, and hardly ever in a name. */
function noiseAfter(state: TokenState, before: Before): number {
  if (!isLetter(state.before) && state.before !== 'digit') return 0;
  const change = before === state.before ? -1 : before !== 'lower' ? 3 : state.before === 'digit' ? 1 : -1;
  return Math.max(0, Math.min(loudest, state.noise + change));
}

/** Whether two neighbours belong to one run; in `parseDiff` and `HTMLElement` a capital begins another. */
function goesOn(before: Before, next: Before): boolean {
  if (next === 'lower') return isLetter(before);
  return next === before || (isMark(next) && isMark(before));
}

function isLetter(before: Before): boolean {
  return before === 'lower' || before === 'upper';
}

function isMark(before: Before): boolean {
  return before in punctuationBefores;
}

function beforeOfPunctuation(mark: string): Before {
  for (const [before, marks] of Object.entries(punctuationBefores)) {
    if (marks.includes(mark)) return before as keyof typeof punctuationBefores;
  }
  throw new Error(`${mark} belongs to no kind`);
}

function asciiColumn(code: number): number {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return 0;
  if (/[A-Z]/.test(character)) return 1;
  if (/\d/.test(character)) return 2;
  const whiteSpace = ' \n\t\r'.indexOf(character);
  if (whiteSpace >= 0) return 3 + whiteSpace;
  const mark = punctuation.indexOf(character);
  return mark < 0 ? 7 : firstPunctuation + mark;
}

function buildColumnTable(): Uint8Array {
  const table = new Uint8Array(128 + 4096);
  for (let code = 0; code < 128; code++) table[code] = asciiColumn(code);
  for (const [at, [start]] of blocks.entries()) table.fill(firstBlock + at, 128 + (start >> 4));
  return table;
}
