import assert from 'node:assert/strict';
import { formats } from '../../../src/cli/command.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { temporaryFolder } from '../node/temporaryRepository.ts';
import { answerOf, changedCart, towards } from './program.ts';
import { runHere } from './runHere.ts';

const secret = `ghp_${'A1b2C3d4E5'.repeat(4).slice(0, 36)}`;

const leak = {
  file: 'src/config.ts',
  line: 1,
  endLine: 1,
  quote: "export const token = 'MASKED_SECRET_1_';",
  severity: 'high',
  category: 'security',
  rule: 'hard-coded-secret',
  confidence: 0.9,
  title: 'A token stands in the code',
  explanation: 'Whoever reads the repository has it.',
  replacement: "export const token = process.env.TOKEN ?? 'MASKED_SECRET_1_';",
};

describe('What is printed of a finding whose code holds a secret', function () {
  this.timeout(60_000);

  for (const format of formats)
    it(`as ${format} has it not`, async () => {
      using repository = changedCart();
      repository.write('src/config.ts', `export const token = '${secret}';\n`);
      await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(leak) } });
      const call = { cwd: repository.root, env: towards(model) };
      const { code, out, err } = await runHere(['--format', format], call);
      assert.equal(code, 1);
      assert.match(out, /A token stands in the code/);
      assert.doesNotMatch(out + err, /ghp_/);
      if (['text', 'json', 'ndjson'].includes(format)) assert.match(out, /MASKED_SECRET/);
    });

  it('when it is shown again has it not, in any format', async () => {
    using repository = changedCart();
    repository.write('src/config.ts', `export const token = '${secret}';\n`);
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(leak) } });
    using state = temporaryFolder();
    const call = { cwd: repository.root, env: { ...towards(model), FLASH_REVIEW_STATE: state.root } };
    await runHere([], call);
    for (const format of formats) {
      const { code, out, err } = await runHere(['findings', '--format', format], call);
      assert.equal(code, 0, err);
      assert.match(out, /A token stands in the code/);
      assert.doesNotMatch(out + err, /ghp_/, format);
    }
  });
});
