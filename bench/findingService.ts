import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One file as the prompt shows it: its label and its numbered lines. */
interface ShownFile {
  readonly label: string;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

export interface FindingService extends AsyncDisposable {
  /** The endpoint of a Gemini service with findings in every file it is shown. */
  readonly url: string;
}

export interface FindingServiceOptions {
  readonly findingsPerFile: number;
  /** Between two findings when one file is shown, in ms. */
  readonly pauseMs: number;
}

/**
 * A service that finds something in every file: one event for each finding. `GET /stamps` gives when the last byte of
 * each left, by title, in ns of the machine's clock (`process.hrtime`), which all its processes share.
 */
export async function startFindingService(options: FindingServiceOptions): Promise<FindingService> {
  const stamps = new Map<string, string>();
  const server = createServer((request, response) => {
    request.socket.setNoDelay(true);
    if (request.url === '/stamps') {
      response.end(JSON.stringify(Object.fromEntries(stamps)));
      return;
    }
    // What a model holds is asked for once; that this service does not know, a table of ours does.
    if (request.method === 'GET') {
      response.writeHead(404).end();
      return;
    }
    void answer(request, response, stamps, options);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  stamps: Map<string, string>,
  { findingsPerFile, pauseMs }: FindingServiceOptions,
): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const prompt = textOf(JSON.parse(Buffer.concat(pieces).toString('utf8')) as Body);
  if (request.url?.includes(':countTokens') === true) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ totalTokens: Math.ceil(prompt.length / 4) }));
    return;
  }
  const files = shownFiles(prompt);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await send(response, '{"findings":[');
  let first = true;
  for (const { label, lines } of files) {
    const step = Math.max(1, Math.floor(lines.length / findingsPerFile));
    for (let at = 0; at < findingsPerFile; at++) {
      const line = lines[at * step];
      if (line === undefined || response.destroyed) break;
      const title = `Finding ${at} of ${label}`;
      const text = (first ? '' : ',') + findingText(label, line, title);
      first = false;
      stamps.set(title, String(process.hrtime.bigint()));
      await send(response, text);
      if (files.length === 1) await sleep(pauseMs);
    }
  }
  await send(response, ']}', 'STOP');
  response.end();
}

function findingText(file: string, { number, text }: ShownFile['lines'][number], title: string): string {
  return JSON.stringify({
    file,
    line: number,
    endLine: number,
    quote: text,
    severity: 'medium',
    category: 'bug',
    rule: 'made-up',
    title,
    explanation:
      'When the list is empty there is no first name, and the call fails for whoever calls it next.',
    confidence: 0.8,
    replacement: null,
  });
}

async function send(response: ServerResponse, text: string, finishReason?: string): Promise<void> {
  const candidate = {
    content: { role: 'model', parts: [{ text }] },
    index: 0,
    ...(finishReason === undefined ? {} : { finishReason }),
  };
  const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1 };
  await new Promise<void>((resolve) => {
    response.write(
      `data: ${JSON.stringify({ candidates: [candidate], usageMetadata, modelVersion: 'gemini-3.5-flash' })}\r\n\r\n`,
      () => resolve(),
    );
  });
}

interface Body {
  readonly contents?: readonly { readonly parts?: readonly { readonly text?: string }[] }[];
}

function textOf({ contents = [] }: Body): string {
  return contents.flatMap(({ parts = [] }) => parts.map(({ text = '' }) => text)).join('');
}

function shownFiles(prompt: string): readonly ShownFile[] {
  return prompt
    .split(/^=== file /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...rest] = block.split('\n');
      const label = JSON.parse(/^"(?:[^"\\]|\\.)*"/.exec(head)?.[0] ?? '""') as string;
      const lines = rest.flatMap((line) => {
        const [, number, text = ''] = /^ *(\d+) \|[ +](.*)$/.exec(line) ?? [];
        return number === undefined || text.trim().length < 12 ? [] : [{ number: Number(number), text }];
      });
      return { label, lines };
    });
}
