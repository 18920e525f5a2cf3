/** What the first call of a turn carries, and must carry when it comes back. */
export const thoughtSignature = 'c2lnbmF0dXJlIG9mIHRoZSBlbXVsYXRvcg==';
