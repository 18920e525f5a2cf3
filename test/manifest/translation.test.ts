import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

function messages(path: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>;
}

/** What stands behind `l10n.t(` in a source: the texts of its first argument, which may choose among several. */
function textsIn(source: string): string[] {
  const texts: string[] = [];
  for (const { 0: call, index } of source.matchAll(/l10n\s*\.t\(/g)) {
    let depth = 0;
    for (let at = index + call.length; at < source.length; at++) {
      const sign = source[at] ?? '';
      if (/['"`]/.test(sign)) {
        const [literal = ''] = /^(['"`])(?:\\.|(?!\1)[^\\])*\1/.exec(source.slice(at)) ?? [];
        assert.ok(!literal.startsWith('`'), `a text that is put together cannot be translated: ${literal}`);
        texts.push(literal.slice(1, -1).replace(/\\(.)/g, '$1'));
        at += literal.length - 1;
      } else if (/[([{]/.test(sign)) depth++;
      else if (/[)\]}]/.test(sign) && depth-- === 0) break;
      else if (sign === ',' && depth === 0) break;
    }
  }
  return texts;
}

/** In order, as a translation may say them in another. */
const placeholders = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).toSorted();
/** What a text says to the editor rather than to people: targets of links, code, names of settings. */
const machineWords = (text: string) => [...text.matchAll(/\]\([^)]*\)|`[^`]*`/g)].map(String).toSorted();

describe('the German translation', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  const used = new Set(sources.flatMap((path) => textsIn(readFileSync(join(root, 'src', path), 'utf8'))));
  const bundle = messages('l10n/bundle.l10n.de.json');

  it('has every text of the code, and no other', () => {
    assert.ok(used.size > 400);
    assert.deepEqual(
      [...used].filter((text) => bundle[text] === undefined),
      [],
      'to be added to l10n/bundle.l10n.de.json',
    );
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !used.has(text)),
      [],
      'no longer used',
    );
  });

  it('keeps what is filled in', () => {
    for (const [text, translated] of Object.entries(bundle))
      assert.deepEqual(placeholders(translated), placeholders(text), text);
  });

  it('has every message of the manifest, with the same links, code and names of settings', () => {
    const english = messages('package.nls.json');
    const german = messages('package.nls.de.json');
    assert.deepEqual(Object.keys(german).toSorted(), Object.keys(english).toSorted());
    for (const [key, text] of Object.entries(english))
      assert.deepEqual(machineWords(german[key] ?? ''), machineWords(text), key);
  });

  it('is told to the editor', () => {
    assert.equal(messages('package.json')['l10n'], './l10n');
  });
});

describe('the sources', () => {
  it('show no notification, question or title that cannot be translated', () => {
    // Of what is put together, the words before the first part.
    const text = /(?:'([^'\n]*)'|"([^"\n]*)"|`((?:[^`$]|\$(?!\{))*))/.source;
    const shown = new RegExp(
      String.raw`\.(?:show(?:Information|Warning|Error)Message|setStatusBarMessage)\(\s*${text}`,
      'g',
    );
    const titled = new RegExp(
      String.raw`\b(?:title|placeHolder|placeholder|prompt|openLabel|tooltip):\s*${text}`,
      'g',
    );
    const folder = join(root, 'src/vscode');
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.ts')) continue;
      const source = readFileSync(join(folder, path), 'utf8');
      for (const [found, ...texts] of [...source.matchAll(shown), ...source.matchAll(titled)])
        assert.ok(!isWords(texts.join('')), `${path}: ${found}`);
    }
  });
});

/** The name of the product is the same everywhere. */
function isWords(text: string): boolean {
  return /[a-z]{2}/i.test(text.replaceAll('Flash Review', ''));
}
