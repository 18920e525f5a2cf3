import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { readFiles } from './readFiles.ts';
import type { ReadMessage, ReadOrder } from './readMessages.ts';

if (parentPort === null) throw new Error('to be run as a worker thread');
const port = parentPort;
run(workerData as ReadOrder, port).catch((error: unknown) => {
  const detail = error instanceof Error ? error.message : String(error);
  post(port, { kind: 'failed', failure: { kind: 'internal', detail } });
});

async function run(order: ReadOrder, to: MessagePort): Promise<void> {
  const { createSecretScanner } = await import('./secretScanner.ts');
  for await (const message of readFiles(order, createSecretScanner())) {
    if (message.kind === 'batch') {
      while (Atomics.load(order.leave, 0) <= 0) Atomics.wait(order.leave, 0, 0);
      Atomics.sub(order.leave, 0, 1);
    }
    post(to, message);
  }
}

function post(to: MessagePort, message: ReadMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is a thread, not a window
  to.postMessage(message);
}
