import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from './measure.ts';

/** One recorded answer as it goes over the wire. */
export interface Recording {
  readonly name: string;
  /** The project it was recorded by. */
  readonly source: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

const index = z.array(z.looseObject({ file: z.string(), kind: z.string() }));
const refusal = z.object({ error: z.object({ code: z.number() }) });
const exchange = z.object({ method: z.string(), response: z.unknown() });

/** The recordings that `INDEX.json` lists; those of calls that do not stream are told to `skip`. */
export function loadRecordings(corpus: string, skip: (name: string) => void): Recording[] {
  const path = join(corpus, 'INDEX.json');
  if (!existsSync(path)) throw new UsageError(`no INDEX.json in ${corpus}`);
  return index.parse(JSON.parse(readFileSync(path, 'utf8'))).flatMap(({ file, kind }) => {
    const bytes = readFileSync(join(corpus, file));
    const source = file.split('/')[0] ?? '';
    if (kind.startsWith('ndjson of {method')) return streamsOf(file, source, bytes.toString('utf8'), skip);
    const body = kind.startsWith('sse') ? bytes : eventStream(linesOf(bytes.toString('utf8')));
    return [{ name: file, source, ...statusOf(body), body }];
  });
}

/** A refusal was recorded as its body alone; the status stands in it. */
function statusOf(body: Buffer): { status: number; contentType: string } {
  const text = body.toString('utf8').trim();
  if (!text.startsWith('{')) return { status: 200, contentType: 'text/event-stream' };
  const { error } = refusal.parse(JSON.parse(text));
  return { status: error.code, contentType: 'application/json; charset=UTF-8' };
}

function streamsOf(file: string, source: string, text: string, skip: (name: string) => void): Recording[] {
  return linesOf(text).flatMap((line, at) => {
    const name = `${file}:${at + 1}`;
    const { method, response } = exchange.parse(JSON.parse(line));
    if (method !== 'generateContentStream') {
      skip(name);
      return [];
    }
    const chunks = z.array(z.unknown()).parse(response);
    const body = eventStream(chunks.map((chunk) => JSON.stringify(chunk)));
    return [{ name, source, status: 200, contentType: 'text/event-stream', body }];
  });
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** As the service frames it. */
const eventStream = (payloads: readonly string[]): Buffer =>
  Buffer.from(payloads.map((payload) => `data: ${payload}\r\n\r\n`).join(''), 'utf8');
