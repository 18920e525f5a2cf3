import type { Usage } from './ports.ts';

export const noUsage: Usage = { input: 0, cachedInput: 0, output: 0, thoughts: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  const searches = (a.searches ?? 0) + (b.searches ?? 0);
  return {
    input: a.input + b.input,
    cachedInput: a.cachedInput + b.cachedInput,
    output: a.output + b.output,
    thoughts: a.thoughts + b.thoughts,
    ...(searches === 0 ? {} : { searches }),
  };
}
