import type { Place, Rule, Rules } from './standInRule.ts';
import { splice } from './standInSurroundings.ts';

/** The call that begins at `start`, to its closing bracket, as far as ten lines. */
function callAt(
  { index, lines }: Place,
  start: number,
): { readonly text: string; readonly span: number } | undefined {
  const seen = lines.slice(index, index + 10);
  const code = seen.map((line) => line.code).join('\n');
  let depth = 0;
  for (let at = code.indexOf('(', start); at !== -1 && at < code.length; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) {
      const text = seen
        .map((line) => line.text)
        .join('\n')
        .slice(start, at + 1);
      return { text, span: text.split('\n').length };
    }
  }
  return undefined;
}

const shellCommand: Rule = {
  language: 'python',
  find: (place) => {
    const match = /\bsubprocess\.(?:run|call|check_call|check_output|Popen)\(|\bos\.(?:system|popen)\(/.exec(
      place.line.code,
    );
    const call = match === null ? undefined : callAt(place, match.index);
    if (match === null || call === undefined) return undefined;
    const viaShell = match[0].startsWith('os.') || /\bshell\s*=\s*True\b/.test(call.text);
    const command = call.text.slice(match[0].length).trimStart();
    const value =
      /^[fF][rR]?(["'])(?:(?!\1).)*?\{(\w[\w.]*)[^}]*\}/.exec(command)?.[2] ??
      /^(["'])(?:(?!\1).)*\1\s*(?:\+|%)\s*\(?([\w.]+)/.exec(command)?.[2] ??
      /^(["'])(?:(?!\1).)*\1\.format\(\s*([\w.]+)/.exec(command)?.[2];
    if (!viaShell || value === undefined) return undefined;
    return {
      span: call.span,
      severity: 'critical',
      category: 'security',
      title: `A crafted \`${value}\` runs any command`,
      explanation: `The command line goes through a shell. With \`${value}\` = \`x; rm -rf ~\` the shell runs the second command as well; a file name with a space already breaks it.`,
      confidence: 0.94,
      replacement: call.span === 1 ? withoutShell(place.line.text, match.index, call.text) : null,
    };
  },
};

/** The words of the f-string as a list; null when the command needs a shell or a word is mixed. */
function withoutShell(line: string, start: number, call: string): string | null {
  const match = /^(subprocess\.\w+\()f(["'])([^"'\\]*)\2(.*)$/.exec(call);
  if (match === null) return null;
  const [, head = '', quote = '', command = '', tail = ''] = match;
  if (/[|&;<>*?$`~]/.test(command)) return null;
  const words = command.trim().split(/\s+/);
  if (words.some((word) => word.includes('{') && !/^\{[\w.]+\}$/.test(word))) return null;
  const list = words.map((word) => (word.startsWith('{') ? word.slice(1, -1) : `${quote}${word}${quote}`));
  const rest = tail.replace(/,\s*shell\s*=\s*True\b/, '');
  return splice(line, start, call.length, `${head}[${list.join(', ')}]${rest}`);
}

const sqlText = /^[fF]?(?:"""|'''|["'])\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b/i;

const sqlFromText: Rule = {
  language: 'python',
  find: (place) => {
    const { code, text } = place.line;
    const match = /\.(?:execute|executemany|executescript|read_sql)\(\s*/.exec(code);
    const call = match === null ? undefined : callAt(place, match.index);
    if (match === null || call === undefined) return undefined;
    const statement = call.text.slice(call.text.indexOf('(') + 1).trimStart();
    if (!sqlText.test(statement)) return undefined;
    const value =
      /^[fF].*?(?:=|<|>|LIKE|IN\s*\(|VALUES\s*\([^)]*|LIMIT)\s*['"%]*\{([^}!:]+)/is.exec(statement)?.[1] ??
      /^("""|'''|["'])(?:(?!\1)[^])*\1\s*(?:%|\+)\s*\(?([\w.]+)/.exec(statement)?.[2] ??
      /^("""|'''|["'])(?:(?!\1)[^])*\1\.format\(\s*([\w.]+)/.exec(statement)?.[2];
    if (value === undefined) return undefined;
    return {
      span: call.span,
      severity: 'critical',
      category: 'security',
      title: `Whoever chooses \`${value}\` can run their own SQL`,
      explanation: `The value becomes part of the statement. With \`${value}\` = \`x' OR '1'='1\` the condition holds for every row; a UNION reads other tables.`,
      confidence: 0.95,
      replacement: call.span === 1 ? withParameters(place, text, match.index, call.text) : null,
    };
  },
};

/** Parameters as sqlite3 takes them; null when the file does not show that it is sqlite3. */
function withParameters({ shown }: Place, line: string, start: number, call: string): string | null {
  const match = /^(\.execute\()f(["'])([^]*)\2\)$/.exec(call);
  if (match === null || !shown.some((one) => /^\s*(?:import|from)\s+sqlite3\b/.test(one.code))) return null;
  const [, head = '', quote = '', statement = ''] = match;
  const values: string[] = [];
  const prepared = statement.replace(/'?\{([\w.]+(?:\[[^\]]*\])?)\}'?/g, (_whole, value: string) => {
    values.push(value);
    return '?';
  });
  if (/[{}%\\]/.test(prepared)) return null;
  const tuple = `(${values.join(', ')}${values.length === 1 ? ',' : ''})`;
  return splice(line, start, call.length, `${head}${quote}${prepared}${quote}, ${tuple})`);
}

/** Names of what users write; a program that runs text it made itself is not told here. */
const fromOutside = /input|request|\breq\b|param|query|body|argv|environ|message|formula|expr|user/i;

const runsText: Rule = {
  language: 'python',
  find: ({ line: { code, text } }) => {
    const match = /(?<![\w.])(eval|exec)\(\s*(?!["'][^"']*["']\s*\))(?=\S)/.exec(code);
    if (match === null) return undefined;
    const source = text.slice(match.index + match[0].length).split(/[,)]/)[0] ?? '';
    if (!fromOutside.test(source)) return undefined;
    return {
      severity: 'critical',
      category: 'security',
      title: 'Text from outside is run as a program',
      explanation: `\`${match[1] ?? 'eval'}\` runs whatever \`${source}\` holds: \`__import__('os').system('…')\` runs any command with the rights of this process.`,
      confidence: 0.9,
      replacement: null,
    };
  },
};

const unsafeYaml: Rule = {
  language: 'python',
  find: (place) => {
    const { code, text } = place.line;
    const match = /\byaml\.load\(/.exec(code);
    const call = match === null ? undefined : callAt(place, match.index);
    if (
      match === null ||
      call === undefined ||
      /Loader\b/.test(call.text.replace(/UnsafeLoader|FullLoader|yaml\.Loader/g, ''))
    )
      return undefined;
    const only = /^yaml\.load\(([^,]*?)(?:,\s*Loader\s*=\s*[\w.]+)?\)$/.exec(call.text);
    return {
      span: call.span,
      severity: 'critical',
      category: 'security',
      title: 'A YAML file can run code when it is read',
      explanation:
        'Only the safe loader keeps to plain data. A document with `!!python/object/apply:os.system ["…"]` runs that command while it is being read; newer versions of PyYAML refuse the call without a loader.',
      confidence: 0.9,
      replacement:
        only === null || call.span > 1
          ? null
          : splice(text, match.index, call.text.length, `yaml.safe_load(${only[1] ?? ''})`),
    };
  },
};

export const pythonSafetyRules: Rules = { shellCommand, sqlFromText, runsText, unsafeYaml };
