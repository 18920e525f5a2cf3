import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Replay {
  readonly status: number;
  readonly contentType: string;
  /** The body, as it is written to the socket. */
  readonly pieces: readonly Uint8Array[];
}

export interface ReplayServer extends AsyncDisposable {
  /** The base address whose next request gets this. */
  play(replay: Replay): string;
}

/** Answers requests on the loopback interface, each with the replay that its address stands for. */
export async function startReplayServer(): Promise<ReplayServer> {
  const waiting = new Map<string, Replay>();
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.socket.setNoDelay(true);
    const name = request.url?.split('/')[1] ?? '';
    const replay = waiting.get(name);
    waiting.delete(name);
    if (replay === undefined) {
      response.destroy();
      return;
    }
    response.writeHead(replay.status, { 'content-type': replay.contentType });
    response.flushHeaders();
    void (async () => {
      for (const piece of replay.pieces) {
        if (response.destroyed) return;
        await new Promise<void>((resolve) => {
          response.write(piece, () => resolve());
        });
        // Without a turn between them the system joins the pieces again.
        await nextTurn();
      }
      response.end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    play: (replay) => {
      const name = `r${++count}`;
      waiting.set(name, replay);
      return `http://127.0.0.1:${port}/${name}`;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
