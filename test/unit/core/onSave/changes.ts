import type { ChangedFile } from '../../../../src/core/change.ts';
import { diffTexts } from '../../../../src/core/collect/hunks.ts';
import { growHunks } from '../../../../src/core/collect/growHunks.ts';
import type { Finding } from '../../../../src/core/finding.ts';
import type { Judge } from '../../../../src/core/onSave/hunkKeys.ts';

export const judge: Judge = { model: 'gemini-3.5-flash', effort: 'quick', prompt: '1' };

/** Texts are short here: each is its own hash. */
export const hash = (text: string): string => text;

/** What took `before` to `after`, grown to the blocks around it. */
export function changeOf(before: string, after: string, path = 'a.ts'): ChangedFile {
  const ref = { root: '/work', path };
  const hunks = diffTexts(before, after);
  return growHunks({ ref, label: path, status: 'modified', text: after, hunks }, undefined);
}

export function wholeOf(text: string): ChangedFile {
  return { ref: { root: '/work', path: 'a.ts' }, label: 'a.ts', status: 'whole', text, hunks: [] };
}

/** A function of a few lines with a value of its own. */
export function block(name: string, value: string): string {
  return `function ${name}() {\n  const a = 1;\n  const b = 2;\n  return ${value};\n}\n\n\n\n`;
}

/** On one line, 1-based. */
export function findingAt(id: string, line: number, state: Finding['state'] = 'open'): Finding {
  return {
    id,
    file: { root: '/work', path: 'a.ts' },
    anchor: {
      kind: 'exact',
      range: { start: { line: line - 1, character: 2 }, end: { line: line - 1, character: 8 } },
    },
    quote: 'return',
    severity: 'high',
    category: 'bug',
    title: id,
    explanation: '',
    confidence: 1,
    state,
    reviewId: 'before',
  };
}
