import { thoughtSignature } from './thoughtSignature.ts';

interface Turn {
  readonly role?: string | undefined;
  readonly parts: readonly Readonly<Record<string, unknown>>[];
}

/** What the service refuses about turns with function calls: https://ai.google.dev/gemini-api/docs/thought-signatures */
export function findTurnConflict(contents: readonly Turn[]): string | undefined {
  for (const [at, { role, parts }] of contents.entries()) {
    const calls = parts.filter((part) => 'functionCall' in part);
    if (role !== 'model' || calls.length === 0) continue;
    if (calls[0]?.['thoughtSignature'] !== thoughtSignature)
      return 'Function call is missing a thought_signature in functionCall parts.';
    const next = contents.findIndex((one, place) => place > at && one.role === 'model');
    const between = contents.slice(at + 1, next === -1 ? undefined : next);
    const responses = between.flatMap((one) => one.parts.filter((part) => 'functionResponse' in part));
    if (idsOf(calls, 'functionCall') !== idsOf(responses, 'functionResponse'))
      return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
  }
  return undefined;
}

function idsOf(parts: Turn['parts'], key: string): string {
  return parts.map((part) => (part[key] as { readonly id?: string }).id).join();
}
