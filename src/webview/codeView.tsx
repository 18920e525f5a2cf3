import type { VNode } from 'preact';
import type { ShownFinding } from '../core/report/reportPage.ts';

/** The lines around a finding with their numbers; those it speaks of are marked. */
export function Excerpt(excerpt: NonNullable<ShownFinding['excerpt']>): VNode {
  const { startLine, lines, from, to } = excerpt;
  const width = String(startLine + lines.length).length;
  return (
    <pre class="excerpt" tabIndex={0}>
      {lines.map((line, at) => {
        const number = startLine + at;
        return (
          <code class={number >= from && number <= to ? 'line marked' : 'line'}>
            <span class="number">{String(number).padStart(width)}</span>
            {` ${line}\n`}
          </code>
        );
      })}
    </pre>
  );
}

/** What a fix takes away and what it puts there. */
export function Edits({ edits }: { readonly edits: ShownFinding['edits'] }): VNode {
  return (
    <pre class="edits" tabIndex={0}>
      {edits.map(({ before, after }) => [
        ...linesOf(before).map((line) => <del>{`- ${line}\n`}</del>),
        ...linesOf(after).map((line) => <ins>{`+ ${line}\n`}</ins>),
      ])}
    </pre>
  );
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r\n|\r|\n/);
}
