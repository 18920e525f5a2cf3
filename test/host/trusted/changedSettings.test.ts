import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { handStream } from '../../emulator/handStream.ts';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

const severityMap = { critical: 'error', high: 'hint', medium: 'hint', low: 'hint', info: 'hint' };
const verdict = JSON.stringify({
  verdicts: [
    { id: '1', evidence: 'The loop runs to the length.', line: 8, verdict: 'stands', severity: 'high' },
  ],
});

async function set(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('flashReview');
  for (const [name, value] of Object.entries(settings))
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
}

describe('settings that change while a review runs', () => {
  const names = ['model', 'exclude', 'verify', 'diagnosticSeverity'];
  afterEach(async () => set(Object.fromEntries(names.map((name) => [name, undefined]))));

  it('count from the next review on, and how findings are shown at once', async () => {
    await using session = await startReviewSession();
    const stream = handStream();
    session.service.script(stream, { kind: 'text', text: listOf(offByOne) }, { kind: 'text', text: verdict });
    const running = session.review();
    await stream.opened;
    stream.push(`{"findings":[${offByOne},`);
    await session.until('src/cart.ts', (found) => found.length === 1);

    await set({ diagnosticSeverity: severityMap });
    await session.until('src/cart.ts', ([one]) => one?.severity === vscode.DiagnosticSeverity.Hint);

    await set({ model: 'gemini-2.5-pro', exclude: { 'src/discount.ts': true }, verify: 'all' });
    stream.push(`${nonNull}]}`);
    stream.finish();
    await running;
    assert.equal(session.diagnostics('src/cart.ts').length, 2);
    // No second look, which the settings of its beginning did not ask for.
    assert.equal(session.service.requests.length, 1);

    await session.review();
    const [first, next, second] = session.service.requests;
    assert.match(first?.path ?? '', /gemini-3\.5-flash/);
    assert.match(JSON.stringify(first?.body), /src\/discount\.ts/);
    assert.match(next?.path ?? '', /gemini-2\.5-pro/);
    assert.doesNotMatch(JSON.stringify(next?.body), /src\/discount\.ts/);
    assert.match(JSON.stringify(second?.body), /The last step reads past the end/);
  });
});
