import { seededRandom } from '../../bench/seededRandom.ts';
import { promptText, type GenerateRequest } from '../../test/emulator/generateRequest.ts';
import { faultNames, type Answer, type FaultName } from '../../test/emulator/answer.ts';
import { startEmulator, type Emulator } from '../../test/emulator/emulator.ts';

/** Those that take long to be over, or end as another that is there. */
const left: ReadonlySet<FaultName> = new Set([
  'bad-field',
  'too-many-states',
  'unauthenticated',
  'not-found',
  'internal',
  'overloaded',
  'deadline',
  'silent',
]);
/** Those that ask for a wait are told a short one. */
const faults = faultNames.filter((name) => !left.has(name));

/** The stand-in service with a fault in every other answer, in a seeded order. */
export async function startFaultyService(seed: number): Promise<Emulator> {
  const random = seededRandom(seed);
  let answers = 0;
  return startEmulator({
    answer: ({ body }): Answer => {
      const text = findingsIn(promptText(body as GenerateRequest));
      // The first is the one that plants what must not be lost.
      if (answers++ === 0 || random() < 0.5)
        return { kind: 'text', text, chunkSizes: [1 + Math.floor(random() * 80)] };
      const name = faults[Math.floor(random() * faults.length)] ?? 'reset-mid-stream';
      return {
        kind: 'fault',
        name,
        text: text.slice(0, -1 - Math.floor(random() * 40)),
        delayMs: 2,
        retryAfterMs: 30,
      };
    },
  });
}

/** A finding on each tenth of the lines shown, at most eight; in a file that nothing else is said of, on its mark. */
function findingsIn(prompt: string): string {
  const file = /^=== file ("(?:[^"\\]|\\.)*")/m.exec(prompt)?.[1] ?? '""';
  const shown = [...prompt.matchAll(/^ *(\d+) \|[ +](.*\S.*)$/gm)];
  const marked = shown.filter(([, , text = '']) => text.includes('canary'));
  const chosen = marked.length > 0 ? marked.slice(0, 1) : shown.filter((_, at) => at % 10 === 0).slice(0, 8);
  const findings = chosen.map(([, line = '1', quote = '']) => ({
    file: JSON.parse(file) as string,
    line: Number(line),
    endLine: Number(line),
    quote,
    severity: 'low',
    category: 'bug',
    title: `Something about ${quote.trim()}`,
    explanation: 'It is made up.',
    confidence: 0.8,
    replacement: null,
  }));
  return JSON.stringify({ findings });
}
