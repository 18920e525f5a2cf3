import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { checkout } from '../../scripts/editor/checkout.ts';
import { findChromium } from '../../scripts/editor/chromium.ts';
import { pageHtml } from '../../src/vscode/pages/pageHtml.ts';
import themes from './themes.json' with { type: 'json' };

export const themeNames = ['dark', 'light', 'highContrastDark', 'highContrastLight'] as const;
type ThemeName = (typeof themeNames)[number];

const address = 'https://pages.test';

const bodyClasses: Readonly<Record<ThemeName, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  highContrastDark: 'vscode-high-contrast',
  highContrastLight: 'vscode-high-contrast-light vscode-high-contrast',
};

/** A page of ours in Chromium, with this test in the editor's place. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  /** What the page has said so far. */
  said(): Promise<readonly { readonly kind: string; readonly [more: string]: unknown }[]>;
  /** Tells it something, and waits until that is on the screen. */
  tell(message: object): Promise<void>;
  /** What it has kept for the time after a reload. */
  kept(): Promise<unknown>;
  /** What axe-core finds serious or critical, as `rule: elements`. */
  faults(): Promise<readonly string[]>;
  /** What the content security policy has refused. */
  refused(): Promise<readonly string[]>;
}

export async function startBrowser(): Promise<Browser> {
  const { executable, env } = await findChromium(console.log);
  const defined = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return chromium.launch({
    executablePath: executable,
    env: { ...Object.fromEntries(defined), ...env },
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
  });
}

export interface OpenedAs {
  readonly theme?: ThemeName;
  readonly width?: number;
  /** What it kept before. */
  readonly state?: unknown;
  readonly words?: Readonly<Record<string, string>>;
}

/** Opens the page from its bundles, under its own content security policy, with the colours of a theme. */
export async function openPage(browser: Browser, name: string, as: OpenedAs = {}): Promise<OpenedPage> {
  const { theme = 'dark', width = 900, state, words } = as;
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'en-US' });
  const page = await context.newPage();
  const html = pageHtml({
    name,
    title: name,
    language: 'en',
    script: `${address}/${name}.js`,
    style: `${address}/${name}.css`,
    cspSource: address,
    nonce: 'nonce-of-the-test',
    words,
    address: 'test',
  });
  await page.route('**/*', async (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    if (file === '') return route.fulfill({ contentType: 'text/html', body: html });
    const path = join(checkout, 'dist', 'webview', file);
    return route.fulfill({
      contentType: file.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: await readFile(path, 'utf8'),
    });
  });
  const colors = Object.entries({ ...themes[theme], '--vscode-font-size': '13px' });
  await page.addInitScript(`
    window.said = [];
    window.refused = [];
    window.kept = ${JSON.stringify(state ?? null)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.said.push(message),
      getState: () => window.kept ?? undefined,
      setState: (state) => { window.kept = state; },
    });
    document.addEventListener('securitypolicyviolation', (event) => {
      window.refused.push(event.violatedDirective + ' ' + event.blockedURI);
    });
    document.addEventListener('DOMContentLoaded', () => {
      for (const [name, value] of ${JSON.stringify(colors)}) document.documentElement.style.setProperty(name, value);
      document.body.classList.add(...${JSON.stringify(bodyClasses[theme].split(' '))});
    });
  `);
  await page.goto(`${address}/`);
  return {
    page,
    said: async () => page.evaluate('window.said'),
    tell: async (message) => {
      await page.evaluate(`new Promise((resolve) => {
        const shown = () => window.said.filter(({ kind }) => kind === 'shown' || kind === 'broken').length;
        const before = shown();
        const look = () => (shown() > before ? resolve() : requestAnimationFrame(look));
        window.postMessage(${JSON.stringify(message)}, '*');
        look();
      })`);
    },
    kept: async () => page.evaluate('window.kept'),
    refused: async () => page.evaluate('window.refused'),
    faults: async () => {
      await page.evaluate(await readFile(join(checkout, 'node_modules/axe-core/axe.min.js'), 'utf8'));
      return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) =>
            html.slice(0, 120) + ' ' + failureSummary).join(' | ')))`);
    },
    [Symbol.asyncDispose]: async () => context.close(),
  };
}
