import { hostname } from 'node:os';

/** Whose a note is: that of a process on a machine. */
export interface NoteOwner {
  readonly pid: number;
  readonly host: string;
}

export const noteOwner = (): NoteOwner => ({ pid: process.pid, host: hostname() });

/** How often a note is written at the least while its owner is there, in ms. */
export const pulseMs = 15_000;
