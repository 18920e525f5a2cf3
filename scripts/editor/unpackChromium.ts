// Run by chromium.ts with TMPDIR set to the folder to fill.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium, { inflate } from '@sparticuz/chromium';

await chromium.executablePath();
// Left out by executablePath() outside Amazon's machines: the shared libraries a bare Linux lacks.
await inflate(
  join(fileURLToPath(import.meta.resolve('@sparticuz/chromium')), '..', '..', 'bin', 'al2023.tar.br'),
);
