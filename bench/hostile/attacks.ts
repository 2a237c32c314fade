import { uploadForm } from '../media/upload-form.ts'
import { makeAnimation } from './make-animation.ts'

/** Values that an attack needs: sessions and keys of insiders, and the name of a lying member. */
export interface Given {
  key: string
  platform: string
  analyst: { cookie: string; csrf: string }
  officer: { cookie: string; csrf: string }
  administrator: { cookie: string; csrf: string }
  liar: string
  /** The name of an account that an insider tries to create again. */
  victim: string
}
export interface GeneratorOrder {
  name: string
  target: string
  given: Given
}
interface HostileRequest {
  head: string
  body?: Uint8Array | string
  /** The pause between further single bytes of the body. */
  dripMs?: number
}
export interface Attack {
  what: string
  perSecond: number
  /** Connections of the generator at the same time. */
  mostOpen: number
  request(n: number, given: Given): HostileRequest
}
export type AttackName = keyof typeof attacks

function headOf(method: string, path: string, headers: Record<string, string>): string {
  const lines = Object.entries({ host: 'node', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
const inSession = ({ cookie, csrf }: { cookie: string; csrf: string }) => ({
  ...{ cookie, 'entente-csrf': csrf, 'entente-purpose': 'border-control', connection: 'close' },
})
function json(path: string, headers: Record<string, string>, value: unknown): HostileRequest {
  const body = JSON.stringify(value)
  const all = { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
  return { head: headOf('POST', path, { connection: 'close', ...all }), body }
}
const animation = makeAnimation(70_000, 2400)
const megabytes = Buffer.alloc(8_000_000, 'x')
/** The path and the declared length of bodies. */
const oversized = [
  ['/peer/v1/join', megabytes.length],
  ['/peer/v1/receipts', megabytes.length],
  ['/v1/travel/messages', 60_000_000],
] as const

/** The path and the length of bodies that are declared only. */
const declared = [
  ['/peer/v1/receipts', megabytes.length],
  ['/peer/v1/join', 60_000],
  ['/v1/session', 8000],
] as const

/** The kinds of hostile traffic, each with the rate at which it is sent. */
export const attacks = {
  'sign-ins': {
    what: 'anonymous sign-ins, half of them by TAXII',
    ...{ perSecond: 60, mostOpen: 300 },
    request: (n) => {
      if (n % 2 === 0) return json('/v1/session', {}, { account: `nobody-${n}`, password: `a wrong password ${n}` })
      const authorization = `Basic ${Buffer.from(`nobody-${n}:a wrong password`).toString('base64')}`
      return { head: headOf('GET', '/taxii2/', { authorization, connection: 'close' }) }
    },
  },
  patterns: {
    what: 'lists of 50 patterns by one officer, made to be slow',
    ...{ perSecond: 2, mostOpen: 20 },
    request: (n, { officer }) =>
      json('/v1/false-positives', inSession(officer), {
        ...{ id: 'bench-patterns', name: 'Patterns of a bench', kind: 'wallet', type: 'regex', effect: 'warn' },
        entries: Array.from({ length: 50 }, (_, at) => `^(([ab])+.?)+[ab]*a[ab]{${20 + ((n + at) % 60)}}[ab]?(a|aa)+$`),
        validUntil: null,
      }),
  },
  'slow-bodies': {
    what: 'bodies that send a byte a second',
    ...{ perSecond: 40, mostOpen: 400 },
    request: (n, { key }) => ({
      head: headOf('POST', n % 2 === 0 ? '/peer/v1/join' : '/v1/travel/messages', {
        ...{ authorization: `Bearer ${key}`, 'content-length': '50000' },
      }),
      dripMs: 1000,
    }),
  },
  streams: {
    what: 'event streams of one person',
    ...{ perSecond: 20, mostOpen: 400 },
    request: (_, { analyst }) => ({ head: headOf('GET', '/v1/events', { cookie: analyst.cookie }) }),
  },
  oversized: {
    what: 'bodies of 8 MB without a sender, and of a sender over its limit',
    ...{ perSecond: 10, mostOpen: 60 },
    request: (n, { key }) => {
      const [path, length] = oversized[n % oversized.length] as (typeof oversized)[number]
      const headers = { authorization: `Bearer ${key}`, 'content-length': String(length), connection: 'close' }
      return { head: headOf('POST', path, headers), body: megabytes }
    },
  },
  animations: {
    what: 'animations of 70 kB that take a decoder as long as it is allowed to work',
    ...{ perSecond: 2, mostOpen: 60 },
    request: (n, { platform }) => {
      const { body, type } = uploadForm({ uploadId: `animation-${n}` }, animation)
      const headers = {
        authorization: `Bearer ${platform}`,
        'content-type': type,
        'content-length': String(body.length),
      }
      return { head: headOf('POST', '/v1/content/uploads', { ...headers, connection: 'close' }), body }
    },
  },
  'declared-bodies': {
    what: 'large bodies without a sender that are declared and never sent',
    ...{ perSecond: 40, mostOpen: 400 },
    request: (n) => {
      const [path, length] = declared[n % declared.length] as (typeof declared)[number]
      return { head: headOf('POST', path, { 'content-type': 'application/json', 'content-length': String(length) }) }
    },
  },
  accounts: {
    what: 'an administrator who creates one account again and again, and an analyst who may not',
    ...{ perSecond: 60, mostOpen: 300 },
    request: (n, { administrator, analyst, victim }) =>
      json('/v1/accounts', inSession(n % 2 === 0 ? administrator : analyst), {
        ...{ name: victim, person: { name: 'Invented Person' }, roles: ['analyst'], teams: [] },
      }),
  },
  summary: {
    what: 'a peer whose summary never ends, read again each second',
    ...{ perSecond: 1, mostOpen: 20 },
    request: (_, { administrator, liar }) => ({
      head: headOf('POST', `/v1/peers/${liar}/sync`, { ...inSession(administrator), 'content-length': '0' }),
    }),
  },
} satisfies Record<string, Attack>
