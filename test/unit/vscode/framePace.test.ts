import assert from 'node:assert/strict';
import { FramePace } from '../../../src/vscode/surfaces/framePace.ts';

/** Shows at each moment that the pace allows, with changes that come `everyMs`; gives those moments. */
function framesOf(pace: FramePace, everyMs: number, fromMs: number, lengthMs: number): readonly number[] {
  const frames: number[] = [];
  for (let now = fromMs; now < fromMs + lengthMs; now += everyMs) {
    pace.changed();
    if (pace.waitMs(now) > 0) continue;
    pace.shown(now);
    frames.push(now);
  }
  return frames;
}

describe('The pace of frames', () => {
  it('shows at once what comes alone', () => {
    assert.deepEqual(framesOf(new FramePace(), 25, 0, 100), [0, 25, 50, 75]);
  });

  it('shows what comes fast together, the next of it soon', () => {
    assert.deepEqual(framesOf(new FramePace(), 4, 0, 64), [0, 16, 32, 48]);
  });

  it('shows a flood in a few frames a second', () => {
    const frames = framesOf(new FramePace(), 0.5, 0, 10_000);
    assert.ok(frames.length < 90, `${frames.length} frames`);
    const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? 0));
    assert.ok(Math.max(...gaps) <= 128.5);
  });

  it('is quick again after a flood', () => {
    const pace = new FramePace();
    framesOf(pace, 0.5, 0, 1_000);
    // What is left of it.
    pace.shown(1_128);
    assert.deepEqual(framesOf(pace, 25, 2_000, 100), [2_000, 2_025, 2_050, 2_075]);
  });
});
