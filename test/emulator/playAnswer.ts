import type { Answer } from './answer.ts';
import { chunkWriter } from './chunkWriter.ts';
import type { HandStream } from './handStream.ts';
import { playFault } from './playFault.ts';
import { promptText } from './generateRequest.ts';
import { standInAnswer } from './standInReviewer.ts';
import { playCalls } from './playCalls.ts';
import { playText } from './playText.ts';
import { refusalOf } from './refusals.ts';
import type { ByteCut, Performance, Step } from './step.ts';

/** Everything that happens on the connection for one answer. */
export async function* playAnswer(answer: Answer, show: Performance): AsyncGenerator<Step> {
  switch (answer.kind) {
    case 'text':
      yield { kind: 'open' };
      yield* playText(answer, show);
      return;
    case 'review': {
      const { asked } = show;
      const includeThoughts = asked.generationConfig?.thinkingConfig?.includeThoughts === true;
      yield { kind: 'open' };
      yield* playText(standInAnswer(answer, promptText(asked), includeThoughts), show);
      return;
    }
    case 'calls':
      yield { kind: 'open' };
      yield* playCalls(answer, show);
      return;
    case 'by-hand':
      yield* playHandStream(answer, show);
      return;
    case 'fault': {
      const refusal = refusalOf(answer, show);
      if (refusal === undefined) yield* playFault(answer, show);
      else yield refusal;
    }
  }
}

export function byteCut(answer: Answer): ByteCut {
  if (answer.kind !== 'fault') return 'whole';
  if (answer.name === 'one-byte') return 'bytes';
  return answer.name === 'split-characters' ? 'characters' : 'whole';
}

async function* playHandStream(stream: HandStream, show: Performance): AsyncGenerator<Step> {
  yield { kind: 'open' };
  const write = chunkWriter(show, {});
  for await (const move of stream.moves(show.request, show.signal)) {
    switch (move.kind) {
      case 'text':
        yield write([{ text: move.text }]);
        break;
      case 'thought':
        yield write([{ text: move.text, thought: true }]);
        break;
      case 'error':
        yield { kind: 'error', body: move.body, bare: false };
        return;
      case 'reset':
        yield { kind: 'reset' };
        return;
      case 'finish':
        if (move.reason !== null) yield write(undefined, move.reason);
        return;
    }
  }
}
