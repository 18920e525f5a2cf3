import assert from 'node:assert/strict';
import type { ChangedFile } from '../../../src/core/change.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { Preflight } from '../../../src/core/review/preflight.ts';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import { ReviewProgress } from '../../../src/vscode/review/reviewProgress.ts';
import { viewMessage } from '../../../src/vscode/view/viewMessage.ts';

const preflight: Preflight = {
  files: 2,
  requests: 1,
  tokens: 900,
  later: { requests: 0, tokens: 0 },
  lookUps: { requests: 0, tokens: 0 },
  tools: { searches: 0, tokens: 0 },
  secrets: 0,
  guidance: [],
  attachments: [],
};

const finding: Finding = {
  id: 'f',
  file: { root: '/project', path: 'src/cart.ts' },
  anchor: { kind: 'none', reason: 'quote-not-found' },
  quote: 'for',
  severity: 'high',
  category: 'bug',
  title: 'A title',
  explanation: 'Because.',
  confidence: 0.9,
  state: 'open',
  reviewId: 'r',
};

const planned: readonly ReviewEvent[] = [
  { kind: 'collected', files: [] },
  { kind: 'planned', preflight },
];
const thought = (text: string): ReviewEvent => ({ kind: 'thought', request: 0, text });

/** The line above the findings after these events. */
function told(events: readonly ReviewEvent[], tellThoughts = true): string | undefined {
  const progress = new ReviewProgress(0, () => undefined);
  for (const event of events) progress.take(event, 1);
  return viewMessage(progress.running(tellThoughts), 1);
}

const changed: ChangedFile = {
  ref: { root: '/project', path: 'src/cart.ts' },
  label: 'src/cart.ts',
  status: 'modified',
  text: 'a\n',
  hunks: [],
};

describe('what a model thinks', () => {
  const thinking = [
    ...planned,
    thought('**Follow the [Loop](command:quit)'),
    thought('**\n\nIt reads on.\n'),
  ];

  it('is one plain line above the findings until the first of them comes', () => {
    assert.equal(told(thinking), 'Reviewing 0 files, about 900 tokens. Thinking: Follow the Loop');
    assert.doesNotMatch(told([...thinking, { kind: 'finding', finding }]) ?? '', /Thinking|Loop/);
    const later = [...thinking, { kind: 'finding', finding } as const, thought('**Again**\n')];
    assert.doesNotMatch(told(later) ?? '', /Again/);
  });

  it('leaves room for what there is one of, and for nothing', () => {
    const one = { ...preflight, files: 1 };
    const collected = { kind: 'collected', files: [changed] } as const;
    assert.equal(
      told([collected, { kind: 'planned', preflight: one }, { kind: 'finding', finding }]),
      'Reviewing 1 file, about 900 tokens: 1 finding so far…',
    );
    const progress = new ReviewProgress(0, () => undefined);
    for (const event of [collected, { kind: 'reviewed', files: [changed] } as const]) progress.take(event, 1);
    assert.equal(
      viewMessage(progress.ended(undefined, 2), 2),
      'This review found nothing. 1 of 1 files reviewed.',
    );
  });

  it('is not shown when that is switched off', () => {
    assert.doesNotMatch(told(thinking, false) ?? '', /Thinking|Loop/);
  });
});
