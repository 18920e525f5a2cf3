/** Finds one kind of secret; what the group `secret` holds (else the whole match) is masked. */
export interface SecretRule {
  readonly name: string;
  /** Global, with the `d` flag, so that the place of the group is known. */
  readonly pattern: RegExp;
  /** Looks at the value where the pattern alone would fire on harmless text. */
  readonly accepts?: (secret: string) => boolean;
}

/** Formats that the issuers document; an assignment to a telling name comes last because it is a guess. */
export const secretRules: readonly SecretRule[] = [
  { name: 'google-api-key', pattern: /\bAIza[\w-]{35}(?![\w-])/dg },
  { name: 'google-oauth', pattern: /\b(?:ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})/dg },
  { name: 'aws-access-key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/dg },
  { name: 'github-token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/dg },
  { name: 'gitlab-token', pattern: /\bgl(?:pat|dt|rt|cbt|ptt)-[\w-]{20,}/dg },
  {
    name: 'slack',
    pattern: /\bxox[abeoprs]-[\w-]{10,}|\bhooks\.slack\.com\/services\/(?<secret>[\w/]{20,})/dg,
  },
  { name: 'stripe', pattern: /\b(?:sk|rk|whsec)_(?:(?:live|test)_)?[A-Za-z0-9]{16,}/dg },
  { name: 'model-provider-key', pattern: /\bsk-(?:proj-|ant-|or-)?[\w-]{20,}/dg },
  { name: 'npm-token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/dg },
  { name: 'pypi-token', pattern: /\bpypi-[\w-]{50,}/dg },
  { name: 'sendgrid', pattern: /\bSG\.[\w-]{16,}\.[\w-]{16,}/dg },
  { name: 'jwt', pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/dg },
  { name: 'bearer', pattern: /\bBearer\s+(?<secret>[\w.~+/-]{20,}=*)/dg, accepts: looksRandom },
  {
    name: 'connection-string',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`]{0,100}:(?<secret>[^\s@/"'`]{3,200})@[\w.-]/dgi,
    accepts: isValue,
  },
  {
    name: 'assignment',
    pattern:
      /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|credentials?)\w{0,20}["'`]?\]?\s*(?::\s*\w+\s*=|=>|:=|[:=])\s*["'`](?<secret>[^"'`\s]{8,500})["'`]/dgi,
    accepts: looksRandom,
  },
  {
    name: 'environment',
    pattern:
      /^\s*(?:export\s+|set\s+)?\w*(?:PASS(?:WORD|WD)?|PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)\w*\s*=\s*(?<secret>[^\s"'`#;(){}]{8,500})\s*$/dg,
    accepts: looksRandom,
  },
];

/** Not a reference to a value kept elsewhere, nor a word that stands for one. */
function isValue(text: string): boolean {
  return !/[<>]|\$[{(]?\w|\{\{|%[sd(]|^\{.*\}$|^(?:pass(?:word)?|secret|xxx+|\*+|\.+|changeme)$/i.test(text);
}

/** Letters mixed with digits or signs, and not many of the same: no word, path, address or placeholder. */
function looksRandom(text: string): boolean {
  if (!isValue(text) || /example|placeholder|your[_-]|dummy|https?:/i.test(text)) return false;
  return /[A-Za-z]/.test(text) && /\d|[^\w./:-]/.test(text) && entropy(text) >= 2.8;
}

/** Shannon entropy of the characters, in bits each: about 4 for random text of 20, under 3 for short words. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
