import english from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import { fail, succeed, type Result } from '../errors.ts';

const { localeError } = english();

/** What an agent has given, checked; what is wrong with it is said in a sentence for each part, with its name. */
export function readAgentInput<T extends z.ZodMiniType>(
  schema: T,
  input: unknown,
): Result<z.output<T>, string> {
  const parsed = z.safeParse<z.ZodMiniType>(schema, input, { error: localeError });
  if (parsed.success) return succeed(parsed.data as z.output<T>);
  const told = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  );
  return fail(`These arguments do not fit. ${told.join('. ')}.`);
}
