import type { CacheEvent } from '../../core/caching/storedFronts.ts';
import { failureDetail } from '../messages.ts';

/** A line for the log. */
export function cacheEventLine(event: CacheEvent): string {
  const name = `stored text ${event.front.slice(0, 12)}`;
  switch (event.kind) {
    case 'stored':
      return `${name}: ${event.tokens} tokens are stored at the service until ${timeOf(event.untilMs)}`;
    case 'not-stored':
      return `${name}: the service does not store it, it is sent: ${event.failure.kind} ${failureDetail(event.failure)}`;
    case 'not-kept':
      return `${name}: the disk refuses to remember it, so it is sent: ${event.detail}`;
    case 'lost':
      return `${name}: the service has it no more, it is sent again: ${event.failure.kind}`;
    case 'left':
      return `${name}: it could not be deleted (${event.failure.kind}) and runs out by itself at ${timeOf(event.untilMs)}`;
    case 'still-of-use':
      return `${name}: left from before; it stays until ${timeOf(event.untilMs)}, for it may be used again`;
    case 'of-another-key':
      return `${name}: left from before with another key, which alone can delete it; it runs out at ${timeOf(event.untilMs)}`;
    case 'no-longer-pays':
      return `${name}: deleted, for it no longer pays`;
    case 'text-moved-on':
      return `${name}: deleted, for the repository’s text moved on`;
    case 'key-removed':
      return `${name}: deleted, for its key goes`;
    case 'switched-off':
      return `${name}: deleted, for explicit caching is off`;
    case 'making-was-cut-short':
      return `${name}: looked for and deleted, for its storing was cut short`;
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
