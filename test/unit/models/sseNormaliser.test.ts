import assert from 'node:assert/strict';
import { SseNormaliser } from '../../../src/models/sseNormaliser.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The payloads of a body that comes cut at the given places. */
function payloadsOf(body: Uint8Array, cuts: readonly number[] = []): string[] {
  const normaliser = new SseNormaliser();
  const payloads: string[] = [];
  let start = 0;
  for (const cut of [...cuts, body.length]) {
    payloads.push(...normaliser.push(body.subarray(start, cut)));
    start = cut;
  }
  return [...payloads, ...normaliser.end()];
}

/** Every way to cut the body in two, and byte by byte: all must give the same. */
function assertPayloads(text: string, expected: readonly string[]): void {
  const body = encode(text);
  assert.deepEqual(payloadsOf(body), expected);
  for (let cut = 0; cut <= body.length; cut++) assert.deepEqual(payloadsOf(body, [cut]), expected);
  assert.deepEqual(payloadsOf(body, [...body.keys()]), expected);
}

describe('SseNormaliser, however the bytes are cut,', () => {
  for (const [name, lineEnd] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const)
    it(`reads events that end in ${name}`, () => {
      assertPayloads(`data: {"a":1}${lineEnd}${lineEnd}data: {"b":"日本😀"}${lineEnd}${lineEnd}`, [
        '{"a":1}',
        '{"b":"日本😀"}',
      ]);
    });

  it('reads line ends of several kinds in one body', () => {
    assertPayloads('data: {"a":1}\r\n\ndata: {"b":2}\r\r\ndata: {"c":3}\n\r', [
      '{"a":1}',
      '{"b":2}',
      '{"c":3}',
    ]);
  });

  it('drops a byte-order mark, comments, and lines that are not data', () => {
    assertPayloads(
      '\uFEFFevent: message\ndata: {"a":1}\nid: 7\n\n: keep-alive\n\n: comment\ndata: {"b":2}\nretry: 10\n\n',
      ['{"a":1}', '{"b":2}'],
    );
  });

  it('joins data over several lines', () => {
    assertPayloads('data: {\ndata:   "a": 1\ndata\ndata: }\n\n', ['{\n  "a": 1\n\n}']);
  });

  it('takes one space after the colon, or none', () => {
    assertPayloads('data:{"a":1}\n\ndata:  {"b":2}\n\n', ['{"a":1}', '{"b":2}']);
  });

  it('drops [DONE] and events without data', () => {
    assertPayloads('data: {"a":1}\n\ndata:\n\nevent: ping\n\ndata: [DONE]\n\n', ['{"a":1}']);
  });

  for (const end of ['', '\n', '\r\n', '\r'])
    it(`completes a last event that ends in ${JSON.stringify(end)}`, () => {
      assertPayloads(`data: {"a":1}\n\ndata: {"b":2}${end}`, ['{"a":1}', '{"b":2}']);
    });

  it('drops a last event that was cut inside its JSON', () => {
    assertPayloads('data: {"a":1}\n\ndata: {"b":"half', ['{"a":1}']);
  });

  it('drops [DONE] without a blank line too', () => {
    assertPayloads('data: {"a":1}\n\ndata: [DONE]', ['{"a":1}']);
  });

  it('finds an error that stands between events without a frame', () => {
    const error = '{\n  "error": {\n    "message": "a } and a \\" in it",\n\n    "code": 499\n  }\n}';
    assertPayloads(`data: {"a":1}\n\n${error}\n`, ['{"a":1}', error]);
    assertPayloads(`${error}\n\ndata: {"a":1}\n\n`, [error, '{"a":1}']);
  });

  it('takes the objects out of an array, one by one', () => {
    assertPayloads('[{"a":[{"x":"]"}]}\n,\r\n{"b":2}, {"c":3}\n]\n', [
      '{"a":[{"x":"]"}]}',
      '{"b":2}',
      '{"c":3}',
    ]);
  });

  it('goes on after an object that is never closed', () => {
    assertPayloads('{"error": {\ndata: {"a":1}\n\n', ['{"a":1}']);
  });

  it('hands on what is not JSON in a complete event', () => {
    assertPayloads('data: {broken\n\n', ['{broken']);
  });

  it('gives nothing for nothing', () => {
    assertPayloads('', []);
    assertPayloads('\r\n\r\n', []);
  });

  it('tells a foreign text from an event stream', () => {
    assert.equal(seesForeignText('Internal error\n'), true);
    assert.equal(seesForeignText('<html>\n'), true);
    assert.equal(seesForeignText('event: x\n: y\ndata: {}\n\n\n{"a":1}\n'), false);
  });

  it('hands an event on with the byte that completes it', () => {
    const normaliser = new SseNormaliser();
    assert.deepEqual(normaliser.push(encode('data: {"a":1}\r\n')), []);
    assert.deepEqual(normaliser.push(encode('\r')), ['{"a":1}']);
    assert.deepEqual(normaliser.push(encode('\n')), []);
  });

  it('reads one event of 8 MB in small pieces, which in quadratic time would never end', () => {
    const body = encode(`data: {"a":"${'x'.repeat(8_000_000)}"}\n\n`);
    const normaliser = new SseNormaliser();
    let payloads: string[] = [];
    for (let at = 0; at < body.length; at += 1000) payloads = normaliser.push(body.subarray(at, at + 1000));
    assert.equal(payloads[0]?.length, 8_000_008);
    assert.equal(normaliser.held, 0);
  });
});

function seesForeignText(text: string): boolean {
  const normaliser = new SseNormaliser();
  normaliser.push(encode(text));
  normaliser.end();
  return normaliser.sawForeignText;
}
