import { guessRules } from './secretGuesses.ts';
import type { SecretRule } from './secretRule.ts';
import { isPlaceholder } from './secretShape.ts';

/** A token that its issuer marks: nothing else looks like it, so a placeholder is all there is to rule out. */
function issued(name: string, pattern: RegExp, ...keywords: readonly string[]): SecretRule {
  return {
    name,
    keywords: keywords.map((text) => ({ text })),
    pattern,
    accepts: (secret) => !isPlaceholder(secret),
  };
}

function each(prefixes: readonly string[], characters: string): string[] {
  return prefixes.flatMap((prefix) => Array.from(characters, (character) => prefix + character));
}

/** Formats as their issuers document them, then the guesses; of two that meet in one place the first wins. */
export const secretRules: readonly SecretRule[] = [
  issued('google-api-key', /(?<![A-Za-z0-9])AIza[\w-]{35}(?![\w-])/dg, 'AIza'),
  issued(
    'google-oauth',
    /(?<![A-Za-z0-9])(?:ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}|1\/\/0[\w-]{40,})/dg,
    'ya29.',
    'GOCSPX-',
    '1//0',
  ),
  issued('firebase-cloud-messaging', /(?<![A-Za-z0-9])AAAA[\w-]{7}:APA91b[\w-]{100,}(?![\w-])/dg, ':APA91b'),
  issued(
    'aws-access-key',
    /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![A-Za-z0-9])/dg,
    'AKIA',
    'ASIA',
    'ABIA',
    'ACCA',
  ),
  issued('azure-client-secret', /(?<![\w~.-])[\w~.-]{3}[78]Q~[\w~.-]{31,34}(?![\w~-])/dg, '7Q~', '8Q~'),
  issued(
    'azure-key',
    /\b(?:AccountKey|SharedAccessKey|AccessKey)=(?<secret>[A-Za-z0-9+/]{42,86}={1,2})/dg,
    'AccountKey=',
    'AccessKey=',
  ),
  issued('azure-signature', /[?&]sig=(?<secret>[A-Za-z0-9%+/]{40,80}(?:=|%3[Dd])?)/dg, 'sig='),
  issued(
    'github-token',
    /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/dg,
    ...each(['gh'], 'pousr').map((prefix) => `${prefix}_`),
    'b_pat_',
  ),
  issued(
    'gitlab-token',
    /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent|oas|ffct|wt)-[\w-]{20,}(?:\.[\w-]+)*/dg,
    ...['pat', 'dt', 'rt', 'cbt', 'ptt', 'ft', 'soat', 'imt', 'agent', 'oas', 'ffct', 'wt'].map(
      (kind) => `gl${kind}-`,
    ),
  ),
  issued(
    'slack',
    /(?<![A-Za-z0-9])(?:xox[abceoprs]|xapp)-(?=[\w.-]*\d)[\w.-]{10,}|\bhooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/]{20,})/dg,
    'xox',
    'xapp-',
    'slack.com/',
  ),
  issued(
    'discord-webhook',
    /\bdiscord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{16,20}\/[\w-]{60,})/dg,
    '/api/webhooks/',
  ),
  issued('telegram-bot', /(?<![\w-])\d{8,10}:AA[\w-]{33}(?![\w-])/dg, ':AA'),
  issued(
    'stripe',
    /(?<![A-Za-z0-9])(?:(?:sk|rk)_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}/dg,
    ...['sk', 'rk'].flatMap((kind) => [`${kind}_live_`, `${kind}_test_`]),
    'whsec_',
  ),
  issued(
    'square',
    /(?<![A-Za-z0-9+/])(?:sq0[a-z]{3}-[\w-]{22,43}|EAAA[\w-]{60})(?![\w+/=-])/dg,
    'sq0',
    'EAAA',
  ),
  issued('twilio', /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/dg, ...each(['SK'], '0123456789abcdef')),
  issued('sendgrid', /(?<![A-Za-z0-9])SG\.[\w-]{16,}\.[\w-]{16,}/dg, 'SG.'),
  issued(
    'mailgun',
    /(?<![A-Za-z0-9-])key-[0-9a-f]{32}(?![A-Za-z0-9])/dg,
    ...each(['key-'], '0123456789abcdef'),
  ),
  issued(
    'mailchimp',
    /(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])/dg,
    ...each(['-us'], '123456789'),
  ),
  {
    name: 'model-provider-key',
    keywords: [{ text: 'sk-' }],
    pattern: /(?<![\w-])sk-(?:(?:proj|svcacct|admin|ant|or)-)?[\w-]{20,}/dg,
    accepts: (secret) =>
      /\d/.test(secret) && /[A-Z]|-or-v1-[0-9a-f]{64}$|[0-9a-f]{32}/.test(secret) && !isPlaceholder(secret),
  },
  issued(
    'model-provider-key',
    /(?<![A-Za-z0-9])(?:hf_[A-Za-z]{34,}|gsk_[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{60,}|r8_[A-Za-z0-9]{37}|pplx-[A-Za-z0-9]{40,}|nvapi-[\w-]{60,}|fw_[A-Za-z0-9]{22,})(?![\w-])/dg,
    'hf_',
    'gsk_',
    'xai-',
    'r8_',
    'pplx-',
    'nvapi-',
    'fw_',
  ),
  issued('npm-token', /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/dg, 'npm_'),
  issued('pypi-token', /(?<![A-Za-z0-9])pypi-[\w-]{50,}/dg, 'pypi-'),
  issued('rubygems-token', /(?<![A-Za-z0-9])rubygems_[0-9a-f]{48}(?![A-Za-z0-9])/dg, 'rubygems_'),
  issued('nuget-key', /(?<![A-Za-z0-9])oy2[a-z0-9]{43}(?![A-Za-z0-9])/dg, 'oy2'),
  issued(
    'digitalocean-token',
    /(?<![A-Za-z0-9])do[opr]_v1_[0-9a-f]{64}/dg,
    ...each(['do'], 'opr').map((prefix) => `${prefix}_v1_`),
  ),
  issued('heroku-key', /(?<![A-Za-z0-9])HRKU-[\w-]{36,}/dg, 'HRKU-'),
  issued('atlassian-token', /(?<![A-Za-z0-9])ATATT3[\w=-]{100,}/dg, 'TT3'),
  issued('terraform-token', /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,}/dg, '.atlasv1.'),
  issued('vault-token', /(?<![A-Za-z0-9])hv[sbr]\.[\w-]{24,}/dg, 'hvs.', 'hvb.', 'hvr.'),
  issued('new-relic-key', /(?<![A-Za-z0-9])NRAK-[A-Z0-9]{27}(?![A-Za-z0-9])/dg, 'NRAK-'),
  issued('sentry-token', /(?<![A-Za-z0-9])sntr(?:ys_[\w+/=]{60,}|yu_[0-9a-f]{64})/dg, 'sntrys_', 'sntryu_'),
  issued('planetscale', /(?<![A-Za-z0-9])pscale_(?:tkn|pw|oauth)_[\w.=-]{32,}/dg, 'pscale_'),
  issued('supabase-token', /(?<![A-Za-z0-9])sb(?:p|_secret)_[\w-]{30,}/dg, 'sbp_', 'sb_secret_'),
  issued('postman-key', /(?<![A-Za-z0-9])PMAK-[0-9a-f]{24}-[0-9a-f]{34}/dg, 'PMAK-'),
  issued('doppler-token', /(?<![A-Za-z0-9])dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,}/dg, 'dp.'),
  issued('facebook-token', /(?<![A-Za-z0-9+/])EAA[A-Z][A-Za-z0-9]{60,}(?![+/=])/dg, 'EAA'),
  issued('age-key', /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/dg, 'KEY-1'),
  issued('jwt', /(?<![A-Za-z0-9])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/dg, 'eyJ'),
  ...guessRules,
];
