import { categories, severities } from '../finding.ts';

/**
 * JSON Schema of the answer, sent as `responseJsonSchema`. Only type, properties, required, enum, items and
 * description: bounds (`minimum`, `maxItems`, `format`, …) make the service refuse a schema as too complex.
 * The order of the keys is the order the model writes them in: place and claim first, prose after, fix last.
 */
export const findingSchema = {
  type: 'object',
  properties: {
    findings: {
      type: 'array',
      description: 'The findings, worst first. Empty when nothing shown deserves one.',
      items: {
        type: 'object',
        properties: {
          file: { type: 'string', description: 'The path as in the file header.' },
          line: { type: 'integer', description: 'Number of the first quoted line, as printed left of it.' },
          endLine: { type: 'integer', description: 'Number of the last quoted line.' },
          quote: {
            type: 'string',
            description: 'Those complete lines, copied character for character, without number and mark.',
          },
          severity: { type: 'string', enum: [...severities] },
          category: { type: 'string', enum: [...categories] },
          rule: {
            type: 'string',
            description: 'The kind of defect in one hyphenated word, the same for the same kind: off-by-one.',
          },
          title: { type: 'string', description: 'The consequence, in at most twelve words.' },
          explanation: {
            type: 'string',
            description: 'One short paragraph: the input or sequence that goes wrong, and what then happens.',
          },
          confidence: { type: 'number', description: '0 to 1: how sure the shown text makes you.' },
          replacement: {
            type: ['string', 'null'],
            description: 'The complete lines to put in place of the quote, or null.',
          },
          cwe: { type: ['integer', 'null'], description: 'Number of the common weakness (CWE), or null.' },
        },
        required: [
          'file',
          'line',
          'endLine',
          'quote',
          'severity',
          'category',
          'rule',
          'title',
          'explanation',
          'confidence',
          'replacement',
        ],
      },
    },
  },
  required: ['findings'],
} as const;
