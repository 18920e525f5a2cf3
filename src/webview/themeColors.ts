/** Colours of the editor's theme as a canvas needs them. */
export interface ThemeColors {
  readonly text: string;
  readonly grid: string;
  readonly background: string;
  /** One for each series, in order. */
  readonly series: readonly string[];
}

const seriesVariables = ['blue', 'orange', 'green', 'purple', 'yellow', 'red'];

export function readThemeColors(): ThemeColors {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
  const text = read('foreground') || style.color;
  return {
    text,
    grid: read('contrastBorder') || read('editorWidget-border') || text,
    background: read('editor-background'),
    series: seriesVariables.map((name) => read(`charts-${name}`) || text),
  };
}

/** Calls back when the user has chosen another theme. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributeFilter: ['style'] });
  return () => observer.disconnect();
}
