import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openPage, startBrowser, themeNames, type OpenedPage } from './openedPage.ts';
import { comparisonMessage, historyMessage, reportMessage, shownFinding, usageMessage } from './samples.ts';

/** Each page with all it can show. */
const pages: readonly { readonly name: string; readonly messages: readonly object[] }[] = [
  { name: 'report', messages: [reportMessage()] },
  { name: 'history', messages: [historyMessage, comparisonMessage] },
  { name: 'usage', messages: [usageMessage()] },
];
const empty: readonly { readonly name: string; readonly message: object }[] = [
  { name: 'report', message: { kind: 'none', sentence: 'The file is no JSON.' } },
  { name: 'history', message: { kind: 'history', reviews: [] } },
  { name: 'usage', message: usageMessage({ entries: [], folders: [], budget: null }) },
];

describe('the pages in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(async () => browser.close());

  for (const { name, messages } of pages) {
    for (const theme of themeNames)
      it(`${name}: has no serious fault for people who cannot see or point, ${theme}`, async () => {
        await using opened = await openPage(browser, name, { theme });
        for (const message of messages) await opened.tell(message);
        for (const summary of await opened.page.locator('summary').all()) await summary.click();
        assert.deepEqual(await opened.faults(), []);
        assert.deepEqual(await asked(opened), []);
      });

    it(`${name}: stays within a narrow column, and within its policy`, async () => {
      await using opened = await openPage(browser, name, { width: 320 });
      for (const message of messages) await opened.tell(message);
      assert.deepEqual(
        await opened.page.evaluate('[document.body.scrollWidth <= innerWidth, window.refused]'),
        [true, []],
      );
      assert.deepEqual(await opened.faults(), []);
    });

    it(`${name}: reports what it cannot show, and stays as it was`, async () => {
      await using opened = await openPage(browser, name);
      for (const message of messages) await opened.tell(message);
      const before = await opened.page.locator('main').innerText();
      await opened.tell({ kind: 'history', reviews: 7, report: 7, entries: 7 });
      assert.equal((await opened.said()).at(-1)?.kind, 'broken');
      assert.equal(await opened.page.locator('main').innerText(), before);
    });
  }

  for (const { name, message } of empty)
    it(`${name}: says so when there is nothing, without a fault`, async () => {
      await using opened = await openPage(browser, name);
      await opened.tell(message);
      assert.notEqual(await opened.page.locator('.empty').count(), 0);
      assert.deepEqual(await opened.faults(), []);
    });

  it('report: asks to open places by where they stand in the lists, filtered or not', async () => {
    await using opened = await openPage(browser, 'report');
    await opened.tell(reportMessage());
    await opened.page.getByRole('button', { name: 'High 1' }).click();
    await opened.page.getByRole('button', { name: 'Critical 1' }).press('Enter');
    await opened.page.getByRole('button', { name: 'src/cart.ts:8' }).first().click();
    await opened.page.getByRole('button', { name: 'b.ts' }).click();
    await opened.page.getByRole('button', { name: 'Export SARIF' }).click();
    await opened.page.getByRole('button', { name: 'Review History' }).click();
    assert.deepEqual(await asked(opened), [
      { kind: 'open-finding', at: 2 },
      { kind: 'open-file', at: 2 },
      { kind: 'export', format: 'sarif' },
      { kind: 'history' },
    ]);
    assert.equal(await opened.page.getByRole('status').innerText(), '2 hidden by the filter');
  });

  it('report: offers findings of another tool for the editor, where there are any', async () => {
    await using opened = await openPage(browser, 'report');
    await opened.tell(reportMessage());
    assert.equal(await opened.page.getByRole('button', { name: 'Show in Editor' }).count(), 0);
    await opened.tell(reportMessage({ canShow: true, canExport: false }));
    await opened.page.getByRole('button', { name: 'Show in Editor' }).click();
    assert.deepEqual(await asked(opened), [{ kind: 'show-findings' }]);
  });

  it('report: keeps its filter over a reload', async () => {
    await using opened = await openPage(browser, 'report');
    await opened.tell(reportMessage());
    await opened.page.getByRole('searchbox').fill('eslint');
    const state = await opened.kept();
    assert.deepEqual(state, { address: 'test', view: { off: [], text: 'eslint', drawn: {} } });
    await using again = await openPage(browser, 'report', { state });
    await again.tell(reportMessage());
    assert.equal(await again.page.locator('article').count(), 1);
    await using damaged = await openPage(browser, 'report', { state: { view: { off: 'x' } } });
    await damaged.tell(reportMessage());
    assert.equal(await damaged.page.locator('article').count(), 5);
  });

  it('report: makes no element of a model’s or a tool’s words', async () => {
    await using opened = await openPage(browser, 'report');
    await opened.tell(reportMessage());
    assert.equal(await opened.page.locator('main img, main a, main script').count(), 0);
    assert.equal((await opened.page.getByText('<img src=x').count()) > 0, true);
  });

  it('report: draws of ten thousand findings only some, and more on each wish', async () => {
    await using opened = await openPage(browser, 'report');
    const findings = Array.from({ length: 10_000 }, (_, at) => shownFinding({ title: `Finding ${at}` }));
    await opened.tell(reportMessage({ findings }));
    assert.equal(await opened.page.locator('article').count(), 50);
    await opened.page.getByRole('button', { name: 'Show 50 more of 9950' }).click();
    assert.equal(await opened.page.locator('article').count(), 100);
  });

  it('history: compares the two that were chosen last, and opens what it lists', async () => {
    await using opened = await openPage(browser, 'history');
    await opened.tell(historyMessage);
    assert.equal(await opened.page.getByRole('button', { name: 'Compare', exact: true }).isDisabled(), true);
    for (const box of await opened.page.getByRole('checkbox').all()) await box.press('Space');
    await opened.page.getByRole('button', { name: 'Compare', exact: true }).click();
    await opened.tell(comparisonMessage);
    const fixed = opened.page.getByRole('region', { name: 'Fixed' });
    await fixed.getByRole('button').click();
    await opened.page.getByRole('button', { name: 'Branch against main' }).first().click();
    await opened.page.getByRole('button', { name: 'Clear History' }).click();
    assert.deepEqual(await asked(opened), [
      { kind: 'compare', ids: ['r2', 'r1'] },
      { kind: 'open-finding', group: 'fixed', at: 0 },
      { kind: 'open-review', id: 'r2' },
      { kind: 'clear' },
    ]);
  });

  it('history: asks for its comparison again when its tab was hidden, and not for one that is gone', async () => {
    await using opened = await openPage(browser, 'history');
    await opened.tell(historyMessage);
    for (const box of (await opened.page.getByRole('checkbox').all()).slice(0, 2)) await box.press('Space');
    await opened.page.getByRole('button', { name: 'Compare', exact: true }).click();
    const state = await opened.kept();
    await using again = await openPage(browser, 'history', { state });
    await again.tell(historyMessage);
    assert.deepEqual(await asked(again), [{ kind: 'compare', ids: ['r3', 'r2'] }]);
    await using cleared = await openPage(browser, 'history', { state });
    await cleared.tell({ kind: 'history', reviews: [] });
    assert.deepEqual(await asked(cleared), []);
  });

  it('usage: has every number of its charts in a table, and follows the ledger', async () => {
    await using opened = await openPage(browser, 'usage');
    await opened.tell(usageMessage());
    await opened.page.getByText('Cost per day as a table').click();
    const table = opened.page.getByRole('table', { name: 'Cost per day' });
    assert.match(await table.innerText(), /Fri, Nov 20, 2026\s+\$0\s+\$0\.50\s+\$0\s+\$0\.050/);
    await opened.page.getByRole('radio', { name: 'Tokens' }).check();
    assert.equal(await opened.page.getByRole('table', { name: 'Tokens per day' }).count(), 1);
    await opened.page.getByRole('radio', { name: '7 days' }).check();
    assert.match(
      await opened.page.locator('dl').innerText(),
      /\$0\.80 of \$1\.00 left[\s\S]*7 days\s+\$0\.75/,
    );
    await opened.tell(usageMessage({ budget: null }));
    await opened.page.getByRole('button', { name: 'Set a daily budget' }).click();
    assert.deepEqual(await asked(opened), [{ kind: 'setting', name: 'dailyBudget' }]);
  });

  it('usage: reads its charts out day by day at the arrow keys', async () => {
    await using opened = await openPage(browser, 'usage');
    await opened.tell(usageMessage());
    const chart = opened.page.getByRole('img', { name: /Cost per day/ });
    await chart.focus();
    await chart.press('End');
    await chart.press('ArrowLeft');
    assert.equal(
      await opened.page.getByRole('status').first().innerText(),
      'Fri, Nov 20, 2026: Branch $0.50, On save $0.050',
    );
  });

  it('usage: draws its charts in the colours of the theme, and of the next one', async () => {
    await using opened = await openPage(browser, 'usage', { theme: 'dark' });
    await opened.tell(usageMessage());
    const drawn = async (color: string): Promise<void> => {
      await opened.page.evaluate(`new Promise((resolve) => {
        const wanted = ${JSON.stringify(color)};
        const look = () => {
          const canvas = document.querySelector('canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let at = 0; at < data.length; at += 4)
            if (data.slice(at, at + 3).join() === wanted && data[at + 3] === 255) return resolve();
          requestAnimationFrame(look);
        };
        look();
      })`);
    };
    await opened.page.evaluate(
      `document.documentElement.style.setProperty('--vscode-charts-blue', '#010203')`,
    );
    await drawn('1,2,3');
    await opened.page.evaluate(`{
      document.documentElement.style.setProperty('--vscode-charts-blue', '#040506');
      document.body.className = 'vscode-light';
    }`);
    await drawn('4,5,6');
    await opened.page.setViewportSize({ width: 400, height: 600 });
    await drawn('4,5,6');
  });

  it('usage: speaks the language of the editor', async () => {
    await using opened = await openPage(browser, 'usage', { words: { Usage: 'Verbrauch' } });
    await opened.tell(usageMessage());
    assert.equal(await opened.page.getByRole('heading', { level: 1 }).innerText(), 'Verbrauch');
  });
});

/** What the page wants of the editor. */
async function asked(opened: OpenedPage): ReturnType<OpenedPage['said']> {
  return (await opened.said()).filter(({ kind }) => kind !== 'ready' && kind !== 'shown');
}
