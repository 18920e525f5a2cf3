import type { Excerpt, Place } from './reviewReport.ts';

/** The text from the beginning of the place to its end; undefined when the excerpt does not hold it all. */
export function textAt({ startLine, lines }: Excerpt, place: Place): string | undefined {
  const inside = lines.slice(place.startLine - startLine, place.endLine - startLine + 1);
  if (place.startLine < startLine || inside.length !== place.endLine - place.startLine + 1) return undefined;
  return inside
    .map((line, index) => {
      const to = index === inside.length - 1 ? place.endColumn - 1 : line.length;
      return line.slice(index === 0 ? place.startColumn - 1 : 0, to);
    })
    .join('\n');
}

/** One line of the excerpt, by its 1-based number in the file. */
export function lineAt({ startLine, lines }: Excerpt, line: number): string | undefined {
  return lines[line - startLine];
}
