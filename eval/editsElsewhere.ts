import type { Draw } from './draw.ts';
import type { FixCase } from './fixCases.ts';

/** The case after somebody went on working in the file; undefined where there is nothing to do. */
export type EditElsewhere = (one: FixCase, draw: Draw) => FixCase | undefined;

/** Work on the rest of a file between the review and the fix; the code that is to be fixed stays. */
export const editsElsewhere: Readonly<Record<string, EditElsewhere>> = {
  'inserted-above': (one, draw) => ({ ...one, above: insertedInto(one.above, draw) }),
  'inserted-below': (one, draw) => ({ ...one, below: insertedInto(one.below, draw) }),
  'inserted-next-to-it': (one, draw) =>
    draw.chance(0.5)
      ? { ...one, above: [...one.above, ...drawnLines(one, draw)] }
      : { ...one, below: [...drawnLines(one, draw), ...one.below] },
  'deleted-around': (one, draw) => ({
    ...one,
    above: one.above.slice(0, Math.max(0, one.above.length - 1 - draw.below(6))),
    below: one.below.slice(Math.min(one.below.length, 1 + draw.below(6))),
  }),
  'neighbours-renamed': renamedNeighbours,
  'copy-above': (one, draw) => {
    const at = draw.below(one.above.length + 1);
    return isFar(one.above.slice(at))
      ? { ...one, above: [...one.above.slice(0, at), ...one.code, ...one.above.slice(at)] }
      : undefined;
  },
  'copy-below': (one, draw) => {
    const at = draw.below(one.below.length + 1);
    return isFar(one.below.slice(0, at))
      ? { ...one, below: [...one.below.slice(0, at), ...one.code, ...one.below.slice(at)] }
      : undefined;
  },
  'moved-with-its-block': (one, draw) => {
    const by = 10 + draw.below(20);
    if (one.above.length < 5 || one.below.length < by + 8) return undefined;
    const [before, after] = [one.above.slice(-5), one.below.slice(0, 5)];
    const passed = one.below.slice(5, 5 + by);
    return {
      ...one,
      above: [...one.above.slice(0, -5), ...passed, ...before],
      below: [...after, ...one.below.slice(5 + by)],
    };
  },
  many: (one, draw) => {
    const renamed = renamedNeighbours(one, draw) ?? one;
    return { ...one, above: insertedInto(renamed.above, draw), below: insertedInto(renamed.below, draw) };
  },
};

/** Of two copies next to each other nobody can say which is the new one. */
function isFar(between: readonly string[]): boolean {
  return between.filter((line) => /\w/.test(line)).length >= 3;
}

function insertedInto(lines: readonly string[], draw: Draw): readonly string[] {
  const at = draw.below(lines.length + 1);
  const inserted = Array.from({ length: 1 + draw.below(12) }, (_, line) => `inserted(${at}, ${line});`);
  return [...lines.slice(0, at), ...inserted, ...lines.slice(at)];
}

/** Lines such as the file has elsewhere. */
function drawnLines({ above, below }: FixCase, draw: Draw): readonly string[] {
  const others = [...above, ...below];
  const at = draw.below(Math.max(1, others.length - 3));
  return others.slice(at, at + 1 + draw.below(3));
}

/** A name of the lines around gets another, everywhere but in the code that is to be fixed. */
function renamedNeighbours(one: FixCase, draw: Draw): FixCase | undefined {
  const near = [...one.above.slice(-6), ...one.below.slice(0, 6)].join('\n');
  const names = [...new Set(near.match(/\b[a-zA-Z_]\w{3,}\b/g))];
  const own = new Set(one.code.join('\n').match(/\w+/g));
  const free = names.filter((name) => !own.has(name));
  if (free.length === 0) return undefined;
  const name = draw.one(free);
  const rename = (lines: readonly string[]) =>
    lines.map((line) => line.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}Renamed`));
  return { ...one, above: rename(one.above), below: rename(one.below) };
}
