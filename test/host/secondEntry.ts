// Runs in the extension host of a second window on the workspace: does what the tests in the first one ask for.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { answerErrand, type Errand } from './errands.ts';
import { addressFile, type SecondAddress } from './secondWindow.ts';
import { started } from './started.ts';

/** Called by the extension host. Never settles: the window is closed from outside. */
export async function run(): Promise<void> {
  process.env['GEMINI_API_KEY'] = 'key-of-the-host-tests';
  await started();
  const server = createServer((request, response) => {
    void text(request)
      .then(async (body) => answerErrand(JSON.parse(body) as Errand))
      .then(
        (value) => response.end(JSON.stringify({ value })),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const { port } = server.address() as AddressInfo;
  const address: SecondAddress = { url: `http://127.0.0.1:${port}/`, pid: process.pid };
  writeFileSync(addressFile(folder), JSON.stringify(address));
  await new Promise(() => undefined);
}
