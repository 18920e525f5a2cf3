import type { Prompt } from './prompt.ts';
import { claimsText, type Claim } from './claim.ts';
import { codeNotation } from './codeNotation.ts';
import { excerptText, type Excerpt } from './excerpt.ts';
import type { findingSchema } from './findingSchema.ts';

/** Asks for nothing but the replacements of findings that stood; each claim names the lines to replace. */
export function buildFixPrompt(excerpts: readonly Excerpt[], claims: readonly Claim[]): Prompt {
  const ids = claims.map(({ id }) => id).join(', ');
  return {
    system: fixInstruction,
    contents: [
      excerpts.map(excerptText).join(''),
      claimsText('defects to fix', claims),
      `=== end of the material ===\nTask: give the replacement for the named lines of claims ${ids} as specified, each by itself, in this order.\n`,
    ],
    schema: fixSchema,
  };
}

/** The schema of findings for a pass that leaves fixes to a later request. */
export function withoutReplacement(schema: typeof findingSchema): object {
  const { items } = schema.properties.findings;
  const { replacement: _, ...properties } = items.properties;
  const required = items.required.filter((key) => key !== 'replacement');
  const findings = { ...schema.properties.findings, items: { ...items, properties, required } };
  return { ...schema, properties: { ...schema.properties, findings } };
}

/** Goes with that schema, among the sentences of the task. */
export const withoutReplacementTask =
  'Leave out "replacement": fixes are written later. Quote the lines that a fix would have to replace.';

const fixSchema = {
  type: 'object',
  properties: {
    fixes: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', description: 'The number of the claim.' },
          replacement: {
            type: ['string', 'null'],
            description: 'The complete lines to put in place of the named lines, or null.',
          },
        },
        required: ['id', 'replacement'],
      },
    },
  },
  required: ['fixes'],
} as const;

const fixInstruction = `You write the fixes of defects in code. The defects were found and checked before.

# What you are shown
${codeNotation}

# A fix
- "replacement" is the code that takes the place of the lines the claim names, all of them: complete lines with their indentation, without number, bar and mark.
- It fixes the claimed defect whole and changes nothing else; it is the smallest code that does, in the manner of the code around it.
- It uses only names that are shown or belong to the language and its standard library.
- An empty text removes the lines.
- Use null when the fix lies in other lines, needs a new import or dependency, or needs a decision that the code does not settle.

# Answer
One JSON object, {"fixes": [...]}, one element for each claim, nothing before or after it.
`;
