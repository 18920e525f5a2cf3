import assert from 'node:assert/strict';
import { plainMarkdown } from '../../../src/vscode/surfaces/plainMarkdown.ts';

describe('words of the model as Markdown', () => {
  it('make no link, image, HTML, heading or list', () => {
    assert.equal(plainMarkdown('[a](command:x)'), String.raw`\[a\]\(command\:x\)`);
    assert.equal(plainMarkdown('![a](https://x.example/p)'), String.raw`\!\[a\]\(https\:\/\/x\.example\/p\)`);
    assert.equal(plainMarkdown('<img src=x>'), String.raw`\<img src\=x\>`);
    assert.equal(plainMarkdown('# a\n- b'), '\\# a\n\n\\- b');
  });

  it('keep code between back quotes as code, and a lone back quote as a sign', () => {
    assert.equal(plainMarkdown('When `a < b` is x'), 'When `a < b` is x');
    assert.equal(plainMarkdown('a ` b'), 'a \\` b');
  });
});
