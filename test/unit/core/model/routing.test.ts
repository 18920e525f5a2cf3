import assert from 'node:assert/strict';
import { modelFor, reviewModel } from '../../../../src/core/model/routing.ts';

const one = { model: 'one', deepModel: '', verificationModel: '', onSaveModel: '' };
const each = { model: 'one', deepModel: 'strong', verificationModel: 'cheap', onSaveModel: 'small' };

describe('the model of a task', () => {
  it('is the one model where no other is named', () => {
    for (const task of ['review', 'deep-review', 'verification', 'on-save'] as const)
      assert.equal(modelFor(task, one), 'one', task);
  });

  it('is the one that is named for it', () => {
    assert.equal(modelFor('review', each), 'one');
    assert.equal(modelFor('deep-review', each), 'strong');
    assert.equal(modelFor('verification', each), 'cheap');
    assert.equal(modelFor('on-save', each), 'small');
  });

  it('follows the effort of a review', () => {
    assert.equal(reviewModel({ ...each, effort: 'standard' }), 'one');
    assert.equal(reviewModel({ ...each, effort: 'deep' }), 'strong');
  });
});
