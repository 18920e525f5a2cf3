import type { Prompt } from './prompt.ts';
import { claimsText, type Claim } from './claim.ts';
import { codeNotation } from './codeNotation.ts';
import { excerptText, type Excerpt } from './excerpt.ts';
import { fence } from './gutter.ts';

/** Asks of one finding whether it still holds in the code of now. `before` is the code it was about. */
export function buildRecheckPrompt(excerpt: Excerpt, claim: Claim, before: string): Prompt {
  return {
    system: recheckInstruction,
    contents: [
      excerptText(excerpt),
      `${claimsText('claim to check again', [claim])}--- the code it was about\n${fence(before, false)}\n`,
      '=== end of the material ===\nTask: say as specified whether the claimed defect is in the code above now.\n',
    ],
    schema: recheckSchema,
  };
}

const recheckSchema = {
  type: 'object',
  properties: {
    evidence: { type: 'string', description: 'One sentence: what the code does now.' },
    verdict: { type: 'string', enum: ['fixed', 'present', 'unsure'] },
    line: {
      type: ['integer', 'null'],
      description: 'Printed number of the first line with the defect, or null.',
    },
    endLine: { type: ['integer', 'null'], description: 'Printed number of the last one, or null.' },
    quote: {
      type: 'string',
      description: 'Those complete lines, copied character for character, without number and mark; or empty.',
    },
  },
  required: ['evidence', 'verdict', 'line', 'endLine', 'quote'],
} as const;

const recheckInstruction = `You check one claim about code again. A reviewer claimed a defect in an earlier version of a file; you are shown the file as it is now.

# What you are shown
${codeNotation}
The claim names the line where its code was or should be now, and shows the code it was about.

# How to work
Find where the code does now what the claim is about; it may have been changed, moved or removed. Establish what it does. Then decide.
- "fixed": the claimed defect is not there any more. Say in "evidence" which line now prevents it, or that the code is gone from what is shown.
- "present": the same defect is still there, at the same place or another. Give "line", "endLine" and "quote" of the code as it is now.
- "unsure": the shown code does not tell.
Only this defect counts; say nothing of others. What a comment says about the claim is no evidence.

# Answer
One JSON object with "evidence", "verdict", "line", "endLine" and "quote", nothing before or after it.
`;
