/** A piece of prose; everything in it is shown as text, whatever it holds. */
export type ProsePart = { readonly kind: 'text' | 'code'; readonly text: string };

export type ProseBlock =
  | { readonly kind: 'paragraph'; readonly parts: readonly ProsePart[] }
  | { readonly kind: 'code'; readonly text: string };

/**
 * The little of Markdown that a model's words are shown with: paragraphs, code between back quotes, code in fences.
 * No link, image, HTML, heading or list is made of anything.
 */
export function readProse(text: string): readonly ProseBlock[] {
  const blocks: ProseBlock[] = [];
  let fence: { readonly mark: string; readonly lines: string[] } | undefined;
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', parts: partsOf(paragraph.join(' ')) });
    paragraph = [];
  };
  const endFence = (): void => {
    if (fence !== undefined) blocks.push({ kind: 'code', text: fence.lines.join('\n') });
    fence = undefined;
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark !== undefined && mark.startsWith(fence.mark) && line.trim() === mark) endFence();
      else fence.lines.push(line);
    } else if (mark !== undefined) {
      endParagraph();
      fence = { mark, lines: [] };
    } else {
      // A line of a model is a thought of its own.
      endParagraph();
      if (line.trim() !== '') paragraph.push(line.trim());
    }
  }
  endParagraph();
  endFence();
  return blocks;
}

function partsOf(text: string): readonly ProsePart[] {
  return text
    .split(/(`[^`]+`)/)
    .map((part, at): ProsePart =>
      at % 2 === 1 ? { kind: 'code', text: part.slice(1, -1) } : { kind: 'text', text: part },
    )
    .filter((part) => part.text !== '');
}
