/**
 * What makes two addresses one: parameters that follow a reader about, hosts with two names, paths with two spellings.
 * Source: the lists of the requirements (content 3.9), unverified there; youtube's embed, shorts and live written for this project from the service's
 * public addresses. A change of a list is a new version.
 */
export const urlRules = {
  version: '2026-11-26',
  /** Names of parameters; a `*` at the end stands for anything. */
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
  /** By host, an expression for the path; `$1` in the new host and path is what was in its brackets. */
  paths: [
    { host: 't.me', path: /^\/s\/([^/].*)$/, to: 't.me/$1' },
    { host: 'youtu.be', path: /^\/([\w-]+)$/, to: 'youtube.com/watch?v=$1' },
    { host: 'youtube.com', path: /^\/(?:embed|shorts|live)\/([\w-]+)$/, to: 'youtube.com/watch?v=$1' },
  ],
} as const
