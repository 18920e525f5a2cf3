import type { Rule, Rules } from './standInRule.ts';
import { blockLength, indentOf, literally, splice } from './standInSurroundings.ts';

const sharedDefault: Rule = {
  language: 'python',
  find: (place) => {
    const { code, text } = place.line;
    const match =
      /^\s*(?:async\s+)?def\s+(\w+)\(.*?\b(\w+)\s*(:\s*[^=,()]+?)?\s*=\s*(\[\]|\{\}|list\(\)|dict\(\)|set\(\)).*:\s*$/.exec(
        code,
      );
    // Some share a default on purpose, to remember answers, and call it so.
    if (match === null || /cache|memo|seen|^_/.test(match[2] ?? '')) return undefined;
    const [, name = '', parameter = '', hint = '', empty = ''] = match;
    const body = place.lines.slice(place.index + 1, place.index + blockLength(place));
    const changed = new RegExp(
      `\\b${parameter}(?:\\.(?:append|extend|insert|add|update|setdefault|pop|remove|sort)\\(|\\[(?:[^\\[\\]]|\\[[^\\[\\]]*\\])*\\]\\s*[-+*/|]?=(?!=)|\\s*\\+=)`,
    );
    const change = body.find((line) => changed.test(line.code));
    if (change === undefined || body.some((line) => line.code.includes(`if ${parameter} is None`)))
      return undefined;
    const head = new RegExp(`\\b${parameter}\\s*(?::\\s*[^=,()]+?)?\\s*=\\s*${literally(empty)}`).exec(code);
    // A docstring has to stay the first thing in the body.
    const hasDocstring = /^\s*(?:[rR]?"""|''')/.test(body[0]?.text ?? '');
    const inner = `${indentOf(text)}    `;
    const typed = hint === '' ? `${parameter}=None` : `${parameter}${hint.trimEnd()} | None = None`;
    return {
      severity: 'high',
      category: 'bug',
      title: `Every call of \`${name}\` adds to the result of the call before`,
      explanation: `The default \`${empty}\` is made once, when the function is defined, and line ${change.number} changes it. A second call without \`${parameter}\` in the same process starts with what the first one left in it.`,
      confidence: 0.95,
      replacement:
        head === null || hasDocstring
          ? null
          : [
              splice(text, head.index, head[0].length, typed),
              `${inner}if ${parameter} is None:`,
              `${inner}    ${parameter} = ${empty}`,
            ].join('\n'),
    };
  },
};

const loopPastTheEnd: Rule = {
  language: 'python',
  find: (place) => {
    const { code, text } = place.line;
    const match = /\bfor\s+(\w+)\s+in\s+range\(\s*(?:0\s*,\s*)?len\(([\w.]+)\)\s*\+\s*1\s*\)/.exec(code);
    if (match === null) return undefined;
    const [whole, counter = '', list = ''] = match;
    const body = place.lines.slice(place.index + 1, place.index + blockLength(place));
    if (!body.some((line) => line.code.includes(`${list}[${counter}]`))) return undefined;
    return {
      severity: 'high',
      category: 'bug',
      title: `The last turn of the loop raises IndexError`,
      explanation: `With three elements \`${counter}\` also becomes 3, and \`${list}[3]\` does not exist. It fails for every input, the empty one included.`,
      confidence: 0.96,
      replacement: splice(text, match.index, whole.length, `for ${counter} in range(len(${list}))`),
    };
  },
};

const changedWhileIterating: Rule = {
  language: 'python',
  find: (place) => {
    const { code, text } = place.line;
    const match = /^\s*for\s+(\w+)(?:\s*,\s*\w+)?\s+in\s+([\w.]+?)((?:\.(?:items|keys)\(\))?)\s*:\s*$/.exec(
      code,
    );
    if (match === null) return undefined;
    const [, key = '', dict = '', view = ''] = match;
    const body = place.lines.slice(place.index + 1, place.index + blockLength(place));
    // Other things than a dict have keys too, and give a list that may be changed under the loop.
    const isDict = new RegExp(`\\b${literally(dict)}\\s*(?::\\s*[Dd]ict\\b|(?::[^=]*)?=\\s*(?:\\{|dict\\())`);
    if (view === '.keys()' && !place.shown.some((line) => isDict.test(line.code))) return undefined;
    const removal = body.findIndex((line) =>
      new RegExp(`\\bdel\\s+${literally(dict)}\\[${key}\\]|\\b${literally(dict)}\\.pop\\(\\s*${key}\\b`).test(
        line.code,
      ),
    );
    // Leaving the loop right after the removal is safe.
    const after = body[removal + 1]?.code.trim() ?? '';
    if (removal === -1 || /^(?:break|return)\b/.test(after)) return undefined;
    const start = code.lastIndexOf(`${dict}${view}`);
    return {
      severity: 'high',
      category: 'bug',
      title: 'Removing an entry ends the loop with RuntimeError',
      explanation: `As soon as one entry of \`${dict}\` is removed and another one is left, the next turn raises "dictionary changed size during iteration", and the rest is not looked at.`,
      confidence: 0.92,
      replacement: splice(text, start, dict.length + view.length, `list(${dict}${view})`),
    };
  },
};

const swallowedError: Rule = {
  language: 'python',
  find: ({ line: { code, text }, lines, index }) => {
    const match = /^\s*except(?:\s+(?:Base)?Exception(?:\s+as\s+\w+)?)?\s*:\s*(pass|continue)?\s*$/.exec(
      code,
    );
    const next = lines[index + 1];
    // A comment is somebody's reason.
    if (text.includes('#') || (next?.text.includes('#') ?? false)) return undefined;
    const silent =
      match !== null && (match[1] !== undefined || /^\s*(?:pass|continue)\s*$/.test(next?.text ?? ''));
    if (!silent) return undefined;
    const bare = /except\s*:/.test(code);
    return {
      ...(match[1] === undefined ? { span: 2 } : {}),
      severity: 'medium',
      category: 'error-handling',
      title: 'A failure looks like success',
      explanation: `Every error is dropped without a trace, a typing mistake in the try block included${bare ? ', and Ctrl+C (KeyboardInterrupt) and sys.exit() too' : ''}. The caller goes on with data that is missing or half written.`,
      confidence: 0.88,
      replacement: null,
    };
  },
};

const comparedWithNone: Rule = {
  language: 'python',
  find: ({ line: { code, text } }) => {
    const match = /\s*(==|!=)\s*None\b/.exec(code);
    if (match === null) return undefined;
    return {
      severity: 'low',
      category: 'maintainability',
      title: 'An object decides by itself whether it is None',
      explanation: `\`${match[1] ?? '=='} None\` calls the \`__eq__\` of the object: for a numpy array or a pandas column it gives one answer per element, and the condition raises ValueError. \`is\` asks the right question.`,
      confidence: 0.8,
      replacement: splice(
        text,
        match.index,
        match[0].length,
        match[1] === '!=' ? ' is not None' : ' is None',
      ),
    };
  },
};

const identityOfLiteral: Rule = {
  language: 'python',
  find: ({ line: { code, text } }) => {
    const match = /(?<=[\w)\]]\s+)is(\s+not)?\s+(\d+\b|(["'])[^"']*\3)/.exec(code);
    if (match === null) return undefined;
    const literal = text.slice(
      match.index + match[0].length - (match[2] ?? '').length,
      match.index + match[0].length,
    );
    return {
      severity: 'medium',
      category: 'bug',
      title: `The comparison with ${literal} depends on the interpreter`,
      explanation: `\`is\` asks whether both are the same object. A text read from a file or a number above 256 is equal to its literal but another object, so the condition is ${match[1] === undefined ? 'false' : 'true'} for it; Python warns with SyntaxWarning.`,
      confidence: 0.93,
      replacement: splice(
        text,
        match.index,
        match[0].length,
        `${match[1] === undefined ? '==' : '!='} ${literal}`,
      ),
    };
  },
};

const fileLeftOpen: Rule = {
  language: 'python',
  find: (place) => {
    const { code, text } = place.line;
    const nested =
      /^(\s*)(\w+\s*=\s*)?((?:json|yaml|tomllib|pickle|marshal|plistlib)\.\w*load\w*|list)\((open\([^()]*\))(.*)$/.exec(
        code,
      );
    const assigned = /^\s*(\w+)\s*=\s*open\(/.exec(code)?.[1];
    const chained = /\bopen\([^()]*\)\.(?:read|readlines|write)\(/.test(code);
    if (/^\s*with\b/.test(code) || (nested === null && assigned === undefined && !chained)) return undefined;
    if (assigned !== undefined && !chained) {
      const rest = place.lines.slice(place.index + 1);
      const closed = new RegExp(
        `\\b${assigned}\\.close\\(|\\bwith\\s+${assigned}\\b|closing\\(\\s*${assigned}|return\\s+${assigned}\\b`,
      );
      if (rest.some((line) => closed.test(line.code))) return undefined;
    }
    const writes = /\bopen\([^)]*,\s*(?:mode\s*=\s*)?['"][rb+]*[wax]/.test(text);
    return {
      severity: 'low',
      category: 'error-handling',
      title: 'The file stays open',
      explanation: `Nothing closes it, whether the work is done or an exception is raised. ${
        writes
          ? 'What was written may not be on disk yet when the next step reads the file'
          : 'A loop over many files can run out of file handles'
      }, and on Windows the file cannot be moved or deleted meanwhile.`,
      confidence: 0.8,
      replacement: nested === null || chained ? null : withOpen(text, nested),
    };
  },
};

/** `rows = json.load(open(path))` as a `with` block; null when more stands on the line. */
function withOpen(
  text: string,
  [, indent = '', target = '', loader = '', opened = '', tail = '']: RegExpExecArray,
): string | null {
  if (!/^\)\s*$/.test(tail)) return null;
  const start = indent.length + target.length + loader.length + 1;
  const call = text.slice(start, start + opened.length);
  return `${indent}with ${call} as file:\n${indent}    ${target}${loader}(file)`;
}

const noTimeout: Rule = {
  language: 'python',
  find: ({ line: { code, text } }) => {
    const match = /\brequests\.(?:get|post|put|patch|delete|head)\([^()]*(?:\([^()]*\)[^()]*)*\)/.exec(code);
    if (match === null || /\btimeout\s*=|\*\*/.test(match[0])) return undefined;
    const end = match.index + match[0].length - 1;
    return {
      severity: 'medium',
      category: 'error-handling',
      title: 'A server that does not answer stops the program for ever',
      explanation:
        'requests has no time limit of its own. When the other side accepts the connection and sends nothing, this line never returns and raises nothing.',
      confidence: 0.85,
      replacement: splice(text, end, 0, ', timeout=30'),
    };
  },
};

export const pythonRules: Rules = {
  sharedDefault,
  loopPastTheEnd,
  changedWhileIterating,
  swallowedError,
  comparedWithNone,
  identityOfLiteral,
  fileLeftOpen,
  noTimeout,
};
