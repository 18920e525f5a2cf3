import type { Fault, StreamedText } from './answer.ts';
import { responseId } from './chunkWriter.ts';
import { usageMetadata, type GenerateResponse } from './generateResponse.ts';
import { overloaded } from './googleErrors.ts';
import { playText } from './playText.ts';
import type { Performance, Step } from './step.ts';

/** The faults that open a stream, or hang before it. */
export async function* playFault(fault: Fault, show: Performance): AsyncGenerator<Step> {
  if (fault.name === 'silent') {
    yield { kind: 'stall' };
    return;
  }
  yield { kind: 'open' };
  const text: StreamedText = {
    kind: 'text',
    text: fault.text ?? '{"findings":[]}',
    ...(fault.chunkSizes === undefined ? {} : { chunkSizes: fault.chunkSizes }),
    ...(fault.delayMs === undefined ? {} : { delayMs: fault.delayMs }),
  };
  switch (fault.name) {
    case 'slow-drip':
      yield* playText({ chunkSizes: [8], delayMs: 150, ...text }, show);
      return;
    case 'reset-mid-stream':
      yield* playText({ ...text, finishReason: null }, show);
      yield { kind: 'reset' };
      return;
    case 'close-without-finish':
      yield* playText({ ...text, finishReason: null }, show);
      return;
    case 'error-event':
    case 'bare-error':
      yield* playText({ ...text, finishReason: null }, show);
      yield { kind: 'error', body: overloaded(), bare: fault.name === 'bare-error' };
      return;
    case 'stall':
      yield* playText({ ...text, finishReason: null }, show);
      yield { kind: 'stall' };
      return;
    case 'max-tokens-mid-object':
      yield* playText({ ...text, finishReason: 'MAX_TOKENS' }, show);
      return;
    case 'recitation':
      yield* playText({ ...text, finishReason: 'RECITATION', finishApart: true }, show);
      return;
    case 'thoughts':
      yield* playText({ ...text, thoughts: thinking, thoughtSignature: 'c3RhbmQtaW4gc2lnbmF0dXJl' }, show);
      return;
    case 'prompt-blocked':
      yield { kind: 'chunk', body: blockedPrompt(show) };
      return;
    case 'empty-body':
      return;
    default:
      yield* playText(text, show);
  }
}

const thinking = [
  '**Reading the change**\n\nI am going through the added lines, one file after the other.\n\n\n',
  '**Weighing what I found**\n\nI keep what can be shown to fail with a concrete input.\n\n\n',
];

const blockedPrompt = (show: Performance): GenerateResponse => ({
  promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
  usageMetadata: usageMetadata({ prompt: show.promptTokens, cached: 0, output: 0, thoughts: 0 }),
  modelVersion: show.model,
  responseId: responseId(show),
});
