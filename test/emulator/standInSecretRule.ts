import type { Rule } from './standInRule.ts';

const assignment =
  /\b(\w*(?:passw(?:or)?d|secret|token|api_?key)\w*)['"]?\s*(?::\s*str\s*)?[:=]\s*(['"])([^'"\s]{8,})\2/i;
const placeholder =
  /example|sample|change|dummy|test|fake|xxx|your|todo|placeholder|\*\*\*|<|\$\{|masked|redacted/i;

/** A secret written into the code. Only values that look random: a label such as 'session-token' is none. */
export const writtenSecret: Rule = {
  language: 'any',
  find: ({ line: { code, text }, path }) => {
    const match = assignment.exec(text);
    if (match === null || /(?:^|[/_.])(?:tests?|spec|fixtures?)(?:[/_.]|$)/i.test(path)) return undefined;
    const [, name = '', , value = ''] = match;
    // `tokenUrl`, `TOKEN_TYPE`: about a secret, not one.
    if (
      /(?:url|uri|type|path|name|header|endpoint|field|pattern)s?$/i.test(name) ||
      /^(?:\w+:\/\/|urn:|[./])/.test(value)
    )
      return undefined;
    const random = /\d/.test(value) && /[a-zA-Z]/.test(value) && /[^a-z\d-]/.test(value);
    // The name must be code: a sentence in a comment or a string is not an assignment.
    if (!random || placeholder.test(value) || !code.includes(name)) return undefined;
    return {
      severity: 'high',
      category: 'security',
      title: `The secret \`${name}\` is readable in the repository`,
      explanation:
        'Everybody who can read the code, or any old copy of it, can use this value, and taking it out later leaves it in the history. It has to be changed at the service that issued it, and read from the environment.',
      confidence: 0.85,
      replacement: null,
    };
  },
};
