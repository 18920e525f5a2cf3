import assert from 'node:assert/strict';
import { calibrate, calibrationOf, type Calibration } from '../../../../src/core/plan/calibration.ts';

describe('the calibration of estimates', () => {
  it('comes close to what the service counts, review by review, for each model', () => {
    let learned: Calibration = {};
    for (let review = 0; review < 20; review++) learned = calibrate(learned, 'a', 10_000, 11_500);
    assert.ok(Math.abs(calibrationOf(learned, 'a') - 1.15) < 0.01);
    assert.equal(calibrationOf(learned, 'b'), 1);
  });

  it('is moved little by a single odd review, and never far', () => {
    const once = calibrate({}, 'a', 10_000, 1_000_000);
    assert.ok(calibrationOf(once, 'a') <= 1.3);
    assert.equal(calibrationOf(calibrate({}, 'a', 10_000, 0), 'a'), 1);
    assert.equal(calibrationOf(calibrate({}, 'a', 100, 200), 'a'), 1);
  });

  it('takes a kept value that makes no sense for none', () => {
    assert.equal(calibrationOf({ a: Number.NaN, b: 90 }, 'a'), 1);
    assert.equal(calibrationOf({ a: 1, b: 90 }, 'b'), 1);
  });
});
