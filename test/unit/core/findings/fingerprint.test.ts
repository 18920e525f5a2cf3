import assert from 'node:assert/strict';
import { fingerprint } from '../../../../src/core/findings/fingerprint.ts';

describe('a fingerprint', () => {
  const base = fingerprint('a.ts', 'if (bad) {\n  worseThanBad();', 'bug', 'It breaks');

  it('is the same for the same code and kind, however worded or spaced', () => {
    assert.equal(fingerprint('a.ts', 'if (bad) {\n\tworseThanBad( );', 'bug', 'Something else'), base);
    assert.match(base, /^fr2:[0-9a-f]{16}$/);
  });

  it('is the same for a line more or less around the most telling one', () => {
    assert.equal(fingerprint('a.ts', 'worseThanBad();', 'bug', 'It breaks'), base);
    assert.equal(fingerprint('a.ts', 'if (bad) {\r\n  worseThanBad();\r\n}', 'bug', 'It breaks'), base);
  });

  it('differs by file, code and kind', () => {
    assert.notEqual(fingerprint('b.ts', 'worseThanBad();', 'bug', 'It breaks'), base);
    assert.notEqual(fingerprint('a.ts', 'worseThanEver();', 'bug', 'It breaks'), base);
    assert.notEqual(fingerprint('a.ts', 'worseThanBad();', 'security', 'It breaks'), base);
  });

  it('takes the same of two lines that tell as much, in whatever order they stand', () => {
    assert.equal(
      fingerprint('a', 'one();\ntwo();', 'bug', ''),
      fingerprint('a', 'two();\none();', 'bug', ''),
    );
  });

  it('rests on the title where there is no code', () => {
    assert.equal(fingerprint('a', '', 'bug', 'It breaks.'), fingerprint('a', ' ', 'bug', 'it  breaks'));
    assert.notEqual(fingerprint('a', '', 'bug', 'It breaks'), fingerprint('a', '', 'bug', 'It leaks'));
  });
});
