import { randomUUID } from 'node:crypto'
import type { SignedIn, TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { paxlst } from '../gateways/travel/edifact.fixture.ts'
import { accessRules } from './all-rules.fixture.ts'
import { letters, type Who } from './rule.fixture.ts'

// Random requests to all routes, and what must be refused. The rules here are written from the table of roles and from the
// regimes in docs, and use nothing of the code that decides.

/** Who asks: people, keys of senders, and somebody without any. */
type Asker = Who | 'other-sender' | 'filer' | 'nobody'
const askers: readonly Asker[] = [
  ...(['analyst', 'supervisor', 'officer', 'oversight', 'administrator', 'sender'] as const),
  ...(['other-sender', 'filer', 'nobody'] as const),
]
const states = ['open', 'other-team', 'colleague', 'masked', 'ended'] as const
type RecordState = (typeof states)[number]
/** A traveller with a message and a case. `canary` is a part of the name and occurs nowhere else. */
interface FuzzRecord {
  state: RecordState
  canary: string
  purposes: readonly string[]
  ids: Record<'message' | 'traveller' | 'case' | 'key', string>
}

interface FuzzWorld {
  node: TestNode
  people: Record<Exclude<Who, 'sender'>, SignedIn>
  keys: Record<'sender' | 'other-sender' | 'filer', string>
  records: FuzzRecord[]
}

/** Sends five lists, each with one traveller who is on a list, and gives each record another state. */
export async function makeFuzzRecords(node: TestNode): Promise<FuzzRecord[]> {
  const colleague = await node.db
    .selectFrom('account')
    .select('person_id')
    .where('name', '=', 'supervisor')
    .executeTakeFirstOrThrow()
  const records: FuzzRecord[] = []
  for (const [n, state] of states.entries()) {
    const canary = `QUILLBRAM${'ABCDE'[n]}X`
    const person = { surname: 'OKWUOSA', given: `CHINEDU ${canary}`, birth: '19810517' }
    const list = paxlst([{ ...person, document: `QX555014${n}`, issuer: 'NGA' }], {
      flight: `7N07${n}2`,
      access: `FUZZ${n}`,
    })
    const sent = await fetch(`${node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
      body: list,
    })
    const { id: message } = (await sent.json()) as { id: string }
    await node.whenIdle()
    const { rows } = await sql<{ case: string; traveller: string; purposes: string[]; key: string }>`
      select c.id as case, c.subject_id as traveller, m.purposes, f.key from message m join statement s on s.message_id = m.id
      join case_file c on c.subject_id = s.traveller_id join flight f on f.id = s.flight_id where m.id = ${message}`.execute(
      node.db,
    )
    const { purposes, ...ids } = rows[0]!
    records.push({ state, canary, purposes, ids: { ...ids, message } })
    for (const table of ['message', 'statement', 'traveller', 'case_file']) {
      const key = { message: 'id', statement: 'message_id', traveller: 'id', case_file: 'subject_id' }[table]!
      const change = {
        open: null,
        'other-team': sql`team = 'north'`,
        colleague: table === 'case_file' ? sql`assigned_to = ${colleague.person_id}` : null,
        masked: sql`mask_at = now() - interval '1 minute'`,
        ended: sql`mask_at = now() - interval '2 minutes', delete_at = now() - interval '1 minute'`,
      }[state]
      const id = table === 'message' || table === 'statement' ? message : ids.traveller
      if (change !== null)
        await sql`update ${sql.table(table)} set ${change} where ${sql.ref(key)} = ${id}`.execute(node.db)
    }
  }
  return records
}

const purposes =
  `terrorism-prevention terrorism-investigation border-control aviation-security customs-security content-safety
  terrorist-financing human-rights-review redress exercise`.split(/\s+/)
const stated = [...purposes, ...Array(10).fill('border-control'), ...Array(4).fill('human-rights-review')] as string[]
const odd = ['', 'BORDER-CONTROL', 'border-control, human-rights-review', 'none', '*', 'null']
/** Purposes that a role can never state. */
const never: Partial<Record<Asker, RegExp>> = {
  analyst: /^(redress|human-rights-review|exercise)$/,
  supervisor: /^(human-rights-review|exercise)$/,
  officer: /^(redress|human-rights-review|exercise)$/,
  oversight: /^(?!human-rights-review$)/,
}

interface FuzzRequest {
  who: Asker
  method: string
  path: string
  /** The row of the table, or null if no row allows this method at this path. */
  route: string | null
  purpose: string | null
  record: FuzzRecord
  contentType: string
}
type Random = (below: number) => number

const routes = Object.keys(accessRules)
const reading = routes.filter(
  (route) => /\{(case|traveller|message|key)\}/.test(route) || /cases$|\/find$|messages$/.test(route),
)

/** Makes one request at random. Half of them concern a record of a traveller. */
export function randomRequest(records: readonly FuzzRecord[], random: Random): FuzzRequest {
  const pick = <Value>(of: readonly Value[]): Value => of[random(of.length)]!
  const listed = pick(random(2) === 0 ? reading : routes)
  const [method, pattern] = listed.split(' ') as [string, string]
  // A write could take the case from its person, and the oracle would not know.
  const record = method === 'GET' ? pick(records) : pick(records.filter(({ state }) => state !== 'colleague'))
  const filled = pattern.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const known = (record.ids as Record<string, string | undefined>)[name]
    return known ?? (name === 'level' ? 'blurred' : pick([record.ids.case, record.ids.traveller, randomUUID(), '1']))
  })
  const otherMethod =
    random(8) === 0 && !pattern.startsWith('/v1/me/') && record.state !== 'colleague'
      ? pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])
      : method
  const path =
    random(10) === 0
      ? pick([
          `${filled}/`,
          `${filled}?purpose=border-control`,
          filled.replace('/v1/', '/%761/'),
          filled.replace('/v1/', '//v1/'),
        ])
      : filled
  const same = (other: string) =>
    other.replaceAll(/\{\w+\}/g, '{}') === `${otherMethod} ${pattern}`.replaceAll(/\{\w+\}/g, '{}')
  const kind = random(10)
  return {
    ...{ who: pick(askers), method: otherMethod, path, record },
    route: otherMethod === method ? listed : (routes.find(same) ?? null),
    purpose: kind < 2 ? null : kind === 2 ? pick(odd) : pick(stated),
    contentType:
      random(8) === 0
        ? pick(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', ''])
        : 'application/json',
  }
}

/** Returns why a request must be refused, or null if the table does not demand it. */
export function mustRefuse({ who, method, route, purpose, record }: FuzzRequest): string | null {
  if (route === null) return method === 'HEAD' ? null : 'method'
  const rule = accessRules[route]!
  const letter = who in letters ? letters[who as Who] : who === 'other-sender' ? 'c' : ''
  // The table is about carriers; filers of goods have tests of their own.
  if (who === 'filer' && route.includes('/v1/cargo/')) return null
  if (letter === '' || !rule.may.includes(letter)) return 'role'
  if (!/\{(case|traveller|message)\}/.test(route)) {
    if (rule.impersonal === true || letter === 'c') return null
    return purpose === null || !purposes.includes(purpose)
      ? 'purpose-stated'
      : never[who]?.test(purpose)
        ? 'purpose-of-role'
        : null
  }
  if (letter !== 'c') {
    if (purpose === null || !purposes.includes(purpose)) return 'purpose-stated'
    if (never[who]?.test(purpose)) return 'purpose-of-role'
  }
  if (who === 'other-sender') return 'other-sender'
  return refusedByRecord(who, route, purpose, record)
}

function refusedByRecord(who: Asker, route: string, purpose: string | null, record: FuzzRecord): string | null {
  if (record.state === 'ended') return 'retention'
  if (who === 'oversight' || who === 'sender') return null
  if (!record.purposes.includes(purpose ?? '')) return 'purpose-of-regime'
  if (record.state === 'other-team') return 'team'
  return who === 'analyst' && record.state === 'colleague' && route.includes('{case}') ? 'assignment' : null
}

/** Tests whether an answer may contain the name of a record's traveller. */
export function maySee({ who, purpose }: FuzzRequest, record: FuzzRecord): boolean {
  if (record.state === 'ended' || record.state === 'masked') return false
  if (who === 'sender') return true
  if (who === 'oversight') return purpose === 'human-rights-review'
  if (who !== 'analyst' && who !== 'supervisor') return false
  return record.state !== 'other-team' && record.purposes.includes(purpose ?? '')
}

/** Sends a request. Returns the status, the code of an error, and the text. */
export async function send(world: FuzzWorld, request: FuzzRequest) {
  const { who, method, path, purpose, contentType, route } = request
  const person = who in world.people ? world.people[who as keyof typeof world.people] : null
  const key = who in world.keys ? world.keys[who as keyof typeof world.keys] : null
  const given = route === null ? {} : accessRules[route]!.body
  const bytes = given instanceof Uint8Array
  const answer = await fetch(world.node.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(person === null ? {} : { cookie: person.cookie, 'entente-csrf': person.csrf }),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(purpose === null ? {} : { 'entente-purpose': purpose }),
      'if-match': '1',
      'content-type': bytes ? 'application/octet-stream' : contentType,
    },
    ...(method === 'GET' || method === 'HEAD'
      ? {}
      : { body: bytes ? new Uint8Array(given) : JSON.stringify(given ?? {}) }),
  })
  const text = await answer.text()
  const code = /"code":"([a-z-]+)"/.exec(text)?.[1] ?? String(answer.status)
  // An unknown path returns the page of the desk, which contains no data.
  const isPage = (answer.headers.get('content-type') ?? '').includes('text/html')
  return { status: answer.status, code, text: text.toUpperCase(), released: answer.status < 300 && !isPage }
}
