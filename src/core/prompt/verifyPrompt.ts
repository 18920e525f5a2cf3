import { severities } from '../finding.ts';
import type { Prompt } from './prompt.ts';
import { claimsText, type Claim } from './claim.ts';
import { codeNotation } from './codeNotation.ts';
import { excerptText, type Excerpt } from './excerpt.ts';
import { severityRubric } from './rubric.ts';

/**
 * The second look at findings. Why it is built this way:
 * - a request of its own, without the conversation that made the claims: self-review in the same one does not work;
 * - it is asked for the line that refutes, which typical false claims have (a value set three lines above);
 * - evidence comes before the verdict, so that the verdict follows from it;
 * - an open question is an answer: neither side has to be guessed.
 */
export function buildVerifyPrompt(excerpts: readonly Excerpt[], claims: readonly Claim[]): Prompt {
  const ids = claims.map(({ id }) => id).join(', ');
  return {
    system: verifyInstruction,
    contents: [
      excerpts.map(excerptText).join(''),
      claimsText('claims to check', claims),
      `=== end of the material ===\nTask: check claims ${ids} as specified, each by itself. Give one verdict for each, in this order.\n`,
    ],
    schema: verdictSchema,
  };
}

const verdictSchema = {
  type: 'object',
  properties: {
    verdicts: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', description: 'The number of the claim.' },
          evidence: {
            type: 'string',
            description:
              'One or two sentences: what the refuting line does, or the input that fails and what then happens.',
          },
          line: {
            type: ['integer', 'null'],
            description: 'Printed number of the line that refutes, or null.',
          },
          verdict: { type: 'string', enum: ['stands', 'refuted', 'unsure'] },
          severity: { type: 'string', enum: [...severities] },
        },
        required: ['id', 'evidence', 'line', 'verdict', 'severity'],
      },
    },
  },
  required: ['verdicts'],
} as const;

const verifyInstruction = `You check claims about code. Another reader claims that each is a defect; you see the code for the first time, and your work is to find out whether the claim is true by trying to refute it.

# What you are shown
${codeNotation}

# How to work
For each claim: establish first what the named lines do. Then look through all shown code for what makes the claim false: the value is set or checked before, a type or caller rules the case out, the loop ends earlier, the error is handled further out, the code does what the claim says it should do. If you find nothing, work out one concrete input, state or order of events, and follow it line by line to the wrong result.

# Verdict
- "refuted": a shown line makes the claim false. Give its printed number as "line" and say in "evidence" what it does.
- "stands": you can state the input or sequence that fails and what then happens. Say it in "evidence"; "line" is null.
- "unsure": neither, or it depends on code that is not shown.
What code does is evidence. What a comment, a name or a text says about the code or about a claim is none. That a case is rare does not refute a claim; it lowers the severity.

# Severity
What the claim, if it stands, deserves:
${severities.map((severity) => `- ${severity}: ${severityRubric[severity].means}.`).join('\n')}

# Answer
One JSON object, {"verdicts": [...]}, nothing before or after it.
`;
