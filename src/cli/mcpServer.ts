import { once } from 'node:events';
import {
  McpServer,
  type CallToolResult,
  type ServerContext,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import english from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import { dismissalReasons } from '../core/findings/dismissal.ts';
import { agentAnswer, agentJson } from '../core/report/agentAnswer.ts';
import { listInput, reviewInput } from '../core/report/agentInputs.ts';
import { agentPage, type AgentPage } from '../core/report/agentPage.ts';
import { agentTools } from '../core/report/agentTools.ts';
import type { AgentCall, AgentDesk, Problem } from './agentDesk.ts';
import { dollars } from './dollars.ts';
import type { Plan } from './makePlan.ts';
import { efforts } from '../core/effort.ts';

export interface McpOptions {
  readonly version: string;
  readonly root: string;
  readonly maxCost: number;
  readonly mayDismiss: boolean;
}

const mcpReviewInput = z.extend(reviewInput, {
  effort: z.optional(
    z.enum(efforts).check(z.describe('How thorough, and how expensive. As the user has set it by default.')),
  ),
});
const mcpPlanInput = z.omit(mcpReviewInput, { minSeverity: true, limit: true });
const mcpDismissInput = z.strictObject({
  fingerprint: z.string().check(z.minLength(1), z.maxLength(100), z.describe('As list_findings gives it.')),
  reason: z.enum(dismissalReasons).check(z.describe('Why, as the user has decided.')),
  note: z.optional(z.string().check(z.maxLength(500), z.describe('The reason in the user’s words.'))),
});

/** Files that a plan names, the largest first. */
const mostPlanned = 50;

/**
 * Speaks the Model Context Protocol over standard input and output until the client leaves or the signal aborts. All
 * of the SDK hangs on this file, which is a bundle of its own, loaded by the command `mcp` only.
 */
export async function serveMcp(desk: AgentDesk, options: McpOptions, signal: AbortSignal): Promise<void> {
  // The messages of the schemas, which a model has to read.
  z.config(english());
  const handle = serveStdio(() => createServer(desk, options));
  try {
    await Promise.race([once(process.stdin, 'close', { signal }), once(process.stdin, 'end', { signal })]);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await handle.close();
}

function createServer(desk: AgentDesk, { version, root, maxCost, mayDismiss }: McpOptions): McpServer {
  const server = new McpServer(
    { name: 'flash-review', title: 'Flash Review', version },
    {
      instructions: `Reviews the code of ${root} with a language model. All reviews of this session together may cost ${dollars(maxCost)}. Call plan_review first when the change is large. ${mayDismiss ? 'Only dismiss_finding writes to the repository.' : 'Nothing in the repository is changed.'}`,
    },
  );
  const { review, list, plan, dismiss } = agentTools;
  server.registerTool(
    review.name,
    {
      ...told(review),
      inputSchema: standard(mcpReviewInput),
      outputSchema: standard(agentPage),
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    async (input, context) => pageResult(await desk.review(input, callOf(context))),
  );
  server.registerTool(
    list.name,
    {
      ...told(list),
      inputSchema: standard(listInput),
      outputSchema: standard(agentPage),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async (input) => pageResult(await desk.list(input)),
  );
  server.registerTool(
    plan.name,
    {
      ...told(plan),
      inputSchema: standard(mcpPlanInput),
      // It may ask the service what the model holds.
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    async (input, context) => planResult(await desk.plan({ ...input, limit: 1 }, callOf(context))),
  );
  if (mayDismiss)
    server.registerTool(
      dismiss.name,
      {
        ...told(dismiss),
        inputSchema: standard(mcpDismissInput),
        annotations: {
          readOnlyHint: false,
          destructiveHint: false,
          idempotentHint: true,
          openWorldHint: false,
        },
      },
      async (input) => {
        const done = await desk.dismiss(input);
        return typeof done === 'string' ? texts(`Dismissed: ${agentJson(done)}`) : refusal(done);
      },
    );
  return server;
}

function told({ title, description }: { readonly title: string; readonly description: string }) {
  return { title, description };
}

/** The standard interface of a schema, with the JSON Schema that the small build of zod leaves out. */
function standard<T extends z.ZodMiniType>(schema: T): StandardSchemaWithJSON<z.input<T>, z.output<T>> {
  const input = (): Record<string, unknown> => z.toJSONSchema(schema, { io: 'input' });
  const output = (): Record<string, unknown> => z.toJSONSchema(schema, { io: 'output' });
  return { '~standard': { ...schema['~standard'], jsonSchema: { input, output } } };
}

/** Progress goes to the one who asked for it; it is counted in messages, because nobody knows the end. */
function callOf({ mcpReq }: ServerContext): AgentCall {
  const progressToken = mcpReq._meta?.progressToken;
  let progress = 0;
  return {
    signal: mcpReq.signal,
    progress: (message) => {
      if (progressToken === undefined || mcpReq.signal.aborted) return;
      progress++;
      const params = { progressToken, progress, message };
      // A client that has left does not wait for progress; its request is aborted in another way.
      void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
    },
  };
}

function pageResult(page: AgentPage | Problem): CallToolResult {
  if ('problem' in page) return refusal(page);
  return { ...texts(...agentAnswer(page)), structuredContent: page };
}

function planResult(plan: Plan | Problem): CallToolResult {
  if ('problem' in plan) return refusal(plan);
  const { files, skipped, model, requests, tokens, cost, secretsMasked } = plan;
  const price =
    cost === undefined ? 'a price that is not known' : `${dollars(cost.low)} to ${dollars(cost.high)}`;
  const summary =
    files.length === 0
      ? 'There is nothing to review.'
      : `A review would send ${files.length === 1 ? '1 file' : `${files.length} files`}, about ${tokens} tokens, for ${price}. No code was sent.`;
  const largest = files.toSorted((a, b) => b.tokens - a.tokens).slice(0, mostPlanned);
  const data = {
    model,
    requests,
    tokens,
    ...(cost === undefined ? {} : { costInDollars: cost }),
    secretsMasked,
    filesInAll: files.length,
    files: largest,
    skippedInAll: skipped.length,
    skipped: skipped.slice(0, mostPlanned).map(({ file, message }) => ({ file, why: message })),
  };
  return texts(summary, agentJson(data));
}

function refusal({ problem }: Problem): CallToolResult {
  return { ...texts(problem), isError: true };
}

function texts(...parts: readonly string[]): CallToolResult {
  return { content: parts.map((text) => ({ type: 'text', text })) };
}
