import type { Category } from '../src/core/finding.ts';
import { categories } from '../src/core/finding.ts';
import type { Draw } from './draw.ts';

/** Words that say the same in a review; each may stand for another of its row. */
const synonyms: readonly (readonly string[])[] = [
  ['missing', 'absent', 'lacking'],
  ['potential', 'possible'],
  ['error', 'failure', 'problem'],
  ['issue', 'problem', 'defect'],
  ['remove', 'delete', 'drop'],
  ['unused', 'dead', 'unneeded'],
  ['function', 'method', 'routine'],
  ['parameter', 'argument'],
  ['variable', 'name'],
  ['incorrect', 'wrong'],
  ['should', 'ought to', 'must'],
  ['check', 'test', 'verify'],
  ['causes', 'leads to', 'results in'],
  ['cause', 'lead to', 'result in'],
  ['use', 'employ', 'rely on'],
  ['add', 'introduce', 'insert'],
  ['ensure', 'make sure'],
  ['consider', 'think about', 'recommend'],
  ['unnecessary', 'redundant', 'needless'],
  ['handle', 'deal with', 'treat'],
  ['returns', 'yields', 'gives back'],
  ['fails', 'breaks'],
  ['overwrite', 'replace'],
  ['clarify', 'explain'],
  ['value', 'result'],
  ['undefined', 'unset'],
  ['crash', 'panic', 'abort'],
];

const fenced = /```[\s\S]*?(?:```|$)/g;

/**
 * As another run of a model might put it: words left out, replaced by others, sentences in another order. Code that
 * it proposes stays as it is.
 */
export function reword(text: string, draw: Draw): string {
  const sentences = text
    .replace(fenced, ' ')
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== '');
  const shuffled = sentences.length > 1 && draw.chance(0.5) ? rotate(sentences, draw) : sentences;
  const prose = shuffled.map((sentence) => rewordSentence(sentence, draw)).join(' ');
  return [prose, ...(text.match(fenced) ?? [])].join('\n').trim();
}

function rewordSentence(sentence: string, draw: Draw): string {
  const words = sentence.split(/\s+/).flatMap((word) => {
    if (draw.chance(0.15)) return [];
    const row = synonyms.find((one) => one.includes(word.toLowerCase()));
    return [row !== undefined && draw.chance(0.6) ? draw.one(row) : word];
  });
  const at = words.length > 3 && draw.chance(0.4) ? 1 + draw.below(words.length - 2) : 0;
  return [...words.slice(at), ...words.slice(0, at)].join(' ');
}

function rotate(items: readonly string[], draw: Draw): readonly string[] {
  const at = 1 + draw.below(items.length - 1);
  return [...items.slice(at), ...items.slice(0, at)];
}

export function anotherCategory(category: Category, draw: Draw): Category {
  return draw.one(categories.filter((one) => one !== category));
}
