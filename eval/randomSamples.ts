import type { Draw } from './draw.ts';
import type { TokenSample } from './tokenSamples.ts';

/** What code holds and no project has enough of to count on: keys, hashes, base64, emoji. */
export function randomSamples(draw: Draw): TokenSample[] {
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => draw.below(256)));
  const emoji = () =>
    String.fromCodePoint(draw.chance(0.8) ? 0x1f300 + draw.below(0x300) : 0x2600 + draw.below(0xff));
  return Array.from({ length: 6 }, (_, at): TokenSample[] => {
    const sample = { project: `random ${at}`, path: '' };
    const base64 = bytes(3_000).toString('base64');
    return [
      { ...sample, kind: 'base64', text: at % 2 === 0 ? base64 : base64.replace(/.{76}/g, '$&\n') },
      { ...sample, kind: 'hashes', text: lines(80, () => `${bytes(20).toString('hex')}  file`) },
      {
        ...sample,
        kind: 'emoji',
        text: lines(300, () => `${draw.one(['Done', 'fix:', '-'])} ${emoji()} ok`),
      },
    ];
  }).flat();
}

function lines(count: number, line: () => string): string {
  return Array.from({ length: count }, line).join('\n');
}
