// `npm run demo:terminal`: reviews what a branch of the sample repository would bring, in this terminal.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, checkout } from './editor/checkout.ts';
import { createSampleRepository } from './sampleRepository.ts';
import { openReviewModel } from './tour/reviewModel.ts';

const workspace = join(cache, 'demo-terminal', 'corner-shop');
await rm(workspace, { recursive: true, force: true });
await createSampleRepository(workspace);
await using model = await openReviewModel();
const endpoint = model.settings['flashReview.gemini.endpoint'];
console.log(`Model: ${model.description}`);
const args = process.argv.length > 2 ? process.argv.slice(2) : ['--base', 'main'];
console.log(`$ cd ${workspace}\n$ flash-review ${args.join(' ')}\n`);
const child = spawn(process.execPath, [join(checkout, 'src/cli/main.ts'), ...args], {
  cwd: workspace,
  env: {
    ...model.env,
    FLASH_REVIEW_STATE: join(cache, 'demo-terminal', 'state'),
    ...(typeof endpoint === 'string' ? { FLASH_REVIEW_ENDPOINT: endpoint } : {}),
  },
  stdio: 'inherit',
});
// The program in front is told too, writes what it has, and ends; this one waits for it.
process.on('SIGINT', () => undefined);
const [code] = (await once(child, 'close')) as [number | null];
console.log(`\nexit code ${code}`);
