// Says which Chromium there is, or fails with what to do.
import { findChromium } from './chromium.ts';

try {
  const { executable } = await findChromium(console.log);
  console.log(`Chromium: ${executable}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
