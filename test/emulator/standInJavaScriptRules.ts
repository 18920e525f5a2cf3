import type { Rule, Rules } from './standInRule.ts';
import { blockLength, literally, restOfBlock, splice } from './standInSurroundings.ts';

const nanComparison: Rule = {
  language: 'javascript',
  find: ({ line: { code, text } }) => {
    const match = /([\w$.]+(?:\[[^\]]*\]|\([^()]*\))?)\s*(===?|!==?)\s*(?:Number\.)?NaN\b/.exec(code);
    if (match === null) return undefined;
    const [whole, operand = '', operator = ''] = match;
    const value = text.slice(match.index, match.index + operand.length);
    const negated = operator.startsWith('!');
    return {
      severity: 'medium',
      category: 'bug',
      title: `The check for NaN is always ${negated ? 'true' : 'false'}`,
      explanation: `NaN is not equal to anything, itself included, so \`${operator} NaN\` gives ${negated ? 'true' : 'false'} for every input. When \`${value}\` is NaN the branch meant for it is ${negated ? 'skipped' : 'never taken'}, and the NaN goes on into the result.`,
      confidence: 0.98,
      replacement: splice(text, match.index, whole.length, `${negated ? '!' : ''}Number.isNaN(${value})`),
    };
  },
};

const loopPastTheEnd: Rule = {
  language: 'javascript',
  find: (place) => {
    const { code, text } = place.line;
    const match = /\bfor\s*\(\s*(?:let|var)\s+(\w+)\s*=\s*0\s*;\s*\1\s*<=\s*([\w$.]+)\.length\s*;/.exec(code);
    if (match === null) return undefined;
    const [, counter = '', list = ''] = match;
    const span = blockLength(place);
    const body = place.lines.slice(place.index, place.index + span).map((line) => line.code);
    const use = body.map((one) => one.indexOf(`${list}[${counter}]`)).findIndex((at) => at !== -1);
    const used = body[use];
    if (used === undefined) return undefined;
    const after = used.slice(used.indexOf(`${list}[${counter}]`) + list.length + counter.length + 2);
    if (after.startsWith('?.') || after.startsWith(' ??')) return undefined;
    const end = /^\.\w/.test(after)
      ? `reading a property of it throws a TypeError`
      : `undefined goes into the result`;
    return {
      severity: 'high',
      category: 'bug',
      title: `The loop reads one element past the end of \`${list}\``,
      explanation: `With three elements the loop also runs with \`${counter}\` = 3. \`${list}[3]\` is undefined, and ${end}; an empty list fails too.`,
      confidence: 0.96,
      replacement: splice(text, code.indexOf('<=', match.index), 2, '<'),
    };
  },
};

const assignmentInCondition: Rule = {
  language: 'javascript',
  find: ({ line: { code, text } }) => {
    // Only a plain value on the right: `if (match = next())` is an idiom, if a poor one.
    const match =
      /\bif\s*\(\s*([\w$.]+(?:\[[^\]]*\])?)\s*=\s*(?!=|>)([\w$.]+|'[^']*'|"[^"]*")\s*(?:\)|&&|\|\|)/.exec(
        code,
      );
    if (match === null) return undefined;
    const [, left = '', right = ''] = match;
    const equals = code.indexOf('=', match.index + match[0].indexOf(left) + left.length);
    const value = text
      .slice(equals + 1, equals + 1 + code.slice(equals + 1).indexOf(right) + right.length)
      .trim();
    const falsy = /^(?:false|null|undefined|0|''|"")$/.test(value);
    return {
      severity: 'high',
      category: 'bug',
      title: `The condition overwrites \`${left}\` instead of comparing it`,
      explanation: `\`=\` assigns: whatever \`${left}\` was, it is ${value} afterwards, and the branch is ${falsy ? 'never taken' : /^[\w$.]+$/.test(value) && !/^(?:true|\d+)$/.test(value) ? 'taken whenever that value is truthy' : 'always taken'}.`,
      confidence: 0.95,
      replacement: splice(text, equals, 1, '==='),
    };
  },
};

const guarded = (name: string): RegExp =>
  new RegExp(
    `\\bis(?:NaN|Finite|Integer|SafeInteger)\\(\\s*${name}\\b|!${name}\\b|\\b${name}\\s*(?:\\|\\||\\?\\?|>)`,
  );

const uncheckedNumber: Rule = {
  language: 'javascript',
  find: (place) => {
    const { code, text } = place.line;
    const match = /\b(?:const|let)\s+(\w+)\s*=\s*(?:Number\.)?parse(?:Int|Float)\(/.exec(code);
    const name = match?.[1];
    if (match === null || name === undefined || /\|\||\?\?/.test(code)) return undefined;
    const rest = restOfBlock(place);
    const arithmetic = new RegExp(`\\b${name}\\s*[*/%-]|[*/%-]=?\\s*${name}\\b`);
    const use = rest.find((line) => arithmetic.test(line.code));
    if (use === undefined || rest.some((line) => guarded(name).test(line.code))) return undefined;
    const source = text.slice(match.index + match[0].length).split(/[,)]/)[0] ?? 'the text';
    return {
      severity: 'medium',
      category: 'bug',
      title: `Text that is not a number makes the result of line ${use.number} NaN`,
      explanation: `With \`${source.trim()}\` = 'abc' or '' the parse gives NaN, nothing checks \`${name}\`, and line ${use.number} calculates with it. Every comparison with NaN is false, so a range check such as \`< 1\` does not stop it.`,
      confidence: 0.85,
      replacement: null,
    };
  },
};

const centsWithoutRounding: Rule = {
  language: 'javascript',
  find: ({ line: { code, text } }) => {
    const match =
      /(?<![\w$.])((?:[\w$]+\.)*\w*(?:price|amount|total|cost|fee)\w*|(?:parseFloat|Number)\([^()]*\))\s*\*\s*100\b(?!\.)/i.exec(
        code,
      );
    if (match === null || /Math\.|toFixed|%|\/|percent|ratio|rate/i.test(code)) return undefined;
    const product = text.slice(match.index, match.index + match[0].length);
    return {
      severity: 'medium',
      category: 'bug',
      title: 'Some amounts become a fraction of a cent',
      explanation: `\`${product}\` is not a whole number for many amounts: 19.99 * 100 is 1998.9999999999998. Comparing, summing or truncating it is then off by one cent.`,
      confidence: 0.85,
      replacement: splice(text, match.index, match[0].length, `Math.round(${product})`),
    };
  },
};

const numbersSortedAsText: Rule = {
  language: 'javascript',
  find: ({ line: { code, text }, shown }) => {
    const match = /([\w$]+|\))\.(?:sort|toSorted)\(\s*\)/.exec(code);
    if (match === null) return undefined;
    const name = match[1] ?? '';
    const numeric =
      /\.map\(\s*(?:Number|parseFloat)\s*\)|\.map\(\s*\(?\w+\)?\s*=>\s*[\w.]*(?:price|total|amount|quantity|cents|length|count|age|score)\w*\s*\)/i;
    const isDeclaredNumeric = (): boolean => {
      const declared = new RegExp(
        `\\b${literally(name)}\\s*:\\s*(?:readonly\\s+)?number\\[\\]|\\b(?:const|let)\\s+${literally(name)}\\b.*(?:${numeric.source})`,
        'i',
      );
      return shown.some((line) => declared.test(line.code));
    };
    const known = name === ')' ? numeric.test(code) : isDeclaredNumeric();
    if (!known) return undefined;
    const at = code.indexOf('(', match.index + match[0].lastIndexOf('('));
    const end = match.index + match[0].length;
    return {
      severity: 'medium',
      category: 'bug',
      title: 'Numbers come out in the order of their texts',
      explanation:
        'Without a comparator sort compares texts, so [9, 80, 700] becomes [700, 80, 9]. Everything that takes the first, the last or the middle element is wrong as soon as the numbers differ in length.',
      confidence: 0.95,
      replacement: splice(text, at, end - at, '((a, b) => a - b)'),
    };
  },
};

const debugOutput: Rule = {
  language: 'javascript',
  find: ({ line: { code, text } }) => {
    const logged = /\bconsole\.(?:log|debug)\(\s*['"`]\s*(?:debug|here|xxx+|>>+|todo)\b/i.exec(text);
    const found = logged !== null && code.startsWith('console', logged.index);
    if (!found && !/^\s*debugger;?\s*$/.test(code)) return undefined;
    return {
      severity: 'info',
      category: 'maintainability',
      title: 'A trace from debugging stays in the code',
      explanation: found
        ? 'Every call writes this line to the console of whoever runs the program, with the values in it.'
        : 'With developer tools open every call stops here.',
      confidence: 0.8,
      replacement: null,
    };
  },
};

export const javaScriptRules: Rules = {
  nanComparison,
  loopPastTheEnd,
  assignmentInCondition,
  uncheckedNumber,
  centsWithoutRounding,
  numbersSortedAsText,
  debugOutput,
};
