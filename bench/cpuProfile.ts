import { Session, type Profiler } from 'node:inspector/promises';

/** Between two samples, in µs. */
const samplingInterval = 100;

/** What the thread did while `run` was under way. */
export async function profileOf(run: () => Promise<unknown>): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: samplingInterval });
    await session.post('Profiler.start');
    await run();
    const { profile } = await session.post('Profiler.stop');
    return profile;
  } finally {
    session.disconnect();
  }
}

/** Time in ms in which code of a bundle ran, or code that it called; the time it took to load is not counted. */
export function ownTime(profile: Profiler.Profile, bundle: string): number {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const callers = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((one) => [one, id])));
  const isOwn = (sample: number): boolean => {
    let ran = false;
    for (let id: number | undefined = sample; id !== undefined; id = callers.get(id)) {
      const frame = nodes.get(id)?.callFrame;
      if (frame?.url.endsWith(bundle) !== true) continue;
      // A module is a function around all of its file.
      if (frame.lineNumber === 0 && frame.columnNumber === 0) return false;
      ran = true;
    }
    return ran;
  };
  const deltas = profile.timeDeltas ?? [];
  const samples = (profile.samples ?? []).entries();
  let micros = 0;
  for (const [at, id] of samples) if (isOwn(id)) micros += deltas[at + 1] ?? 0;
  return micros / 1000;
}
