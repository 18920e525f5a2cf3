import { showableProse } from './prose.ts';

/** UTF-16 units of a line as it is shown. */
const longestLine = 90;
/** Of what a request has thought so far the end is kept; a heading and a sentence are shorter. */
const keptText = 2_000;

/** Thoughts of the requests of one review as they arrive in pieces, and what stands above them at the moment. */
export class ThoughtLine {
  readonly #texts = new Map<number, string>();
  #line: string | undefined;

  /**
   * The heading, or else the first sentence, of what was thought last, whichever request it is of: plain text on one
   * line, without marks, addresses and characters that hide. Undefined until one is complete.
   */
  get line(): string | undefined {
    return this.#line;
  }

  take(request: number, text: string): void {
    const known = tidied(`${this.#texts.get(request) ?? ''}${text}`).slice(-keptText);
    this.#texts.set(request, known);
    this.#line = topicOf(known) ?? this.#line;
  }
}

/** Summaries of Gemini begin each step with a heading in bold; the thoughts of others have paragraphs only. */
const heading = /(?:^|\n|[.!?:]) ?(?:\*\*([^*\n]+)\*\*|#{1,6} ([^\n]+)) ?(?=\n)/g;
const sentence = /(?:^|\n\n)([^\s#*][^\n]*?[.!?])(?=\s)/g;

/** Space in single characters and empty lines, so that looking for topics takes no time. */
function tidied(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n\s+/g, (space) => (space.includes('\n', 1) ? '\n\n' : '\n'));
}

function topicOf(text: string): string | undefined {
  const topics = [...text.matchAll(heading)].map(([, bold, marked]) => bold ?? marked ?? '');
  const sentences = topics.length > 0 ? [] : [...text.matchAll(sentence)].map(([, first]) => first ?? '');
  const plain = plainText(topics.at(-1) ?? sentences.at(-1) ?? '');
  return plain === '' ? undefined : plain;
}

function plainText(markdown: string): string {
  const words = markdown
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/<[^>\n]*>/g, '')
    .replace(/\b[a-z][a-z+.-]*:\/\/\S+/gi, '…')
    .replace(/[*`#~]|(?<!\w)_|_(?!\w)/g, '');
  return showableProse(words.replace(/\s+/g, ' '), longestLine);
}
