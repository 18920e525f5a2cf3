/** What each pass after the first is told: another way through the same code, so that passes err apart. */
const ways = [
  'Go through the material from its end to its beginning, one function or hunk after the other.',
  'Begin with what passes between functions and files: for each call that is shown, hold what the caller gives and expects against what the code does.',
  'Begin with what can fail: errors, empty and missing values, limits, order and timing of events.',
] as const;

/** For the task of one pass, 0-based; the first one goes its own way. It stands last, so that the passes share all in front of it. */
export function passTask(pass: number): readonly string[] {
  const way = pass === 0 ? undefined : ways[(pass - 1) % ways.length];
  return way === undefined ? [] : [way];
}
