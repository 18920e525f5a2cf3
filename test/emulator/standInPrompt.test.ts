import assert from 'node:assert/strict';
import type { ChangedFile } from '../../src/core/change.ts';
import { buildPrompt } from '../../src/core/prompt/buildPrompt.ts';
import { startEmulator } from './emulator.ts';
import { rawCall, readEvents, streamPath, textOf } from './rawCall.ts';
import type { WireFinding } from './standInRule.ts';

const file: ChangedFile = {
  ref: { root: '/home/somebody/shop', path: 'src/cart.ts' },
  label: 'src/cart.ts',
  status: 'renamed',
  previousPath: 'src/basket.ts',
  text: 'let sum = 0;\nif (sum === NaN) stop();\n',
  hunks: [
    {
      oldStart: 1,
      oldLines: 2,
      newStart: 1,
      newLines: 2,
      lines: [
        { kind: 'context', text: 'let sum = 0;', oldLine: 1, newLine: 1 },
        { kind: 'removed', text: 'if (other === NaN) stop();', oldLine: 2 },
        { kind: 'added', text: 'if (sum === NaN) stop();', newLine: 2 },
      ],
    },
  ],
};

describe('the rule-based stand-in, given the product’s own prompt,', () => {
  it('answers it in the order of the product’s schema', async () => {
    await using emulator = await startEmulator({ answer: { kind: 'review', delayMs: 0 } });
    const prompt = buildPrompt([file]);
    const answer = await rawCall(emulator, {
      path: streamPath,
      body: {
        systemInstruction: { parts: [{ text: prompt.system }] },
        contents: prompt.contents.map((text) => ({ role: 'user', parts: [{ text }] })),
        generationConfig: { responseMimeType: 'application/json', responseJsonSchema: prompt.schema },
      },
    });
    const { findings } = JSON.parse(textOf(readEvents(answer.text))) as { findings: WireFinding[] };
    assert.deepEqual(
      findings.map(({ file: path, line, replacement }) => [path, line, replacement]),
      [['src/cart.ts', 2, 'if (Number.isNaN(sum)) stop();']],
    );
    const schema = prompt.schema as {
      properties: { findings: { items: { properties: Readonly<Record<string, unknown>> } } };
    };
    assert.deepEqual(
      Object.keys(findings[0] ?? {}),
      Object.keys(schema.properties.findings.items.properties),
    );
  });
});
