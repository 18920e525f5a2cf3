import { createServer as createHttpServer, type Server } from 'node:http';
import * as http from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { Expected } from './faultMatrix.ts';
import { selfMadeCertificate } from './selfMadeCertificate.ts';

/** A place that cannot be reached as it should; gone when the test ends. */
interface BrokenWay extends AsyncDisposable {
  /** What the client is told to ask. */
  readonly url: string;
}

export interface ConnectionFault {
  readonly expected: Expected;
  /** The failure's own word for it. */
  readonly code: RegExp;
  readonly open: () => Promise<BrokenWay>;
}

const fails = (end: Expected['end'], requests: number): Expected => ({ kept: 0, end, requests });
const always = 'https://service.invalid';

/** Faults below HTTP, by name: none of them lets an answer begin. `requests` are tries. */
export const connectionFaults: Readonly<Record<string, ConnectionFault>> = {
  'connection refused': {
    expected: fails('network', 3),
    code: /^ECONNREFUSED$/,
    open: async () => refusing(),
  },
  'no such host': {
    expected: fails('network', 3),
    code: /^(ENOTFOUND|EAI_AGAIN)$/,
    open: async () => way(always),
  },
  'reset before the answer': {
    expected: fails('network', 3),
    code: /^(ECONNRESET|UND_ERR_SOCKET)$/,
    open: async () => resetting(),
  },
  'closed before the answer': {
    expected: fails('network', 3),
    code: /^UND_ERR_SOCKET$/,
    open: async () => resetting(false),
  },
  'certificate of nobody': {
    expected: fails('tls', 1),
    code: /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    open: async () => secured(),
  },
  'certificate expired': {
    expected: fails('tls', 1),
    code: /CERT/,
    open: async () => secured(new Date(Date.now() - 86_400_000)),
  },
  'no TLS behind https': { expected: fails('tls', 1), code: /^ERR_SSL_/, open: async () => unsecured() },
  'proxy refuses': { expected: fails('proxy', 1), code: /^HTTP_403$/, open: async () => proxied(403) },
  'proxy wants a password': {
    expected: fails('proxy', 1),
    code: /^HTTP_407$/,
    open: async () => proxied(407),
  },
  // Behind it, the service may be back in a moment.
  'proxy reaches nobody': {
    expected: fails('network', 3),
    code: /^HTTP_502$/,
    open: async () => proxied(502),
  },
  'proxy is down': {
    expected: fails('network', 3),
    code: /^ECONNREFUSED$/,
    open: async () => throughProxy('http://127.0.0.1:9'),
  },
};

function way(url: string, close: () => Promise<void> = async () => undefined): BrokenWay {
  return { url, [Symbol.asyncDispose]: close };
}

async function refusing(): Promise<BrokenWay> {
  const { server, port } = await listening(createHttpServer());
  await closed(server);
  return way(`http://127.0.0.1:${port}`);
}

/** `hard`: thrown away, so that the other side sees a reset; else closed as if all had been said. */
async function resetting(hard = true): Promise<BrokenWay> {
  const tcp = createTcpServer((socket) => {
    socket.once('data', () => (hard ? socket.resetAndDestroy() : socket.end()));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  return way(`http://127.0.0.1:${port}`, async () => {
    await new Promise<void>((resolve) => tcp.close(() => resolve()));
  });
}

async function secured(validTo?: Date): Promise<BrokenWay> {
  const { server, port } = await listening(createHttpsServer(selfMadeCertificate(validTo)));
  return way(`https://localhost:${port}`, async () => closed(server));
}

async function unsecured(): Promise<BrokenWay> {
  const { server, port } = await listening(createHttpServer());
  return way(`https://localhost:${port}`, async () => closed(server));
}

/** A proxy that answers every wish to be let through with this. */
async function proxied(status: number): Promise<BrokenWay> {
  const proxy = createHttpServer();
  proxy.on('connect', (_, socket) => {
    const login = status === 407 ? 'Proxy-Authenticate: Basic realm="here"\r\n' : '';
    socket.end(`HTTP/1.1 ${status} No\r\n${login}Content-Length: 0\r\n\r\n`);
  });
  const { server, port } = await listening(proxy);
  return throughProxy(`http://127.0.0.1:${port}`, async () => closed(server));
}

function throughProxy(proxy: string, close: () => Promise<void> = async () => undefined): BrokenWay {
  // Node 24.14 and later; not in the types of the oldest Node that the product runs on.
  const set = Reflect.get(http, 'setGlobalProxyFromEnv') as
    ((environment: Readonly<Record<string, string>>) => () => void) | undefined;
  if (set === undefined) throw new Error('these tests need Node 24.14 or later');
  const restore = set({ https_proxy: proxy, http_proxy: proxy });
  return way(always, async () => {
    restore();
    await close();
  });
}

async function listening<T extends Server>(server: T): Promise<{ server: T; port: number }> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function closed(server: Server): Promise<void> {
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await ended;
}
