import { randomUUID } from 'node:crypto'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from './gateways/travel/edifact.fixture.ts'

// Who may do what, over every route there is (safeguards.md 3.1): a route that is not in this table fails the first test.

type Who = 'analyst' | 'supervisor' | 'officer' | 'oversight' | 'administrator' | 'sender'
const everyone: readonly Who[] = ['analyst', 'supervisor', 'officer', 'oversight', 'administrator', 'sender']
interface Rule {
  /** Letters: a analyst, s supervisor, o signal officer, v oversight, d administrator, c a carrier's key. */
  may: string
  /** Nobody's data: no purpose is asked for. */
  impersonal?: true
  /** What people state, where it is not border control. */
  purpose?: 'content-safety'
  body?: unknown
}
const letters: Record<Who, string> = {
  analyst: 'a',
  supervisor: 's',
  officer: 'o',
  oversight: 'v',
  administrator: 'd',
  sender: 'c',
}
const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const draft = (family: string, given: string) => ({
  kind: 'person',
  value: {
    names: [{ full: `${given} ${family}`, family, given, script: 'Latn', quality: 'primary' }],
    birthDates: ['1981-05-17'],
    sex: null,
    nationalities: [],
    birthPlaces: [],
    identifiers: [],
  },
  labels: [],
  entity: null,
  agreements: [],
  recipients: null,
  purposes: ['terrorism-prevention', 'border-control'],
  lawfulBasis: { reference: 'Invented Act, section 12', validUntil: null },
  tlp: 'amber',
  pap: 'green',
  confidence: 70,
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: later(-1) },
  action: 'discreet-check',
  necessity: 'Named in an invented investigation of material support.',
  minor: false,
  validFrom: later(-1),
  validUntil: later(100),
  retainUntil: later(200),
  reviewDue: later(50),
})
const terms = {
  reference: 'Invented list',
  purposes: ['border-control'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 70,
  action: 'discreet-check',
  necessity: 'Needed to show in a test who may do this.',
  minor: false,
  validDays: 10,
  retainDays: 20,
  reviewDays: 5,
  agreements: [],
}
const content = { purpose: 'content-safety' } as const
const hash = { type: 'md5', value: '0123456789abcdef0123456789abcdef' }
const words = { reasons: ['same-document'], text: 'The passport is the one that was named.' }
const rest = { alternativesConsidered: [], details: null }

const table: Record<string, Rule> = {
  'GET /v1/accounts': { may: 'svd', impersonal: true },
  'POST /v1/accounts': {
    may: 'd',
    impersonal: true,
    body: { name: 'n.new', person: { name: 'N. New' }, roles: ['analyst'], teams: ['travel'] },
  },
  'PATCH /v1/accounts/{id}': { may: 'd', impersonal: true, body: { teams: ['travel'] } },
  'POST /v1/accounts/{id}/roles': { may: 'd', impersonal: true, body: { role: 'analyst', action: 'grant' } },
  'POST /v1/accounts/{id}/disable': { may: 'd', impersonal: true },
  'POST /v1/accounts/{id}/reset': { may: 'd', impersonal: true },
  'POST /v1/oversight/accounts/{id}/consent': { may: 'v', impersonal: true, body: { to: 'removal' } },
  'DELETE /v1/oversight/keys/{id}': { may: 'v', impersonal: true },
  'GET /v1/senders': { may: 'd', impersonal: true },
  'POST /v1/senders': { may: 'd', impersonal: true, body: { name: 'Fjordline Air', gateway: 'travel' } },
  'PATCH /v1/senders/{id}': { may: 'd', impersonal: true, body: { acknowledge: true } },
  'POST /v1/senders/{id}/keys': { may: 'd', impersonal: true },
  'DELETE /v1/keys/{id}': { may: 'd', impersonal: true },
  'GET /v1/retention/regimes': { may: 'asovd', impersonal: true },
  'GET /v1/audit/entries': { may: 'asovd', impersonal: true },
  'GET /v1/audit/entries/{id}/opening': { may: 'asovd', impersonal: true },
  'GET /v1/alarms': { may: 'sv', impersonal: true },
  'POST /v1/alarms/{id}/acknowledge': { may: 's', impersonal: true },
  'GET /v1/badges': { may: 'asovd', impersonal: true },
  'POST /v1/travel/messages': { may: 'c', impersonal: true, body: new TextEncoder().encode('x') },
  'GET /v1/travel/messages': { may: 'asvc' },
  'GET /v1/travel/messages/{message}': { may: 'asvc' },
  'GET /v1/travel/messages/{message}/reading': { may: 'asvc' },
  'GET /v1/travel/messages/{message}/raw': { may: 'asvc' },
  'GET /v1/travel/messages/{message}/segments': { may: 'asv' },
  'GET /v1/travel/messages/{message}/diff': { may: 'asv' },
  'POST /v1/travel/messages/{message}/read': { may: 'as' },
  'GET /v1/travel/messages/{message}/acknowledgement': { may: 'asvc' },
  'POST /v1/travel/interactive': { may: 'c', impersonal: true, body: new TextEncoder().encode('x') },
  'GET /v1/travel/flights': { may: 'asv', impersonal: true },
  'GET /v1/travel/flights/{key}': { may: 'asv' },
  'POST /v1/travel/schedule': {
    may: 'asdc',
    impersonal: true,
    body: new TextEncoder().encode('7N,900,TUN,OSL,2026-11-24T14:35,'),
  },
  'GET /v1/travel/travellers/{traveller}': { may: 'asv' },
  'GET /v1/travel/travellers/{traveller}/record': { may: 'asv' },
  'POST /v1/travel/travellers/{traveller}/split': {
    may: 'as',
    body: { statements: [randomUUID()], reason: 'These are two people who share a name.' },
  },
  // A search is a read: by POST, so that no name stands in an address.
  'POST /v1/find': { may: 'asv', body: { text: 'Okwuosa' } },
  'GET /v1/find/{id}': { may: 'asv' },
  'GET /v1/cases': { may: 'asv' },
  'GET /v1/people': { may: 'asv', impersonal: true },
  'GET /v1/cases/{case}': { may: 'asv' },
  'POST /v1/cases/{case}/view': { may: 'as' },
  'POST /v1/cases/{case}/notes': { may: 'as', body: { text: 'Looked at.' } },
  'POST /v1/cases/{case}/assign': { may: 'as', body: { to: null } },
  'POST /v1/cases/{case}/handover': { may: 'as', body: { to: randomUUID(), text: 'Yours.' } },
  'POST /v1/cases/{case}/print': { may: 'asv', body: { reason: 'For the file of the court.' } },
  'POST /v1/cases/{case}/feedback': { may: 'as', body: { outcome: 'mistaken', hitId: randomUUID() } },
  'POST /v1/cases/{case}/proposal': {
    may: 'as',
    body: { outcome: 'adverse', act: 'do-not-board', ...words, hits: [], ...rest },
  },
  'POST /v1/cases/{case}/confirmation': { may: 's', body: { agree: true, ...words } },
  'POST /v1/cases/{case}/reopen': { may: 'as', body: { reason: 'The number was read again by hand.' } },
  'GET /v1/taxii/users': { may: 'd', impersonal: true },
  'POST /v1/taxii/users': {
    may: 'd',
    impersonal: true,
    body: { name: 'matrix', member: 'other.example', purpose: 'border-control' },
  },
  'POST /v1/taxii/users/{id}/disable': { may: 'd', impersonal: true },
  'GET /v1/taxii/collections': { may: 'd', impersonal: true },
  'POST /v1/taxii/collections': {
    may: 'd',
    impersonal: true,
    body: { title: 'Signals', agreement: randomUUID(), alias: null, kind: 'out' },
  },
  'GET /v1/taxii/position': { may: 'o', impersonal: true },
  'PUT /v1/taxii/position': {
    may: 'o',
    impersonal: true,
    body: { source: 'https://platform.example#a', user: 'norland', addedAfter: '2026-11-26T12:00:00.000001Z' },
  },
  'POST /v1/signals/import': { may: 'o', body: new TextEncoder().encode('x') },
  'GET /v1/signals/export': { may: 'o' },
  'POST /v1/signals/import/misp/wanted': { may: 'o', body: { source: 'a feed', events: {} } },
  'GET /v1/foreign': { may: 'osv' },
  'GET /v1/foreign/{id}': { may: 'osv' },
  'POST /v1/foreign/{id}/adopt': {
    may: 'o',
    body: { ...draft('Vork', 'Nils'), kind: undefined, value: undefined, place: 0 },
  },
  'GET /v1/signals': { may: 'asov' },
  'POST /v1/signals/find': { may: 'asov', body: { text: 'Okwuosa' } },
  'GET /v1/signals/{signal}': { may: 'asov' },
  'POST /v1/signals': { may: 'o', body: draft('Tredgold', 'Una') },
  'PATCH /v1/signals/{signal}': { may: 'o', body: draft('Okwuosa', 'Chinedu') },
  'POST /v1/signals/{id}/withdraw': { may: 'o', body: { reason: 'basis-ended', text: '' } },
  'POST /v1/signals/{signal}/release': { may: 'o', body: { version: 1 } },
  'POST /v1/lists/{id}/release': { may: 'o', body: { version: 1 } },
  'POST /v1/signals/{signal}/holds': { may: 'so', body: { reason: 'court-order', basis: 'File 1', until: null } },
  'GET /v1/signal-holds': { may: 'sov', impersonal: true },
  'POST /v1/signal-holds/{id}/approve': { may: 'so', impersonal: true },
  'POST /v1/signal-holds/{id}/lift': { may: 'so', impersonal: true },
  'POST /v1/signals/{id}/attachments': { may: 'o', body: new TextEncoder().encode('x') },
  'GET /v1/signals/{id}/attachments': { may: 'asov' },
  'POST /v1/signals/{id}/attachments/{attachment}/copy': { may: 'asov', body: { reason: 'For an invented court.' } },
  'DELETE /v1/signals/{id}/attachments/{attachment}': { may: 'o' },
  'POST /v1/signals/{signal}/feedback': {
    may: 'as',
    body: { outcome: 'mistaken', count: 1, firstSeen: null, lastSeen: null },
  },
  // 200 also for what would not be allowed: it is asked, not done.
  'POST /v1/access': { may: 'asov', body: { signalId: randomUUID(), action: 'read', purpose: 'border-control' } },
  'GET /v1/agreements': { may: 'asov', impersonal: true },
  'POST /v1/agreements': { may: 'o', impersonal: true, body: {} },
  'GET /v1/agreements/{id}': { may: 'asov', impersonal: true },
  'GET /v1/agreements/{id}/preview': { may: 'asov', impersonal: true },
  'POST /v1/agreements/{id}/offer': { may: 'o', impersonal: true },
  'POST /v1/agreements/{id}/sign': { may: 'so', impersonal: true },
  'POST /v1/agreements/{id}/end': { may: 'so', impersonal: true, body: { reason: 'The treaty was left.' } },
  'POST /v1/agreements/{id}/suspend': {
    may: 'so',
    impersonal: true,
    body: { suspended: true, reason: 'A breach is looked into.' },
  },
  'GET /v1/false-positives': { may: 'asov', impersonal: true },
  'POST /v1/false-positives': {
    may: 'o',
    body: {
      ...{ id: 'own-wallets', name: 'Wallets of an exchange', kind: 'wallet', type: 'exact', effect: 'block' },
      ...{ entries: ['InventedWallet'], validUntil: null },
    },
  },
  'GET /v1/false-positives/findings': { may: 'asov', impersonal: true },
  'POST /v1/false-positives/overrides': {
    may: 'o',
    body: { list: 'x', kind: 'wallet', value: {}, reason: 'The test of a rule needs this very value.' },
  },
  'POST /v1/false-positives/overrides/{id}/agree': { may: 'so', impersonal: true },
  'GET /v1/rematches': { may: 'asov', impersonal: true },
  'GET /v1/rematches/{rematch}': { may: 'asov', impersonal: true },
  'POST /v1/matching/try': { may: 'asov', body: { names: ['Chinedu Okwuosa'] } },
  'POST /v1/matching/compare': { may: 'asov', body: { a: { names: ['Una'] }, b: { names: ['Una'] } } },
  'GET /v1/matching/threshold': { may: 'asov', impersonal: true },
  'POST /v1/matching/threshold/proposals': {
    may: 'so',
    impersonal: true,
    body: { threshold: 0.6, reason: 'Most of the partial hits were mistaken.' },
  },
  'POST /v1/matching/threshold/proposals/{id}/answer': {
    may: 's',
    impersonal: true,
    body: { agree: true, reason: 'I read the trial and agree.' },
  },
  'POST /v1/matching/threshold/proposals/{id}/withdraw': { may: 'so', impersonal: true },
  'GET /v1/matching/trials': { may: 'sov', impersonal: true },
  'GET /v1/matching/trials/{id}': { may: 'sov', impersonal: true },
  'POST /v1/matching/trials': { may: 'so', impersonal: true, body: { threshold: 0.6 } },
  'GET /v1/matching/rates': { may: 'sv', impersonal: true },
  'GET /v1/lists': { may: 'asov' },
  'GET /v1/lists/{id}': { may: 'asov' },
  'POST /v1/lists': { may: 'o', body: { title: 'Invented', format: 'csv', terms } },
  'POST /v1/lists/{id}/preview': { may: 'o', body: new TextEncoder().encode('name\nUna Tredgold\n') },
  'GET /v1/lists/previews/{id}': { may: 'o' },
  'POST /v1/lists/{id}/import': { may: 'o', body: { previewId: randomUUID() } },
  'POST /v1/lists/{id}/rollback': { may: 'o', body: { to: 0, reason: 'The file was the wrong one.' } },
  'GET /v1/peers': { may: 'sovd', impersonal: true },
  'GET /v1/peers/{member}': { may: 'sovd', impersonal: true },
  'POST /v1/peers/invitations': { may: 'd', impersonal: true, body: { member: 'sudmark.example' } },
  'POST /v1/peers/join': { may: 'd', impersonal: true, body: {} },
  'POST /v1/peers/{member}/confirm': { may: 'd', impersonal: true, body: { words: 'apple' } },
  'POST /v1/peers/{member}/suspend': { may: 'd', impersonal: true, body: { reason: 'An invented reason.' } },
  'POST /v1/peers/{member}/remove': { may: 'd', impersonal: true, body: { reason: 'An invented reason.' } },
  'POST /v1/peers/{member}/sync': { may: 'd', impersonal: true },
  'POST /v1/blind/checks': { may: 'aso', body: { agreement: randomUUID(), kind: 'wallet', items: ['0x1'] } },
  'GET /v1/blind/checks': { may: 'sov', impersonal: true },
  'POST /v1/blind/checks/{id}/reveal': { may: 'aso', body: { reason: 'An invented reason for looking.' } },
  'POST /v1/keys/rotate': { may: 'd', impersonal: true, body: {} },
  'GET /v1/signals/{id}/receipts': { may: 'sov', impersonal: true },
  'GET /v1/withdrawals/overdue': { may: 'sov', impersonal: true },
  'GET /v1/withdrawals': { may: 'sov', impersonal: true },
  'GET /v1/signals/{id}/holders': { may: 'sov', impersonal: true },
  'POST /v1/signals/{id}/pass-on': { may: 'o', body: { destination: 'sudmark.example' } },
  'GET /v1/signals/{id}/passed-on': { may: 'sov', impersonal: true },
  'GET /v1/permissions': { may: 'sov', impersonal: true },
  'POST /v1/permissions': {
    may: 'o',
    impersonal: true,
    body: { kind: 'transfer', agreement: randomUUID(), destination: 'sudmark.example', reason: 'An invented reason.' },
  },
  'POST /v1/permissions/{id}/give': { may: 'so', impersonal: true },
  'POST /v1/permissions/{id}/end': { may: 'so', impersonal: true, body: { reason: 'An invented reason.' } },
  'GET /v1/introductions': { may: 'sovd', impersonal: true },
  'POST /v1/introductions/{member}/confirm': { may: 'd', impersonal: true, body: { words: 'apple' } },
  'GET /v1/exchange': { may: 'sovd', impersonal: true },
  'GET /v1/content/banks': { may: 'asov', impersonal: true },
  'POST /v1/content/banks': {
    may: 'o',
    impersonal: true,
    body: { name: 'INVENTED', purposes: ['content-safety'], lawfulBasis: 'Terms of service, section 4' },
  },
  'GET /v1/content/banks/{bank}': { may: 'asov', impersonal: true },
  'PATCH /v1/content/banks/{bank}': { may: 'o', impersonal: true, body: { shadow: true } },
  'DELETE /v1/content/banks/{bank}': { may: 'o', impersonal: true },
  'GET /v1/content/banks/{bank}/items': { may: 'asov', ...content },
  'POST /v1/content/banks/{bank}/items': { may: 'o', ...content, body: { items: [{ signals: [hash] }] } },
  'GET /v1/content/items/{item}': { may: 'asov', ...content },
  'PATCH /v1/content/items/{item}': { may: 'o', ...content, body: { note: 'Looked at.' } },
  'DELETE /v1/content/items/{item}': { may: 'o', ...content },
  'POST /v1/content/items/{item}/feedback': {
    may: 'aso',
    ...content,
    body: { outcome: 'mistaken', reason: 'A picture of the news.' },
  },
  'GET /v1/content/incidents': { may: 'asov', impersonal: true },
  'POST /v1/content/incidents': {
    may: 'o',
    impersonal: true,
    body: { name: 'Invented incident', level: 'incident', startsAt: later(0), endsAt: later(1) },
  },
  'PATCH /v1/content/incidents/{incident}': { may: 'o', impersonal: true, body: { name: 'Renamed' } },
  'GET /v1/content/labels': { may: 'asov', impersonal: true },
  'POST /v1/content/match': { may: 'aso', ...content, body: { signals: [hash] } },
  'POST /v1/content/match/remote': { may: 'aso', ...content, body: { queries: [{ signals: [hash] }] } },
  'POST /v1/content/match/batch': { may: 'aso', ...content, body: { queries: [{ signals: [hash] }] } },
  // What is compared or hashed is the caller's own, and nothing is kept of it.
  'POST /v1/content/compare': { may: 'aso', impersonal: true, body: { type: 'md5', a: hash.value, b: hash.value } },
  'POST /v1/content/hash': { may: 'aso', impersonal: true, body: { url: 'http://127.0.0.1/x' } },
  'GET /v1/content/rates': { may: 'asov', impersonal: true },
  'GET /v1/content/index': { may: 'aso', impersonal: true },
  'POST /v1/content/retro': { may: 'o', impersonal: true, body: { bank: 'INVENTED', since: later(-1) } },
  'GET /v1/content/retro/{retro}': { may: 'asov', impersonal: true },
  // Platforms only: content.test.ts.
  'POST /v1/content/uploads': { may: '', impersonal: true, body: { uploadId: 'u1', signals: [hash] } },
  'POST /v1/content/uploads/batch': { may: '', impersonal: true, body: { uploads: [{ uploadId: 'u2' }] } },
  'GET /v1/content/queue': { may: 'asv', ...content },
  'GET /v1/cases/{case}/upload': { may: 'asv', ...content },
  // The case of this table is a traveller's: nothing is to be seen of it, but who may ask is asked first.
  'GET /v1/cases/{case}/media/{level}': { may: 'as', ...content },
  'GET /v1/me/looking': { may: 'as', impersonal: true },
  'PUT /v1/me/looking': {
    may: 'as',
    impersonal: true,
    body: { view: 'list', most: 'still', colour: false, sound: false, leftToOthers: [] },
  },
  'GET /v1/me/exposure': { may: 'as', impersonal: true },
  'POST /v1/me/break': { may: 'as', impersonal: true, body: { minutes: 0 } },
  'GET /v1/content/uploads/{upload}': { may: 'asv', ...content },
}
/** Of oneself, or of nobody: every signed-in person has them, a carrier's key does not. */
const ownPages = [
  'DELETE /v1/session',
  'GET /v1/me',
  'PUT /v1/me/purpose',
  'PUT /v1/me/role',
  'PUT /v1/me/preferences',
  'POST /v1/me/password',
  'GET /v1/events',
]
const open = ['POST /v1/session', 'GET /v1/member', 'GET /health', 'GET /metrics', 'GET /']

let node: TestNode
let people: Record<Exclude<Who, 'sender'>, SignedIn>
let otherKey: string
let ids: Record<string, string>
let routes: string[]
const canary = 'ZEBULONIA'
beforeAll(async () => {
  node = await startTestNode({ acknowledge: true })
  people = {
    analyst: await node.signIn('analyst'),
    supervisor: await node.signIn('supervisor'),
    officer: await node.signIn('officer'),
    oversight: await node.signIn('oversight-1'),
    administrator: await node.signIn('administrator'),
  }
  otherKey = (await createSenderKey(node.db, await createSender(node.db, { name: 'Zephyr Lines' }))).key
  const named = { 'entente-purpose': 'border-control' }
  const signal = (await people.officer.call('POST', '/v1/signals', draft('Okwuosa', 'Chinedu'), named)).body as {
    id: string
  }
  const list = paxlst([
    { surname: 'OKWUOSA', given: `CHINEDU ${canary}`, birth: '19810517', document: 'QX5550142', issuer: 'NGA' },
  ])
  const receipt = (await asSender('POST', '/v1/travel/messages', node.sender.key, Buffer.from(list))).body as {
    id: string
  }
  await node.settled()
  const kase = await node.db.selectFrom('case_file').select(['id', 'subject_id']).executeTakeFirstOrThrow()
  const flight = await node.db.selectFrom('flight').select('key').executeTakeFirstOrThrow()
  ids = { signal: signal.id, message: receipt.id, case: kase.id, traveller: kase.subject_id, key: flight.key }
  ids.level = 'blurred'
  await node.db.updateTable('session').set({ purpose: null }).execute()
  const { paths } = (await (await fetch(`${node.url}/docs/json`)).json()) as { paths: Record<string, object> }
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
})
afterAll(() => node.stop())

interface Reply {
  status: number
  body: unknown
  text: string
}
async function asSender(method: string, path: string, key: string, body?: unknown): Promise<Reply> {
  const bytes = body instanceof Uint8Array
  const answer = await fetch(node.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const json = (answer.headers.get('content-type') ?? '').includes('json')
  return { status: answer.status, body: json && text !== '' ? JSON.parse(text) : text, text }
}
async function ask(who: Who, route: string, purpose: boolean): Promise<Reply> {
  const [method, path] = route.split(' ') as [string, string]
  const { body, purpose: usual = 'border-control' } = table[route] as Rule
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? randomUUID())
  if (who === 'sender') return asSender(method, filled, node.sender.key, body)
  const stated = who === 'oversight' ? 'human-rights-review' : usual
  const headers = { 'if-match': '1', ...(purpose ? { 'entente-purpose': stated } : {}) }
  const answer = await people[who].call(method, filled, body, headers)
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  return { status: answer.status, body: answer.body, text }
}
/** Whether the reason of a refusal is the role. */
function refusedByRole({ status, body }: Reply): boolean {
  const { code, clauses } = (body ?? {}) as { code?: string; clauses?: { id: string; result: string }[] | null }
  const byClause = clauses?.some(({ id, result }) => id === 'role' && result === 'fail') === true
  return status === 403 && (code === 'role' || code === 'sender-unknown' || byClause)
}
const may = (who: Who, route: string) => (table[route] as Rule).may.includes(letters[who])
const plain = (path: string) => path.replaceAll(/\{\w+\}/g, '{}')

test('every route of the node stands in the table of who may what', () => {
  const known = [...Object.keys(table), ...ownPages, ...open].map(plain)
  expect(routes.map(plain).filter((route) => !known.includes(route))).toEqual([])
  expect(Object.keys(table).filter((route) => !routes.map(plain).includes(plain(route)))).toEqual([])
})

// Reads first: the acts change what is there.
const inOrder = Object.keys(table).sort((a, b) => Number(!a.startsWith('GET')) - Number(!b.startsWith('GET')))

test.each(everyone)(
  '%s: every route is allowed or refused as the table says, and nothing personal without a purpose',
  async (who) => {
    const wrong: string[] = []
    for (const route of inOrder) {
      const without = await ask(who, route, false)
      const asked = may(who, route) && (table[route] as Rule).impersonal !== true && who !== 'sender'
      if ((without.status === 400 && (without.body as { code?: string }).code === 'purpose-missing') !== asked) {
        // A role that may not is told so, whether it states a purpose or not.
        if (may(who, route) || !refusedByRole(without))
          wrong.push(`${route} without purpose: ${without.status} ${without.text.slice(0, 90)}`)
      }
      if (who === 'sender') continue
      const reply = await ask(who, route, true)
      const allowed = reply.status !== 401 && !refusedByRole(reply)
      if (allowed !== may(who, route)) wrong.push(`${route}: ${reply.status} ${reply.text.slice(0, 90)}`)
      if (reply.status >= 500) wrong.push(`${route}: ${reply.status}`)
    }
    expect(wrong).toEqual([])
  },
)

test('a carrier’s key reaches the routes of carriers and no other', async () => {
  const wrong: string[] = []
  for (const route of [...inOrder, ...ownPages]) {
    const [method, path] = route.split(' ') as [string, string]
    const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? randomUUID())
    const reply = await asSender(method, filled, node.sender.key, table[route]?.body)
    const allowed = !refusedByRole(reply)
    if (allowed !== (table[route] !== undefined && may('sender', route))) wrong.push(`${route}: ${reply.status}`)
  }
  expect(wrong).toEqual([])
})

test('a carrier sees its own messages and nothing of another’s', async () => {
  const own = ['', '/reading', '/raw', '/acknowledgement']
  for (const part of own) {
    const path = `/v1/travel/messages/${ids.message}${part}`
    expect((await asSender('GET', path, node.sender.key)).status, part).toBe(200)
    const other = await asSender('GET', path, otherKey)
    expect(other, part).toMatchObject({ status: 403, body: { code: 'refused' } })
    expect(other.text, part).not.toContain(canary)
  }
  expect((await asSender('GET', '/v1/travel/messages', otherKey)).body).toMatchObject({ items: [] })
})

test('oversight changes nothing outside its own pages', () => {
  const writes = Object.keys(table).filter((route) => !route.startsWith('GET') && may('oversight', route))
  expect(writes).toEqual([
    'POST /v1/oversight/accounts/{id}/consent',
    'DELETE /v1/oversight/keys/{id}',
    // What these write is that a search, a printing or a copy was made.
    'POST /v1/find',
    'POST /v1/cases/{case}/print',
    'POST /v1/signals/find',
    'POST /v1/signals/{id}/attachments/{attachment}/copy',
    'POST /v1/access',
    'POST /v1/matching/try',
    'POST /v1/matching/compare',
  ])
})

test.each(['administrator', 'officer'] as const)('no answer to the %s holds the name of a traveller', async (who) => {
  const held: string[] = []
  for (const route of Object.keys(table).filter((path) => path.startsWith('GET'))) {
    for (const purpose of [true, false]) {
      const { text } = await ask(who, route, purpose)
      if (text.includes(canary)) held.push(route)
    }
  }
  expect(held).toEqual([])
  expect((await ask('analyst', 'GET /v1/cases/{case}', true)).text).toContain(canary)
})

test('an address written in another way asks who is there all the same', async () => {
  for (const path of ['/%761/cases', '/v1/%63ases', '//v1/cases', '/V1/cases', '/v1/cases/', '/v1//cases']) {
    const reply = await fetch(node.url + path)
    // An address that is none of the node's is a page of the desk, which is a program without data.
    const page = (reply.headers.get('content-type') ?? '').includes('text/html')
    if (!page) expect([401, 404], path).toContain(reply.status)
    expect(await reply.text(), path).not.toContain(canary)
  }
  const { cookie } = people.analyst
  const encoded = await fetch(`${node.url}/%761/me`, { headers: { cookie } })
  expect(encoded.status).toBe(200)
})
