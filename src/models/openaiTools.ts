import type { FunctionCall, FunctionTurn, ModelContent, ModelRequest } from '../core/modelClient.ts';

type Fields = Readonly<Record<string, unknown>>;

interface OpenCall {
  id: string;
  name: string;
  /** JSON, as far as it has come. */
  text: string;
  /** What a service wants back beside the call: Google's thought signature. */
  extra: unknown;
}

/** Puts the calls of one answer together from the pieces they are streamed in. */
export class CallAssembly {
  readonly #calls: OpenCall[] = [];
  readonly #byIndex = new Map<number, OpenCall>();

  /** `delta.tool_calls` of one event; what is no call in it is left out. */
  take(pieces: unknown): void {
    if (!Array.isArray(pieces)) return;
    for (const piece of pieces) {
      const fields = asFields(piece);
      if (fields !== undefined) this.#takePiece(fields);
    }
  }

  /** What the model asks for; arguments that are no JSON stay a text, which no function takes. */
  get calls(): readonly FunctionCall[] {
    return this.#named.map(({ id, name, text }) => ({ id, name, args: parse(text) }));
  }

  /** The assistant's message as it goes back. */
  echo(content: string): object {
    return {
      role: 'assistant',
      content: content === '' ? null : content,
      tool_calls: this.#named.map(({ id, name, text, extra }) => ({
        id,
        type: 'function',
        function: { name, arguments: text === '' ? '{}' : text },
        ...(extra === undefined ? {} : { extra_content: extra }),
      })),
    };
  }

  /** A result must name its call: one of a service that gives no ids has ours. */
  get #named(): readonly OpenCall[] {
    return this.#calls
      .filter(({ name }) => name !== '')
      .map((call, index) => ({ ...call, id: call.id === '' ? `call_${index + 1}` : call.id }));
  }

  #takePiece(piece: Fields): void {
    const { index, id, extra_content: extra } = piece;
    const asked = asFields(piece['function']) ?? {};
    const place = typeof index === 'number' ? index : this.#byIndex.size - 1;
    const known = this.#byIndex.get(place);
    // Some services give every call the same index, or none: another id is another call.
    const isNew =
      known === undefined || (typeof id === 'string' && id !== '' && known.id !== '' && known.id !== id);
    const call = isNew ? { id: '', name: '', text: '', extra: undefined } : known;
    if (isNew) {
      this.#calls.push(call);
      this.#byIndex.set(Math.max(0, place), call);
    }
    if (typeof id === 'string' && id !== '') call.id = id;
    const { name, arguments: text } = asked;
    if (typeof name === 'string' && name !== '') call.name = name;
    if (typeof text === 'string') call.text += text;
    // Ollama gives an object.
    else if (typeof text === 'object' && text !== null) call.text = JSON.stringify(text);
    call.extra = extra ?? call.extra;
  }
}

/** What is asked, then the turns with calls and their results. */
export function messagesOf({ system, contents, turns = [] }: ModelRequest): readonly object[] {
  return [
    ...(system === '' ? [] : [{ role: 'system', content: system }]),
    { role: 'user', content: contents.map(partOf) },
    ...turns.flatMap(messagesOfTurn),
  ];
}

/** https://platform.openai.com/docs/guides/function-calling */
export function toolsOf({ functions = [], callsOver }: ModelRequest): object {
  if (functions.length === 0) return {};
  return {
    tools: functions.map(({ name, description, parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
    ...(callsOver === true ? { tool_choice: 'none' } : {}),
  };
}

function messagesOfTurn({ echo, results }: FunctionTurn): readonly object[] {
  const answers = results.map(({ call, output, isError }) => ({
    role: 'tool',
    tool_call_id: call.id ?? '',
    content: isError ? `Error: ${output}` : output,
  }));
  return [echo as object, ...answers];
}

function partOf(content: ModelContent): object {
  if (typeof content === 'string') return { type: 'text', text: content };
  return { type: 'image_url', image_url: { url: `data:${content.mimeType};base64,${content.base64}` } };
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}
