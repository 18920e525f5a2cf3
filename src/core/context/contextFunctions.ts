import * as z from 'zod/mini';
import type { FunctionDeclaration } from '../modelClient.ts';

/** A line number as models give it: 12, 12.0 or "12". */
const lineNumber = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^\d{1,9}$/))]),
  z.transform((given) => Math.max(1, Math.floor(Number(given)))),
);
const name = z.string().check(z.minLength(1), z.maxLength(1000));
const optional = <T extends z.ZodMiniType>(type: T) => z.optional(z.nullable(type));

/** The arguments of each function, as they are checked. Further ones are ignored. */
export const contextArguments = {
  read_lines: z.object({ file: name, start: optional(lineNumber), end: optional(lineNumber) }),
  list_files: z.object({ folder: optional(z.string().check(z.maxLength(1000))) }),
  search: z.object({ text: name, folder: optional(z.string().check(z.maxLength(1000))) }),
  find_definitions: z.object({ name, file: optional(name), line: optional(lineNumber) }),
  find_references: z.object({ name, file: optional(name), line: optional(lineNumber) }),
} as const;
export type ContextFunction = keyof typeof contextArguments;

const text = (description: string) => ({ type: 'string', description });
const whole = (description: string) => ({ type: 'integer', description });
const ofName = {
  name: text('The name, as it stands in the code.'),
  file: text('A file in which the name stands, as shown; it makes the answer exact.'),
  line: whole('A line of that file on which the name stands.'),
};

/** What the model is told of them. */
export const contextFunctions: readonly (FunctionDeclaration & { readonly name: ContextFunction })[] = [
  {
    name: 'read_lines',
    description: 'Reads lines of a file of the project. At most 400 lines at once.',
    parameters: {
      type: 'object',
      properties: {
        file: text('The path, as shown.'),
        start: whole('First line; 1 when not given.'),
        end: whole('Last line.'),
      },
      required: ['file'],
    },
  },
  {
    name: 'list_files',
    description: 'Lists the files of a folder and of the folders in it.',
    parameters: {
      type: 'object',
      properties: { folder: text('The path of the folder; empty for the whole project.') },
    },
  },
  {
    name: 'search',
    description: 'Finds the lines that hold a text, letter for letter.',
    parameters: {
      type: 'object',
      properties: {
        text: text('What to look for, on one line; no pattern.'),
        folder: text('Only in this folder; empty for the whole project.'),
      },
      required: ['text'],
    },
  },
  {
    name: 'find_definitions',
    description: 'Shows where a function, method, class or the like is defined.',
    parameters: { type: 'object', properties: ofName, required: ['name'] },
  },
  {
    name: 'find_references',
    description: 'Shows where a function, method, class or the like is used.',
    parameters: { type: 'object', properties: ofName, required: ['name'] },
  },
];
