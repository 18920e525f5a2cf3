import type { Draw } from './draw.ts';

/** Lines as a model misquotes them; undefined where the damage would leave them as they are. */
export type Misquote = (lines: readonly string[], draw: Draw) => string | undefined;

export const verbatim: Misquote = (lines) => lines.join('\n');

/** Re-indented, tabs for spaces, joined, re-wrapped, spaces doubled. */
export const whitespace: Misquote = (lines, draw) => {
  const damages: readonly (() => string)[] = [
    () => lines.map((line) => line.trim()).join('\n'),
    () => lines.map((line) => ' '.repeat(draw.below(9)) + line.trimStart()).join('\n'),
    () =>
      lines.map((line) => line.replace(/^ +/, (run) => '\t'.repeat(Math.ceil(run.length / 4)))).join('\n'),
    () => lines.map((line) => line.replace(/^\t+/, (run) => '  '.repeat(run.length))).join('\n'),
    () => lines.map((line) => line.trim()).join(' '),
    () =>
      lines
        .join('\n')
        .replace(/([,({]) ?(?=\S)/g, (all, sign: string) => (draw.chance(0.4) ? `${sign}\n    ` : all)),
    () => lines.join('\r\n'),
    () => lines.map((line) => `${line}  `).join('\n\n'),
  ];
  return draw.one(damages)();
};

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** 4 % of the characters replaced, lost, doubled, swapped or added; at least one. */
export const typo: Misquote = (lines, draw) => {
  const chars = Array.from(lines.join('\n'));
  const places = [...chars.keys()].filter((at) => /\S/.test(chars[at] ?? ''));
  const wanted = Math.max(1, Math.round(places.length * 0.04));
  for (const at of draw.some(places, wanted)) {
    const letter = draw.one(letters);
    const char = chars[at] ?? '';
    const next = chars[at + 1] ?? '';
    const kinds = [letter, '', char + char, char + letter];
    if (/\S/.test(next) && next !== char && next.length === 1) {
      kinds.push('swap');
    }
    const kind = draw.one(kinds);
    if (kind === 'swap') [chars[at], chars[at + 1]] = [next, char];
    else chars[at] = kind;
  }
  return chars.join('');
};

/** Line tails, or lines in the middle, replaced by `...`. */
export const elided: Misquote = (lines, draw) => {
  if (lines.length >= 3 && draw.chance(0.5)) {
    const first = 1 + draw.below(lines.length - 2);
    const last = first + 1 + draw.below(lines.length - 1 - first);
    if (lines.slice(first, last).every((line) => line.trim() === '')) return undefined;
    const indent = /^\s*/.exec(lines[first] ?? '')?.[0] ?? '';
    const sign = draw.one(['...', '// ...', '# ...', '…', '/* ... */']);
    return [...lines.slice(0, first), indent + sign, ...lines.slice(last)].join('\n');
  }
  const long = [...lines.keys()].filter((at) => (lines[at] ?? '').trim().length >= 16);
  if (long.length === 0) return undefined;
  const cut = new Set(draw.some(long, 1 + draw.below(long.length)));
  return lines
    .map((line, at) => {
      if (!cut.has(at)) return line;
      const indent = line.length - line.trimStart().length;
      const kept = indent + Math.ceil((line.trim().length * (40 + draw.below(40))) / 100);
      return `${line.slice(0, kept)}${draw.one(['...', ' ...', '…'])}`;
    })
    .join('\n');
};

/** Comments dropped; a line that held nothing else goes with its comment, but for the first and the last. */
export const comments: Misquote = (lines, draw) => {
  const hash = draw.isHashLanguage;
  const bare = lines.map((line) =>
    hash ? line.replace(/(^|\s)#.*$/, '') : line.replace(/(^|\s)\/\/.*$/, '').replace(/\/\*.*?\*\//g, ''),
  );
  if (bare.every((line, at) => line === lines[at])) return undefined;
  if ((bare[0] ?? '').trim() === '' || (bare.at(-1) ?? '').trim() === '') return undefined;
  return bare.filter((line, at) => line.trim() !== '' || line === lines[at]).join('\n');
};

/** What stands left of code in a diff, a listing or a prompt left in place. */
export const diffMarks: Misquote = (lines, draw) => {
  const first = 1 + draw.below(3000);
  const marks: readonly ((line: string, at: number) => string)[] = [
    (line) => `+${line}`,
    (line) => `-${line}`,
    (line) => `+ ${line}`,
    (line, at) => `${draw.pattern[at] === true || at === 0 ? '+' : ' '}${line}`,
    (line, at) => `${first + at}: ${line}`,
    (line, at) => `${first + at} | ${line}`,
    (line, at) => `${first + at}|${line}`,
    (line, at) => `${String(first + at).padStart(6)} |+${line}`,
    (line, at) => `${String(first + at).padStart(6)} |${draw.pattern[at] === true ? '+' : ' '}${line}`,
    (line, at) => `${String(first + at).padStart(6)}\t${line}`,
    (line, at) => `${first + at} ${line}`,
    (line, at) => `+${first + at}: ${line}`,
  ];
  return lines.map(draw.one(marks)).join('\n');
};
