export interface PageParts {
  /** Names the script and the style sheet of the page. */
  readonly name: string;
  readonly title: string;
  /** BCP 47, as the editor names its language. */
  readonly language: string;
  /** Addresses of the bundles as the page can load them. */
  readonly script: string;
  readonly style: string;
  /** What the editor serves the extension's files from. */
  readonly cspSource: string;
  /** New for every page that is made. */
  readonly nonce: string;
  /** Words of the user's language by the English ones; undefined for English. */
  readonly words: Readonly<Record<string, unknown>> | undefined;
  /** What the page is about, kept by it over a reload of the window. */
  readonly address: string;
}

/**
 * The document of a page: its own script and style sheet, and nothing else may load, run, be sent or be framed. What
 * it shows comes as messages.
 */
export function pageHtml(parts: PageParts): string {
  const { title, language, script, style, cspSource, nonce, name, words, address } = parts;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const data = JSON.stringify({ words: words ?? {}, address }).replaceAll('<', String.raw`\u003c`);
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(title)}</title>
<link rel="stylesheet" href="${attribute(style)}">
</head>
<body class="page-${attribute(name)}">
<main id="page"></main>
<script type="application/json" id="page-data">${data}</script>
<script nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
