import type { Fault } from './answer.ts';
import * as errors from './googleErrors.ts';
import type { Performance, Step } from './step.ts';

/** The answer of a fault that never opens a stream; undefined for the others. */
export function refusalOf(fault: Fault, show: Performance): Step | undefined {
  switch (fault.name) {
    case 'bad-key':
      return json(errors.badKey());
    case 'bad-field':
      return json(errors.unknownField('reviewDepth', 'generation_config'));
    case 'bare-400':
      return json(errors.badRequest('Request contains an invalid argument.'));
    case 'too-many-states':
      return json(errors.tooManyStates());
    case 'region':
      return json(errors.wrongRegion());
    case 'unauthenticated':
      return json(errors.unauthenticated());
    case 'permission-denied':
      return json(errors.permissionDenied());
    case 'not-found':
      return json(errors.modelNotFound(show.model, show.version));
    case 'rate-limited-minute':
      return json(errors.rateLimitedMinute(show.model, fault.retryAfterMs ?? 37_000));
    case 'quota-day':
      return json(errors.quotaDay(show.model, fault.retryAfterMs ?? 34_070));
    case 'internal':
      return json(errors.internalError());
    case 'overloaded':
      return json(errors.overloaded(fault.retryAfterMs));
    case 'deadline':
      return json(errors.deadlineExceeded());
    case 'html':
      return { kind: 'refuse', status: 502, contentType: 'text/html; charset=UTF-8', body: badGatewayPage };
    case 'captive-portal':
      return { kind: 'refuse', status: 200, contentType: 'text/html; charset=utf-8', body: portalPage };
    default:
      return undefined;
  }
}

const badGatewayPage =
  '<!DOCTYPE html>\n<html lang=en>\n<title>Error 502 (Server Error)</title>\n<p><b>502.</b> The server encountered a temporary error and could not complete your request.\n</html>\n';
const portalPage =
  '<html><head><title>Welcome to the guest network</title></head><body>Please sign in.</body></html>\n';

const json = (body: errors.GoogleErrorBody): Step => ({
  kind: 'refuse',
  status: body.error.code,
  contentType: 'application/json; charset=UTF-8',
  body: `${JSON.stringify(body, null, 2)}\n`,
});
