/**
 * Rules that make two spellings of one web address equal: tracking parameters, hosts with two names, paths with two spellings. If you change a list,
 * also change `version`. Source: the requirements of this project for comparing addresses; YouTube's embed, shorts and live paths, written for
 * this project from the service's public addresses.
 */
export const urlRules = {
  version: '2026-11-26',
  /** Names of tracking parameters; a `*` at the end matches any text. */
  trackers: [
    'utm_*',
    'fbclid',
    'gclid',
    'dclid',
    'gbraid',
    'wbraid',
    'msclkid',
    'yclid',
    'mc_cid',
    'mc_eid',
    'igshid',
    '_hsenc',
    '_hsmi',
    'vero_id',
    'spm',
  ],
  /** Labels before a host that name another view of the same pages. */
  views: ['www', 'm', 'mobile'],
  hosts: {
    'telegram.me': 't.me',
    'twitter.com': 'x.com',
    'youtube-nocookie.com': 'youtube.com',
  } as Readonly<Record<string, string>>,
  /** For a host, a pattern of its path and the address that replaces both; `$1` is the first group of the pattern. */
  paths: [
    { host: 't.me', path: /^\/s\/([^/].*)$/, to: 't.me/$1' },
    { host: 'youtu.be', path: /^\/([\w-]+)$/, to: 'youtube.com/watch?v=$1' },
    { host: 'youtube.com', path: /^\/(?:embed|shorts|live)\/([\w-]+)$/, to: 'youtube.com/watch?v=$1' },
  ],
} as const
