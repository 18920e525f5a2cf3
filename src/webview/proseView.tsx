import type { VNode } from 'preact';
import { readProse, type ProsePart } from './prose.ts';

/** A model's words, safely. */
export function Prose({ text }: { readonly text: string }): VNode {
  return (
    <div class="prose">
      {readProse(text).map((block) =>
        block.kind === 'code' ? (
          <pre tabIndex={0}>
            <code>{block.text}</code>
          </pre>
        ) : (
          <p>{block.parts.map(part)}</p>
        ),
      )}
    </div>
  );
}

/** A line of a model's words. */
export function ProseLine({ text }: { readonly text: string }): VNode {
  const [block] = readProse(text);
  return <span>{block?.kind === 'paragraph' ? block.parts.map(part) : text}</span>;
}

function part({ kind, text }: ProsePart): VNode | string {
  return kind === 'code' ? <code>{text}</code> : text;
}
