import {
  FunctionCallingConfigMode,
  type Content,
  type GenerateContentConfig,
  type Part,
  type Tool,
} from '@google/genai/web';
import type { FunctionTurn, ModelContent, ModelRequest, ServiceTool } from '../core/modelClient.ts';

export function partOf(content: ModelContent): Part {
  if (typeof content === 'string') return { text: content };
  return { inlineData: { mimeType: content.mimeType, data: content.base64 } };
}

/**
 * What is asked, without what the service has stored of it, then the turns with calls: the model's as they came,
 * thought signatures included.
 */
export function contentsOf({
  contents,
  turns = [],
  cachedContent,
  stableContents = 0,
}: ModelRequest): Content[] {
  const asked = cachedContent === undefined ? contents : contents.slice(stableContents);
  return [{ role: 'user', parts: asked.map(partOf) }, ...turns.flatMap(contentsOfTurn)];
}

/** A response has the id and the name of its call: https://ai.google.dev/gemini-api/docs/function-calling */
function contentsOfTurn({ echo, results }: FunctionTurn): Content[] {
  const parts = results.map(({ call, output, isError }): Part => {
    const response = isError ? { error: output } : { output };
    return {
      functionResponse: { ...(call.id === undefined ? {} : { id: call.id }), name: call.name, response },
    };
  });
  return [
    { role: 'model', parts: Array.isArray(echo) ? (echo as Part[]) : [] },
    { role: 'user', parts },
  ];
}

const ofService: Readonly<Record<ServiceTool, Tool>> = {
  'google-search': { googleSearch: {} },
  'url-context': { urlContext: {} },
  'code-execution': { codeExecution: {} },
};

/** Functions and tools of the service in one request must be announced: vercel/ai#13920. */
export function toolsOf({
  functions = [],
  callsOver,
  serviceTools = [],
}: ModelRequest): Pick<GenerateContentConfig, 'tools' | 'toolConfig'> {
  const tools: Tool[] = serviceTools.map((name) => ofService[name]);
  if (functions.length === 0) return tools.length === 0 ? {} : { tools };
  const functionDeclarations = functions.map(({ name, description, parameters }) => ({
    name,
    description,
    parametersJsonSchema: parameters,
  }));
  const both = tools.length > 0;
  const mode =
    callsOver === true
      ? FunctionCallingConfigMode.NONE
      : both
        ? FunctionCallingConfigMode.VALIDATED
        : FunctionCallingConfigMode.AUTO;
  return {
    tools: [...tools, { functionDeclarations }],
    toolConfig: {
      functionCallingConfig: { mode },
      ...(both ? { includeServerSideToolInvocations: true } : {}),
    },
  };
}
