import { followLog } from './followLog.ts';

/** One finding as the extension logged it. */
export interface LoggedFinding {
  readonly severity: string;
  readonly path: string;
  /** 1-based; undefined when the finding has no exact line. */
  readonly line: number | undefined;
  readonly title: string;
  /** Since the review was asked for. */
  readonly seconds: number;
}

export interface ReviewLog {
  readonly findings: readonly LoggedFinding[];
  /** What the extension said of the end: `done …`, `failed …`. */
  readonly end: string;
}

const finding = /^finding (\S+) (.+?):(\d+|\?) (.*)$/;
const finished = /^review finished: (.*)$/;

/** Follows one review to its end, each finding given out as it arrives. Throws when the end does not come. */
export async function watchReview(
  userDataDir: string,
  timeoutMs: number,
  onFinding: (finding: LoggedFinding) => void,
): Promise<ReviewLog> {
  const started = performance.now();
  const findings: LoggedFinding[] = [];
  for await (const { level, message } of followLog(userDataDir, AbortSignal.timeout(timeoutMs))) {
    const [, severity, path, line, title] = finding.exec(message) ?? [];
    const end = finished.exec(message)?.[1];
    if (severity !== undefined && path !== undefined && title !== undefined) {
      const seconds = (performance.now() - started) / 1000;
      const found = { severity, path, line: line === '?' ? undefined : Number(line), title, seconds };
      findings.push(found);
      onFinding(found);
    } else if (end !== undefined) return { findings, end };
    else if (level !== 'info') console.log(`  [${level}] ${message}`);
  }
  throw new Error(`the review did not end within ${timeoutMs / 1000} s (${findings.length} findings so far)`);
}
