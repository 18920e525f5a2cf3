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
  readonly url: string;
  /** What the next request gets. */
  play(replay: Replay): void;
}

/** Answers every request on the loopback interface with the replay that was set last. */
export async function startReplayServer(): Promise<ReplayServer> {
  let current: Replay | undefined;
  const server = createServer((request, response) => {
    request.resume();
    request.socket.setNoDelay(true);
    const replay = current;
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
    url: `http://127.0.0.1:${port}`,
    play: (replay) => {
      current = replay;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
