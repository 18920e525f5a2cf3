import type { CodeLine, Place, Rule, Rules } from './standInRule.ts';
import {
  blockLength,
  enclosing,
  functionAround,
  indentOf,
  isInAsyncFunction,
  restOfBlock,
  splice,
} from './standInSurroundings.ts';

/** The template literal that begins on this line, as far as ten lines; undefined when it has a tag. */
function templateAt({
  line,
  index,
  lines,
}: Place): { readonly text: string; readonly span: number } | undefined {
  const start = line.code.indexOf('`');
  if (start === -1 || /[\w$)\]]$/.test(line.code.slice(0, start))) return undefined;
  const code = lines
    .slice(index, index + 10)
    .map((one) => one.code)
    .join('\n');
  const end = code.indexOf('`', start + 1);
  if (end === -1) return undefined;
  const text = lines
    .slice(index, index + 10)
    .map((one) => one.text)
    .join('\n')
    .slice(start, end + 1);
  return { text, span: text.split('\n').length };
}

const sqlStart = /^['"`]\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b/i;
/** A value, not the name of a table or column. */
const sqlValue =
  /(?:=|<|>|\bLIKE\b|\bIN\s*\(|\bVALUES\s*\([^)]*|\bLIMIT|\bOFFSET)\s*(['"]?)%?\$\{([^}]+)\}%?\1/i;

const sqlFromText: Rule = {
  language: 'javascript',
  find: (place) => {
    const { code, text } = place.line;
    const template = templateAt(place);
    const value =
      template !== undefined && sqlStart.test(template.text) ? sqlValue.exec(template.text) : null;
    const joined = /(['"])\s*\+\s*([\w$.]+)/.exec(code);
    const literal = joined === null ? '' : text.slice(code.indexOf(joined[1] ?? ''), joined.index);
    const isJoined =
      joined !== null && sqlStart.test(literal) && /(?:=|<|>|\(|LIKE)\s*['"%]*$/i.test(literal);
    const name = value?.[2] ?? (isJoined ? joined[2] : undefined);
    if (name === undefined) return undefined;
    const quoted = value === null ? /['"]$/.test(literal) : value[1] !== '';
    const input = quoted ? "x' OR '1'='1" : '0 OR 1=1';
    return {
      span: value === null ? 1 : (template?.span ?? 1),
      severity: 'critical',
      category: 'security',
      title: `Whoever chooses \`${name}\` can run their own SQL`,
      explanation: `The value becomes part of the statement. With \`${name}\` = \`${input}\` the condition holds for every row, and a longer text can read or change other tables.`,
      confidence: 0.95,
      replacement:
        value === null || template === undefined || template.span > 1
          ? null
          : withPlaceholders(place, template.text),
    };
  },
};

/** `query(`… ${a}`)` with the file's own placeholders; null when the file does not show which it uses. */
function withPlaceholders({ line: { text }, shown }: Place, template: string): string | null {
  const start = text.indexOf(template);
  const tail = text.slice(start + template.length);
  if (!/\.(?:query|execute|run|get|all)(?:<[^>]*>)?\($/.test(text.slice(0, start)) || !tail.startsWith(')'))
    return null;
  const numbered = shown.some((line) => /[=(,]\s*\$1\b/.test(line.text));
  if (!numbered && !shown.some((line) => /=\s*\?/.test(line.text) && sqlStart.test(line.text.trim())))
    return null;
  const values: string[] = [];
  const statement = template
    .slice(1, -1)
    .replace(/(['"]?)\$\{([^}]+)\}\1/g, (_whole, _quote: string, value: string) => {
      values.push(value);
      return numbered ? `$${values.length}` : '?';
    });
  if (/['`\\]|%\$|%\?/.test(statement)) return null;
  return splice(text, start, template.length, `'${statement}', [${values.join(', ')}]`);
}

/** Names of what users write; a program that runs text it made itself is not told here. */
const fromOutside = /input|request|\breq\b|param|query|body|argv|environ|message|formula|expr|user/i;

const runsText: Rule = {
  language: 'javascript',
  find: ({ line: { code, text } }) => {
    const match = /(?<![\w$.])(eval|new\s+Function)\(\s*(?!\s*(?:'[^']*'|"[^"]*"|`\s*`)\s*\))(?=\S)/.exec(
      code,
    );
    if (match === null) return undefined;
    const source = text.slice(match.index + match[0].length).replace(/\)[^)]*$/, '');
    if (!fromOutside.test(source)) return undefined;
    return {
      severity: 'critical',
      category: 'security',
      title: 'Text from outside is run as a program',
      explanation: `\`${match[1] ?? 'eval'}\` runs whatever \`${source}\` holds with the rights of this process: \`process.exit()\` ends it, and \`process.env\` gives away its secrets.`,
      confidence: 0.9,
      replacement: null,
    };
  },
};

const guessableToken: Rule = {
  language: 'javascript',
  find: (place) => {
    const { code, text } = place.line;
    if (!/\bMath\.random\(\)/.test(code)) return undefined;
    const secret = /token|secret|passw|session|nonce|otp|api_?key|csrf|salt/i;
    const around = functionAround(place);
    if (!secret.test(code) && !secret.test(around?.code ?? '')) return undefined;
    const match = /Math\.random\(\)\.toString\(\d+\)(?:\.(?:slice|substr|substring)\([\d, ]*\))?/.exec(code);
    const whole =
      match !== null &&
      /(?:=|return|=>|:)\s*$/.test(code.slice(0, match.index)) &&
      /^[;,)]*\s*$/.test(code.slice(match.index + match[0].length));
    return {
      severity: 'high',
      category: 'security',
      title: 'The token can be guessed',
      explanation:
        'Math.random is not made for secrets: after a few values its state, and with it every later token, can be worked out. Somebody who collects their own tokens can take over the session of the next user.',
      confidence: 0.93,
      replacement: whole ? splice(text, match.index, match[0].length, 'crypto.randomUUID()') : null,
    };
  },
};

const asyncForEach: Rule = {
  language: 'javascript',
  find: (place) => {
    const { line } = place;
    const match = /^(\s*)([\w$.]+)\.forEach\(\s*async\s+\(?\s*(\w+)\s*\)?\s*=>\s*\{\s*$/.exec(line.code);
    if (match === null) return undefined;
    const [, indent = '', list = '', item = ''] = match;
    const span = blockLength(place);
    const block = place.lines.slice(place.index, place.index + span);
    const closed = /^\s*\}\);?\s*$/.test(block.at(-1)?.code ?? '');
    const inside = block.slice(1, -1);
    // A bare `return` ends one turn of forEach, as `continue` does in a loop; a value or a closure is left alone.
    const convertible = !inside.some((one) => /=>|\bfunction\b|\breturn\b(?!;)/.test(one.code));
    const canLoop = closed && isInAsyncFunction(place) && convertible;
    const loop = [
      `${indent}for (const ${item} of ${list}) {`,
      ...inside.map(({ code, text }) =>
        /\breturn;/.test(code) ? text.replace(/\breturn;/g, 'continue;') : text,
      ),
      `${indent}}`,
    ];
    return {
      ...(canLoop ? { span } : {}),
      severity: 'high',
      category: 'concurrency',
      title: 'The function returns before the work is done',
      explanation: `forEach does not wait for async callbacks. With two elements in \`${list}\` both are only started when the next line runs, and an error in one of them is an unhandled rejection, which ends a Node process.`,
      confidence: 0.93,
      replacement: canLoop ? loop.join('\n') : null,
    };
  },
};

/** Names of async functions that the prompt shows, by declaration or by import from the file system. */
function asyncNames(shown: readonly CodeLine[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { code, text } of shown) {
    const declared =
      /\basync\s+(?:function\s+)?([\w$]+)\s*[(<]|\b(?:const|let)\s+([\w$]+)\s*=\s*async\b/.exec(code);
    if (declared !== null) names.add(declared[1] ?? declared[2] ?? '');
    const imported = /^import\s*\{([^}]*)\}\s*from\s*['"](?:node:)?fs\/promises['"]/.exec(text);
    for (const name of (imported?.[1] ?? '').split(','))
      names.add(
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
      );
  }
  names.delete('');
  return names;
}

const forgottenAwait: Rule = {
  language: 'javascript',
  find: (place) => {
    const { line, lines, index, shown } = place;
    if (!isInAsyncFunction(place)) return undefined;
    // An element of a list or an argument of a call also stands alone on its line.
    const before = lines.slice(0, index).findLast((one) => one.code.trim() !== '');
    const begins = /(?:[;{}]|\belse)\s*$/.test(before?.code ?? '');
    if (!begins || /^\s*[\])]/.test(lines[index + 1]?.code ?? '')) return undefined;
    const call = /^\s*(?:this\.)?([\w$.]+)\(.*\);?\s*$/.exec(line.code)?.[1];
    const chained =
      /^\s*\./.test(lines[index + 1]?.code ?? '') || /\.(?:then|catch|finally)\(/.test(line.code);
    const bare =
      call !== undefined &&
      !chained &&
      (call === 'fetch' || /^(?:fs\.promises|fsPromises)\./.test(call) || asyncNames(shown).has(call));
    const response = /^\s*(?:const|let)\s+(\w+)\s*=\s*fetch\(/.exec(line.code)?.[1];
    const read =
      response === undefined
        ? undefined
        : new RegExp(`(?<!await )\\b${response}\\.(?:ok|status|json|text|headers|body)\\b`);
    const misread = read !== undefined && restOfBlock(place).some((one) => read.test(one.code));
    if (!bare && !misread) return undefined;
    const at = bare ? indentOf(line.text).length : line.code.indexOf('fetch(');
    return {
      severity: 'high',
      category: 'concurrency',
      title: misread
        ? 'The response is read before it has arrived'
        : `Nothing waits for \`${call ?? ''}\`, and its errors are lost`,
      explanation: misread
        ? `\`${response ?? ''}\` is a promise, so its properties are undefined for every request.`
        : `Without await the function goes on, and reports success, before \`${call ?? ''}\` has finished. When it fails, no catch here sees it: the rejection is unhandled, and Node ends the process.`,
      confidence: 0.9,
      replacement: splice(line.text, at, 0, 'await '),
    };
  },
};

const swallowedError: Rule = {
  language: 'javascript',
  find: ({ line: { code, text }, lines, index }) => {
    const oneLine = /\bcatch\s*(?:\(\s*\w+\s*\))?\s*\{\s*\}/.test(code) && !/\/[/*]/.test(text);
    const next = lines[index + 1];
    // A comment in the block is somebody's reason, and blank in `code` only.
    const twoLines =
      /\bcatch\s*(?:\(\s*\w+\s*\))?\s*\{\s*$/.test(code) && next !== undefined && /^\s*\}/.test(next.text);
    if (!oneLine && !twoLines) return undefined;
    return {
      ...(twoLines ? { span: 2 } : {}),
      severity: 'medium',
      category: 'error-handling',
      title: 'A failure looks like success',
      explanation:
        'Whatever goes wrong in the try block, a typing mistake in it included, is dropped without a trace: the caller goes on as if it had worked, and nobody finds the cause in a log.',
      confidence: 0.85,
      replacement: null,
    };
  },
};

const unguardedParse: Rule = {
  language: 'javascript',
  find: (place) => {
    const { code } = place.line;
    const match =
      /\bJSON\.parse\(\s*((?:await\s+)?(?:req|request|event|message|ctx|localStorage|sessionStorage|body|input|rawBody)\b[\w$.]*(?:\([^()]*\))?)/.exec(
        code,
      );
    // Where the hunk does not show the head of the function, a `try` may stand above it unseen.
    if (match === null || functionAround(place) === undefined) return undefined;
    if (enclosing(place).some((line) => /\btry\s*\{\s*$/.test(line.code))) return undefined;
    return {
      severity: 'medium',
      category: 'error-handling',
      title: 'A body that is not JSON becomes an unhandled error',
      explanation: `With \`${match[1] ?? ''}\` = \`{\` JSON.parse throws a SyntaxError and nothing here catches it: the caller gets a server error, or the process ends, where a 400 was due.`,
      confidence: 0.85,
      replacement: null,
    };
  },
};

export const javaScriptSafetyRules: Rules = {
  sqlFromText,
  runsText,
  guessableToken,
  asyncForEach,
  forgottenAwait,
  swallowedError,
  unguardedParse,
};
