import type { Model } from '@google/genai/web';
import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { ModelInfo, ModelRequest } from '../core/modelClient.ts';
import { settled, type GeminiRoad } from './geminiStream.ts';
import { nextTurn } from '../core/turns.ts';
import { partOf } from './geminiTools.ts';
import { serviceName } from './serviceName.ts';

/** Pages of fifty; a service that never ends its list is not asked for ever. */
const maxModels = 500;

/** The models of the service that can be asked for a text. */
export async function listGeminiModels(
  road: GeminiRoad,
  signal: AbortSignal,
): Promise<Result<readonly ModelInfo[], ModelFailure>> {
  const refusal = road.refuse();
  if (refusal !== undefined) return fail(refusal);
  const models: ModelInfo[] = [];
  const asked = road.connect({ model: 'models' }).list({ config: { pageSize: 50, abortSignal: signal } });
  const pager = await settled(asked, road, signal);
  if (!pager.ok) return pager;
  const pages = pager.value[Symbol.asyncIterator]();
  while (models.length < maxModels) {
    const step = await settled(pages.next(), road, signal);
    if (!step.ok) return step;
    if (step.value.done === true) break;
    const { supportedActions } = step.value.value;
    const name = serviceName(step.value.value.name);
    if (name === undefined || supportedActions?.includes('generateContent') === false) continue;
    models.push({
      name: name.replace(/^(?:publishers\/google\/)?models\//, ''),
      ...limitsOf(step.value.value),
    });
  }
  return succeed(models);
}

/** One model of the service, by the name it is asked under. */
export async function describeGeminiModel(
  road: GeminiRoad,
  model: string,
  signal: AbortSignal,
): Promise<Result<ModelInfo, ModelFailure>> {
  const refusal = road.refuse();
  if (refusal !== undefined) return fail(refusal);
  const asked = road.connect({ model }).get({ model, config: { abortSignal: signal } });
  const got = await settled(asked, road, signal);
  return got.ok ? succeed({ name: model, ...limitsOf(got.value) }) : got;
}

function limitsOf({ inputTokenLimit = 0, outputTokenLimit = 0 }: Model): Omit<ModelInfo, 'name'> {
  return {
    ...(inputTokenLimit > 0 ? { inputTokenLimit } : {}),
    ...(outputTokenLimit > 0 ? { outputTokenLimit } : {}),
  };
}

/** The input of a request, as the service counts it. Instructions go as text: the Developer API takes no others. */
export async function countGeminiTokens(
  road: GeminiRoad,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Result<number, ModelFailure>> {
  const refusal = road.refuse();
  if (refusal !== undefined) return fail(refusal);
  const parts = [request.system, ...request.contents].map(partOf);
  // The SDK makes one text of all that is asked.
  await nextTurn();
  const counted = await settled(
    road.connect(request).countTokens({
      model: request.model,
      contents: [{ role: 'user', parts }],
      config: { abortSignal: signal },
    }),
    road,
    signal,
  );
  if (!counted.ok) return counted;
  const { totalTokens } = counted.value;
  return totalTokens === undefined
    ? fail({ kind: 'bad-answer', detail: 'a count without a number' })
    : succeed(totalTokens);
}
