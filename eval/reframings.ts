/** Other framings that a gateway may give to the same events; a client must read the same from each. */
export const reframings: Readonly<Record<string, (payloads: readonly string[]) => string>> = {
  'framing LF': (payloads) => payloads.map((one) => `data: ${one}\n\n`).join(''),
  'framing CR': (payloads) => payloads.map((one) => `data: ${one}\r\r`).join(''),
  'framing byte-order mark': (payloads) => `\uFEFF${payloads.map((one) => `data:${one}\n\n`).join('')}`,
  'framing event lines': (payloads) =>
    payloads.map((one, at) => `event: message\nid: ${at}\ndata: ${one}\n\n`).join(''),
  'framing comments': (payloads) =>
    payloads.map((one) => `: ping\n\n: more\r\ndata: ${one}\r\n\r\n`).join(''),
  'framing several data lines': (payloads) => payloads.map(pretty).join(''),
  'framing [DONE]': (payloads) => `${payloads.map((one) => `data: ${one}\n\n`).join('')}data: [DONE]\n\n`,
  'framing no last blank line': (payloads) => payloads.map((one) => `data: ${one}`).join('\r\n\r\n'),
  'framing JSON array': (payloads) => `[${payloads.join('\n,\r\n')}\n]\n`,
};

function pretty(payload: string): string {
  const lines = JSON.stringify(JSON.parse(payload), null, 1).split('\n');
  return `${lines.map((line) => `data: ${line}\r\n`).join('')}\r\n`;
}

/** The payloads of a recorded event stream; undefined when it is not one throughout. */
export function payloadsOf(body: Buffer): string[] | undefined {
  const blocks = body
    .toString('utf8')
    .split(/\r?\n\r?\n/)
    .map((block) => block.trim());
  const events = blocks.filter((block) => block !== '');
  return events.every((event) => /^data:.*$/.test(event))
    ? events.map((event) => event.slice(5).trim())
    : undefined;
}
