import type { Keyword } from './keywordFinder.ts';
import type { SecretRule } from './secretRule.ts';
import { isLiteral, isPlaceholder, looksGenerated, looksLikePassword } from './secretShape.ts';

const keyOwners =
  'api|access|account|private|secret|encryption|signing|auth|client|master|service|storage|shared|consumer|app|license|webhook|session|hmac|jwt';

/** What a variable, setting, element or header is called when its value is a secret. */
const naming = `(?:pass(?:word|wd|phrase|code)|(?<![A-Za-z])pass(?![A-Za-z])|pwd|secret|token|credentials?|(?:${keyOwners})[_.-]?key)`;

const named: readonly Keyword[] = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'token',
  'edential',
  ...['=', ' =', ':', '"', "'"].map((sign) => `pass${sign}`),
  // What a key is of ends in one of these letters, or is set off.
  ...Array.from('bcdeghikmnprst_.-', (last) => `${last}key`),
].map((text) => ({ text, folded: true }));

/** Names of what belongs to a secret without being one. */
const aboutSecrets =
  /(?:names?|type|kind|ur[li]|path|file|dir|field|label|title|text|message|msg|error|regex|pattern|format|header|prefix|suffix|length|size|count|hash|digest|policy|params?|placeholder|prompt|env|var|provider|store|(?<!secret_?)ids?|index|rules?|class|element|input|selector|schema|version|expir\w*|ttl|limit|mask|symbol|separator|ref|arn|table|column)$/i;

const aPassword = /pass|pwd/i;

function isAssigned(secret: string, name: string): boolean {
  if (aboutSecrets.test(name)) return false;
  return looksGenerated(secret) || (aPassword.test(name) && looksLikePassword(secret));
}

/** Without quotes a value may be code: a password must have a sign, or a name as only settings have. */
function isSetting(secret: string, name: string): boolean {
  if (!isAssigned(secret, name)) return false;
  return looksGenerated(secret) || /^[A-Z\d_]+$|\w\.\w/.test(name) || /[!@#$%^&*+?~]/.test(secret);
}

function isGenerated(secret: string, name: string): boolean {
  return !aboutSecrets.test(name) && looksGenerated(secret);
}

/** Passwords that everyone knows, besides short words. */
const wellKnown =
  /^(?:[\w-]*(?:pass|secret)[\w-]*|\w*pwd|pw|x-oauth-basic|postgres|mysql|mongo|root|admin|test\w*|guest|user(?:name)?|token|p|\d{1,4}|(.)\1*)$/i;

function isCredential(secret: string, user: string): boolean {
  if (/^[a-z]{1,6}$/.test(secret)) return false;
  return secret !== user && isLiteral(secret) && !isPlaceholder(secret) && !wellKnown.test(secret);
}

/** Rules that go by the place a value stands in, and judge it by its looks. */
export const guessRules: readonly SecretRule[] = [
  {
    name: 'bearer',
    keywords: [{ text: 'bearer', folded: true }],
    pattern: /\bBearer\s+(?<secret>[\w.~+/-]{16,}=*)/dgi,
    accepts: looksGenerated,
  },
  {
    name: 'basic-auth',
    keywords: [{ text: 'asic ', folded: true }],
    pattern:
      /\bBasic +(?<secret>(?:[A-Za-z0-9+/]{4}){3,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)(?![\w+/=])/dgi,
    accepts: (secret) => /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d|=$/.test(secret),
  },
  {
    name: 'basic-auth',
    keywords: [{ text: ' -u' }, { text: ' --user' }],
    pattern:
      /\bcurl\b[^\n]{0,400}?\s(?:-u|--user)[ =]?["']?(?<name>[^\s:"'$]{1,60}):(?<secret>[^\s"'`]{6,200})/dg,
    accepts: isCredential,
  },
  {
    name: 'connection-string',
    keywords: [{ text: '://' }],
    pattern: /:\/\/(?<name>[^\s:/@"'`?#]{0,100}):(?<secret>[^\s@/"'`?#]{3,200})@[\w.[{$-]/dgi,
    accepts: isCredential,
  },
  {
    name: 'connection-string',
    keywords: ['password', 'pwd'].map((text) => ({ text, folded: true })),
    pattern: /(?<=[;"']\s{0,3})(?:password|pwd)\s*=\s*(?<secret>[^;"'\s<>{}]{4,128})(?=[;"'])/dgi,
    accepts: (secret) => isCredential(secret, ''),
  },
  {
    name: 'netrc',
    keywords: [{ text: 'password' }],
    pattern: /\blogin\s+(?<name>\S{1,100})\s+password\s+(?<secret>[^\s"'`]{6,200})/dg,
    accepts: isCredential,
  },
  {
    name: 'sql-password',
    keywords: [
      { text: 'tified', folded: true },
      { text: 'password', folded: true },
    ],
    pattern: /\b(?:IDENTIFIED\s+BY|WITH\s+(?:LOGIN\s+)?PASSWORD)\s+'(?<secret>[^'\s]{6,200})'/dgi,
    accepts: (secret) => isCredential(secret, ''),
  },
  {
    name: 'npm-token',
    keywords: [{ text: '_auth' }],
    pattern: /(?:^|:)_auth(?:Token)?\s*=\s*"?(?<secret>[\w+/=.-]{16,})/dgm,
    accepts: isLiteral,
  },
  {
    name: 'github-token',
    keywords: [{ text: ':x-oauth-basic@' }],
    pattern: /:\/\/(?<secret>[\w-]{16,255}):x-oauth-basic@/dg,
  },
  {
    name: 'aws-secret-key',
    keywords: [{ text: 'secret', folded: true }],
    pattern:
      /secret_?(?:access)?_?key["'\]]{0,2}\s{0,8}(?:=>|[:=,])\s{0,8}["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/dgi,
    accepts: (secret) => /[a-z]/.test(secret) && /[A-Z]/.test(secret) && !isPlaceholder(secret),
  },
  {
    name: 'assignment',
    keywords: named,
    pattern: new RegExp(
      `(?<name>${naming}[\\w-]{0,24})["'\`]?\\]?\\)?\\s{0,8}` +
        // `: string =`, `=>`, `:=`, comparisons, defaults, and the next argument.
        `(?::[\\w<>[\\]|?.&' ]{1,40}=|=>|:=|\\?\\?=?|\\|\\||[=!]={1,2}|[:=,]|\\bor\\b)\\s{0,8}` +
        `[bru@$]{0,2}\\\\?["'\`](?<secret>[^"'\`\\s\\\\]{7,500})\\\\?["'\`]`,
      'dgi',
    ),
    accepts: isAssigned,
  },
  {
    name: 'assignment',
    keywords: named,
    pattern: new RegExp(
      `^[ \\t]*(?:export\\s+|set\\s+|ENV\\s+|ARG\\s+|-\\s+)?(?<name>[\\w.-]{0,60}${naming}[\\w.-]{0,24})[ \\t]*[:=][ \\t]*` +
        `(?<secret>[^\\s"'\`#;(){}[\\],<>][^\\s"'\`;(){}[\\],<>]{6,499})[ \\t]*(?:#.*)?\\r?$`,
      'dgim',
    ),
    accepts: isSetting,
  },
  {
    name: 'assignment',
    keywords: named,
    pattern: new RegExp(
      `(?<name>${naming}[\\w-]{0,24})(?:["']?:[ \\t]?|=|%3[aAdD]|[ \\t])(?<secret>[\\w+/=.~-]{16,500})(?![\\w(])`,
      'dgi',
    ),
    accepts: isGenerated,
  },
  {
    name: 'assignment',
    keywords: named,
    pattern: new RegExp(
      `<(?<name>[\\w.:-]{0,40}${naming}[\\w.-]{0,24})>\\s*(?<secret>[^<>"'\\s]{7,200})\\s*</`,
      'dgi',
    ),
    accepts: isAssigned,
  },
  {
    name: 'assignment',
    keywords: named,
    pattern: new RegExp(
      `(?<=(?<name>${naming}[\\w.:-]{0,24})["']\\s{1,8})value\\s{0,8}=\\s{0,8}["'](?<secret>[^<>"'\\s]{7,200})["']`,
      'dgi',
    ),
    accepts: isAssigned,
  },
];
