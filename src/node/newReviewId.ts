import { randomUUID } from 'node:crypto';

/** Sorts by time, and is no other's: two windows may begin a review in the same millisecond. */
export function newReviewId(atMs: number): string {
  return `${new Date(atMs).toISOString()}-${randomUUID().slice(0, 8)}`;
}
