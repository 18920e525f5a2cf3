import assert from 'node:assert/strict';
import { ReviewedTexts } from '../../../../src/core/onSave/reviewedTexts.ts';

describe('the texts of last reviews', () => {
  it('are one for each file, the newest', () => {
    const texts = new ReviewedTexts();
    texts.keep('/a', { text: 'old' });
    texts.keep('/a', { text: 'new', commit: 'c1' });
    assert.deepEqual(texts.get('/a'), { text: 'new', commit: 'c1' });
    assert.equal(texts.get('/b'), undefined);
  });

  it('make room for newer ones', () => {
    const texts = new ReviewedTexts(10);
    texts.keep('/a', { text: '12345' });
    texts.keep('/b', { text: '12345' });
    texts.keep('/a', { text: '1234' });
    texts.keep('/c', { text: '123456' });
    assert.deepEqual(
      ['/a', '/b', '/c'].map((path) => texts.get(path)?.text),
      ['1234', undefined, '123456'],
    );
  });
});
