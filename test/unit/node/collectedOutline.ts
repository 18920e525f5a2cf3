import type { CollectedChange } from '../../../src/core/change.ts';

/** `modified src/a.ts +3:new -2:old`: status, path, and every changed line with its number. */
export function outline({ files }: CollectedChange): readonly string[] {
  return files.map(({ status, label, previousPath, hunks }) =>
    [
      status,
      previousPath === undefined ? label : `${previousPath} > ${label}`,
      ...hunks
        .flatMap(({ lines }) => lines)
        .flatMap((line) => {
          if (line.kind === 'context') return [];
          return line.kind === 'added'
            ? [`+${line.newLine}:${line.text}`]
            : [`-${line.oldLine}:${line.text}`];
        }),
    ].join(' '),
  );
}

/** `yarn.lock lock-file` */
export function reasons({ skipped }: CollectedChange): readonly string[] {
  return skipped.map(({ ref, reason }) => `${ref.path} ${reason.kind}`);
}

/** A line (1-based) of a text as editors count them. */
export function textLine(text: string | undefined, line: number): string | undefined {
  return text?.split(/\r\n|\r|\n/)[line - 1];
}
