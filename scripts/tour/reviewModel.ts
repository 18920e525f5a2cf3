import { startEmulator } from '../../test/emulator/emulator.ts';
import type { Settings } from '../editor/profile.ts';

/** What the extension of a demo talks to. */
export interface ReviewModel extends AsyncDisposable {
  /** For the terminal: which model this is, in plain words. */
  readonly description: string;
  /** Settings of machine scope. */
  readonly settings: Settings;
  /** The environment of the extension host. */
  readonly env: NodeJS.ProcessEnv;
}

/** The real Gemini when GEMINI_API_KEY is set, else a stand-in on this machine that reviews by fixed rules. */
export async function openReviewModel(): Promise<ReviewModel> {
  if ((process.env['GEMINI_API_KEY'] ?? '') !== '') {
    return {
      description: 'real Gemini, with the key in GEMINI_API_KEY (this review costs a little money)',
      settings: {},
      env: process.env,
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
  const emulator = await startEmulator({ answer: { kind: 'review' } });
  return {
    description:
      `a stand-in at ${emulator.url}, not Gemini: it speaks the same protocol and reviews by fixed rules. ` +
      'Set GEMINI_API_KEY to see a real review.',
    settings: { 'flashReview.gemini.endpoint': emulator.url },
    env: { ...process.env, GEMINI_API_KEY: 'stand-in' },
    [Symbol.asyncDispose]: async () => emulator.close(),
  };
}
