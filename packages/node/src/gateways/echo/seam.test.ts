// This file has over 400 lines because one node with one invented gateway serves every test of the seam.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { CaseDetail, CaseList } from '@entente/contracts'
import type { SignedIn, TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { outcomesOf } from '../../pipeline/cases/case-outcome.ts'
import { reopenForCause } from '../../pipeline/decide/reopen.ts'
import type { RuleHitFound } from '../../pipeline/gateway/compared-subject.ts'
import type { SubjectInContext } from '../../pipeline/gateway/gateway.ts'
import type { Intake, PartedIntake } from '../../pipeline/gateway/intake.ts'
import { matchSubjectsJob } from '../../pipeline/jobs/jobs.ts'
import { rulesChanged } from '../../pipeline/match/rules-changed.ts'
import { rawFolder } from '../../pipeline/raw/raw-files.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { echoIntake, echoRuleHit, echoVocabulary, echoWith } from './echo-gateway.fixture.ts'
import { type EchoWorld, startEchoWorld } from './echo-world.fixture.ts'

// Requests of gateways to the pipeline beyond the echo gateway: each test uses a small gateway that asks for it.

const purpose = 'customs-security' as const
const vocabulary = {
  ...echoVocabulary,
  formats: { ECHO: { regime: 'cargo-own', purposes: [purpose] } },
  answersWhileOpen: false,
  reopenCauses: ['deadline-missed'],
  details: {
    hold: {
      schema: z.object({ contact: z.object({ name: z.string().min(1) }) }),
      missing: { contact: 'contact-missing' },
    },
    inspect: { schema: z.object({ focus: z.array(z.string()).max(2).optional() }) },
  },
} as const
const mega = 1024 * 1024
const largest = 9 * mega

/** The parts of large shipments that were stored, and the part at which the next reading fails. */
const storedParts: string[] = []
const storedAs: number[] = []
const tries: number[] = []
/** Where each step of the end of a reading began, and the one that fails. */
const finished: (string | null)[] = []
let finishFailsAt: string | null | undefined
let failsAt: number | null = null
/** The parts that were read and stored, in this order, and the part at which the reader fails. */
const steps: string[] = []
let readFailsAt: number | null = null
let engine = 'echo 1'
const unreadable = JSON.stringify({ reference: 'E-0', names: { driver: 'Unread', consignee: 'Unread' } })
const parts: PartedIntake = {
  above: 400,
  get engine() {
    return engine
  },
  async *read(bytes, given) {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const size = Math.ceil(text.length / 4)
    for (let ordinal = 0; ordinal * size < text.length; ordinal++) {
      if (readFailsAt === ordinal) throw new Error('no part is read')
      steps.push(`read ${ordinal}`)
      yield text.slice(ordinal * size, (ordinal + 1) * size)
    }
    return echoIntake.read(Buffer.from(text), given)
  },
  async store(_tx, { ordinal, part, version, message }) {
    tries.push(message.read_tries)
    if (failsAt === ordinal) throw new Error('no part is stored')
    storedParts.push(part as string)
    storedAs.push(version)
    steps.push(`stored ${ordinal}`)
    return { changed: [], subjects: 0 }
  },
  giveUp: async (_tx, _place, given) => ({
    ...echoIntake.read(Buffer.from(unreadable), given),
    outcome: 'quarantined',
  }),
  finish: async (_tx, { message }, from) => {
    finished.push(from)
    if (finishFailsAt === from) throw new Error('the end is interrupted')
    // The end has two steps.
    const next = from === null ? 'second' : null
    return { changed: from === null ? [] : [message.id], contextKey: null, next }
  },
}
/** A rule meets each driver who is named so. Its version, and whether it is in force. */
const rule = { id: '7d0f3c52-41f8-4a0b-9a55-1d2f64b1e7c3', title: 'Drivers of the closed depot', driver: 'Rolf Maker' }
let ruleVersion = 1
let ruleInForce = true
const ruleHit = ({ subject }: SubjectInContext, party: string): RuleHitFound =>
  echoRuleHit({ id: rule.id, version: ruleVersion, title: rule.title }, party, subject.recordVersion)

const strict = echoWith(
  {
    vocabulary,
    rules: {
      inForce: async (_tx, rules) =>
        new Set(ruleInForce ? rules.filter(({ version }) => version === ruleVersion).map(({ id }) => id) : []),
      tracks: async (_tx, rules) =>
        rules.map(({ id, version }) => ({
          ...{ ruleId: id, version, reviewed: 24, confirmed: 18, low: 0.551, high: 0.88 },
          text: { key: 'echo.track', values: {}, text: 'Of 24 drivers, 18 were from the depot.' },
        })),
    },
    addHits: async (_tx, compared) =>
      compared.map((subject) => {
        const [driver] = subject.context.subject.parties
        const isMet = ruleInForce && driver?.selectors[0]?.value === rule.driver
        return isMet ? { ...subject, hits: [...subject.hits, ruleHit(subject.context, driver.id)] } : subject
      }),
    usualPurpose: purpose,
    intake: { ...(echoIntake as Intake), largestMessage: largest, parts },
    async afterCases(tx, compared, applied) {
      const details = { compared: compared.length, cases: applied.length }
      for (const { caseId } of applied) await tx.log({ type: 'record.search', ref: `case:${caseId}`, details })
    },
  },
  (app, deps) => {
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
      const config = { sender: { gateway: 'echo' }, streams: 'always' } as const
      scope.post('/v1/echo/files', { config }, async (request, reply) => {
        const { sender, raw } = request
        if (sender === null) throw new Error('no sender')
        try {
          const body = raw.iterator({ destroyOnReturn: false })
          return await reply.code(202).send(await deps.steps().receiveArriving({ sender, channel: 'https', body }))
        } finally {
          raw.resume()
        }
      })
    })
    app.get('/public/v1/echo/shipments', { config: { open: true }, schema: { summary: 'Count shipments' } }, () => ({
      shipments: 0,
    }))
  },
)

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let key: string
let signals: EchoWorld['signals']
let send: EchoWorld['send']
beforeAll(async () => {
  ;({ node, key, signals, send } = await startEchoWorld(strict, () => now, [purpose]))
})
afterAll(() => node.stop())

const core = () => ({ store: node.store, member: { id: 'norland.example', name: 'Norland' } })
const nobody = { driver: 'Ansel Brook', consignee: 'Reed Mill' }
let shipments = 0
/** Sends a shipment, waits until it was matched, and returns its id. */
async function ship(names: { driver: string; consignee: string; notify?: string }): Promise<string> {
  shipments += 1
  const { status, body } = await send('POST', '/v1/echo/messages', { reference: `E-${shipments}`, names })
  expect(status).toBe(202)
  await node.whenIdle()
  return body.id as string
}
/** Signs in, and states the purpose of the gateway in each request. */
async function signIn(name: string): Promise<SignedIn['call']> {
  const { call } = await node.signIn(name)
  return (method, path, body) => call(method, path, body, { 'entente-purpose': purpose })
}
async function caseOf(subjectId: string, call: SignedIn['call']): Promise<CaseDetail> {
  const { items } = (await call('GET', '/v1/cases?gateway=echo')).body as CaseList
  const id = items.find(({ subject }) => subject.id === subjectId)?.id ?? 'none'
  return (await call('GET', `/v1/cases/${id}`)).body as CaseDetail
}

/** Reads the log entries of these types, oldest first, with the transaction that wrote each. */
async function entriesOf(types: string[], ref?: string) {
  const rows = await sql<{
    entry: string
    details: Buffer
    tx: string
  }>`select entry, details, tx::text from audit.entry
    where type = any(${types}) and (${ref ?? null}::text is null or ref = ${ref ?? null}) order by recorded_at`.execute(
    node.db,
  )
  return rows.rows.map(({ entry, details, tx }) => ({ ...JSON.parse(entry), ...JSON.parse(details.toString()), tx }))
}

test('each gateway has its own limit of size', async () => {
  const before = (await node.db.selectFrom('message').select('id').execute()).length
  const refused = await send('POST', '/v1/echo/messages', { reference: 'x'.repeat(largest), names: nobody })
  expect(refused).toMatchObject({ status: 413, body: { code: 'too-large' } })
  expect(await node.db.selectFrom('message').select('id').execute()).toHaveLength(before)
})

const rawFiles = () => {
  const folder = rawFolder(node.dataRoot)
  return existsSync(folder) ? readdirSync(folder) : []
}
/** A shipment of this many bytes: spaces follow its end. */
const large = (bytes: number, reference: string) =>
  Buffer.concat([Buffer.from(JSON.stringify({ reference, names: nobody })), Buffer.alloc(bytes, 0x20)]).subarray(
    0,
    bytes,
  )
async function stream(body: Buffer) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' }
  const response = await fetch(`${node.url}/v1/echo/files`, { method: 'POST', headers, body: new Uint8Array(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('a large body goes to its raw file as it arrives; a duplicate leaves none', async () => {
  const bytes = large(largest, 'E-large')
  const { status, body } = await stream(bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect([status, body]).toMatchObject([202, { bytes: largest, sha256, duplicate: false, format: 'ECHO' }])
  const id = body.id as string
  expect(rawFiles()).toEqual([id])
  const stored = readFileSync(join(rawFolder(node.dataRoot), id))
  expect(stored.includes('E-large')).toBe(false)
  expect((node.vault.codec.open(id, 'raw', stored) as Buffer).equals(bytes)).toBe(true)
  expect((await stream(bytes)).body).toMatchObject({ id, duplicate: true })
  expect(rawFiles()).toEqual([id])
  await node.whenIdle()
  const row = node.db.selectFrom('message').select(['status', 'raw', 'context_key']).where('id', '=', id)
  expect(await row.executeTakeFirst()).toMatchObject({ status: 'read', raw: null })
})

test('a body over the limit or one that breaks off leaves neither a row nor a file', async () => {
  const before = [rawFiles(), await node.db.selectFrom('message').select('id').execute()]
  expect(await stream(large(largest + 1, 'E-larger'))).toMatchObject({ status: 413, body: { code: 'too-large' } })
  const sending = request(`${node.url}/v1/echo/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-length': largest, 'content-type': 'application/octet-stream' },
  })
  const ended = new Promise((resolve) => sending.on('error', resolve).on('close', resolve))
  sending.write(large(largest - mega / 2, 'E-broken'))
  await expect.poll(() => rawFiles().some((name) => name.endsWith('.arriving'))).toBe(true)
  sending.destroy()
  await ended
  await expect.poll(() => rawFiles().some((name) => name.endsWith('.arriving'))).toBe(false)
  expect([rawFiles(), await node.db.selectFrom('message').select('id').execute()]).toEqual(before)
})

test('a file that was arriving when the node was killed is removed at the next start', async () => {
  const path = join(rawFolder(node.dataRoot), '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa.arriving')
  writeFileSync(path, 'half')
  await node.halt()
  await node.resume()
  await expect.poll(() => existsSync(path)).toBe(false)
})

test('a large message is read in several transactions, and goes on after the last stored part', async () => {
  storedParts.length = 0
  failsAt = 2
  const names = { ...nobody, driver: 'Yusuf Hamdan Qarmouti', notify: 'Mill '.repeat(100) }
  const shipment = { reference: 'E-parts', names }
  const id = (await send('POST', '/v1/echo/messages', shipment)).body.id as string
  const row = () => node.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await expect.poll(async () => (await row()).attempts).toBe(1)
  expect(await row()).toMatchObject({ status: 'received', read_version: 0, read_parts: 2 })
  failsAt = null
  now = new Date(now.getTime() + 5000)
  await node.whenIdle()
  expect(await row()).toMatchObject({ status: 'read', read_version: 1, read_parts: 0, read_at: null })
  // No part is stored twice, although the parts before the fault were read again.
  expect(storedParts.join('')).toBe(JSON.stringify(shipment))
  // Opening the bytes has entries of its own, which name no version.
  const entries = (await entriesOf(['record.read'], `message:${id}`)).filter(({ version }) => version === 1)
  expect(entries.map(({ part }) => part)).toEqual([0, 1, 2, 3, undefined, undefined])
  expect(new Set(entries.map(({ tx }) => tx)).size).toBe(6)
  const detail = await caseOf(id, await signIn('analyst'))
  expect(detail.hits.map(({ signalId }) => signalId)).toEqual([signals.driver])
})

test('after an upgrade of the reader an interrupted reading starts again as a further version', async () => {
  ;[storedParts.length, storedAs.length] = [0, 0]
  failsAt = 2
  const shipment = { reference: 'E-upgrade', names: { ...nobody, notify: 'Mill '.repeat(100) } }
  const id = (await send('POST', '/v1/echo/messages', shipment)).body.id as string
  const row = () => node.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await expect.poll(async () => (await row()).attempts).toBe(1)
  expect(await row()).toMatchObject({ read_parts: 2, read_engine: 'echo 1', read_as: 1 })
  ;[failsAt, engine] = [null, 'echo 2']
  now = new Date(now.getTime() + 5000)
  await node.whenIdle()
  expect(await row()).toMatchObject({
    status: 'read',
    read_version: 2,
    read_parts: 0,
    read_engine: null,
    read_as: null,
  })
  expect(storedAs).toEqual([1, 1, 2, 2, 2, 2])
  expect(storedParts.slice(2).join('')).toBe(JSON.stringify(shipment))
})

test('the end of a reading in parts is repeated from its first step after an interruption', async () => {
  finished.length = 0
  finishFailsAt = 'second'
  const shipment = { reference: 'E-end', names: { ...nobody, notify: 'Mill '.repeat(100) } }
  const id = (await send('POST', '/v1/echo/messages', shipment)).body.id as string
  const row = () => node.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await expect.poll(async () => (await row()).attempts).toBe(1)
  expect(await row()).toMatchObject({ read_version: 0, read_parts: 4 })
  finishFailsAt = undefined
  now = new Date(now.getTime() + 60_000)
  await node.whenIdle()
  expect(await row()).toMatchObject({ status: 'read', read_version: 1 })
  expect(finished).toEqual([null, 'second', null, 'second'])
})

test('a large message that ends its reader again and again is quarantined', async () => {
  ;[failsAt, tries.length] = [0, 0]
  const shipment = { reference: 'E-killer', names: { ...nobody, notify: 'Mill '.repeat(100) } }
  const id = (await send('POST', '/v1/echo/messages', shipment)).body.id as string
  const row = () => node.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await expect.poll(async () => (await row()).attempts).toBe(1)
  // Each attempt is counted before it begins. An error that the reader reports is no end of its process.
  expect([tries, (await row()).read_tries]).toEqual([[1], 0])
  ;[failsAt, tries.length] = [null, 0]
  await node.db.updateTable('message').set({ read_tries: 5, read_at: now }).where('id', '=', id).execute()
  await node.whenIdle()
  expect(await row()).toMatchObject({ status: 'quarantined', read_version: 1, read_at: null, read_tries: 0 })
  expect(tries).toEqual([])
})

test('a part is stored while the next one is read, also if that one fails; after a killed process one by one', async () => {
  ;[readFailsAt, steps.length] = [2, 0]
  const shipment = { reference: 'E-ahead', names: { ...nobody, notify: 'Mill '.repeat(100) } }
  const id = (await send('POST', '/v1/echo/messages', shipment)).body.id as string
  const row = () => node.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await expect.poll(async () => (await row()).attempts).toBe(1)
  expect(steps).toEqual(['read 0', 'read 1', 'stored 0', 'stored 1'])
  expect(await row()).toMatchObject({ status: 'received', read_parts: 2 })
  ;[readFailsAt, steps.length] = [null, 0]
  // As if the process had ended while it read.
  await node.db.updateTable('message').set({ read_tries: 1, read_at: now }).where('id', '=', id).execute()
  await node.whenIdle()
  expect(steps).toEqual(['read 0', 'read 1', 'read 2', 'stored 2', 'read 3', 'stored 3'])
  expect(await row()).toMatchObject({ status: 'read', read_version: 1 })
})

test('a party of unknown kind is compared with people and with organisations', async () => {
  const analyst = await signIn('analyst')
  const person = await caseOf(await ship({ ...nobody, notify: 'Yusuf Hamdan Qarmouti' }), analyst)
  expect(person.hits.map(({ party, signalId }) => [party, signalId])).toEqual([['3', signals.driver]])
  const company = await caseOf(await ship({ ...nobody, notify: 'Polar Dry Goods Trading' }), analyst)
  expect(company.hits.map(({ party, signalId }) => [party, signalId])).toEqual([['3', signals.company]])
})

test('a gateway works on after its cases are written, in their transaction', async () => {
  const detail = await caseOf(await ship({ ...nobody, driver: 'Yusuf Hamdan Qarmouti' }), await signIn('analyst'))
  const entries = await entriesOf(['case.open', 'record.search'], `case:${detail.id}`)
  expect(entries.map(({ type }) => type).sort()).toEqual(['case.open', 'record.search'])
  expect(entries.find(({ type }) => type === 'record.search')).toMatchObject({ compared: 1, cases: 1 })
  expect(new Set(entries.map(({ tx }) => tx)).size).toBe(1)
})

test('a gateway reads its subjects for its own usual purpose', async () => {
  await ship({ ...nobody, driver: 'Yusuf Hamdan Qarmouti' })
  const purposes = (await entriesOf(['case.open', 'signal.match'])).map(({ purpose }) => purpose)
  expect(new Set(purposes)).toEqual(new Set([purpose]))
})

test('a sender gets no answer while a case is open, if its gateway says so', async () => {
  const clear = await ship(nobody)
  const met = await ship({ ...nobody, driver: 'Yusuf Hamdan Qarmouti' })
  expect((await send('GET', `/v1/echo/messages/${clear}/answer`)).body).toEqual({ act: 'release', basis: 'no-hit' })
  expect((await send('GET', `/v1/echo/messages/${met}/answer`)).body).toEqual({})
})

test('the node returns a decided case to review for a cause that its gateway names, and decides nothing', async () => {
  const subjectId = await ship({ ...nobody, driver: 'Yusuf Hamdan Qarmouti' })
  const analyst = await signIn('analyst')
  const { id } = await caseOf(subjectId, analyst)
  for (let passed = 0; passed <= 20; passed += 5) {
    expect((await analyst('POST', `/v1/cases/${id}/view`)).status).toBe(200)
    now = new Date(now.getTime() + 5000)
  }
  const proposal = { outcome: 'further-check', act: 'inspect', reasons: ['contents-unclear'], hits: [] }
  const words = { text: '', alternativesConsidered: [], details: null }
  const decided = await analyst('POST', `/v1/cases/${id}/proposal`, { ...proposal, ...words })
  expect(decided.body).toMatchObject({ state: 'decided' })
  expect((await send('GET', `/v1/echo/messages/${subjectId}/answer`)).body).toMatchObject({ act: 'inspect' })

  const intent = { action: 'record.write', type: 'record.read' } as const
  const reopen = (cause: string) =>
    systemAccess(core(), purpose).transaction(intent, (tx) => reopenForCause(tx, vocabulary, subjectId, cause))
  await expect(reopen('any-cause')).rejects.toThrow('does not name the cause')
  expect(await reopen('deadline-missed')).toBe(id)
  const detail = await caseOf(subjectId, analyst)
  expect(detail).toMatchObject({ state: 'in-review', assignedTo: null, decision: null })
  const standing = await systemAccess(core(), purpose).transaction(intent, (tx) =>
    outcomesOf(tx, vocabulary, [subjectId]),
  )
  expect(standing.size).toBe(0)
  expect(await entriesOf(['decision.reverse'], `case:${id}`)).toMatchObject([{ cause: 'deadline-missed' }])
  // A case in review is not decided, so nothing is reopened.
  expect(await reopen('deadline-missed')).toBeNull()
})

test('a hit of a rule names the rule and its version, and supports a refusal only while it is in force', async () => {
  const subjectId = await ship({ ...nobody, driver: rule.driver, notify: 'Polar Dry Goods Trading' })
  const analyst = await signIn('analyst')
  const detail = await caseOf(subjectId, analyst)
  const byRule = detail.hits.find(({ of }) => of === 'rule')
  expect(byRule).toMatchObject({
    ...{ party: '1', signalId: null, signalVersion: null, score: expect.closeTo(0.3) },
    rule: { id: rule.id, version: 1, title: rule.title },
  })
  // One case has both hits. A change of signals leaves the rule's hit as it is.
  expect(detail.hits.map(({ of }) => of).sort()).toEqual(['rule', 'signal'])
  const again = { gateway: 'echo', subjectIds: [subjectId], answerAll: false }
  await systemAccess(core(), purpose).transaction({ action: 'record.write', type: 'record.read' }, (tx) =>
    tx.enqueue(matchSubjectsJob, again),
  )
  await node.whenIdle()
  expect((await caseOf(subjectId, analyst)).version).toBe(detail.version)

  await viewLong(analyst, detail.id)
  const details = { contact: { name: 'Depot desk' } }
  const words = { text: 'The driver is on the list of the depot.', alternativesConsidered: [], details }
  const proposal = { outcome: 'adverse', act: 'hold', reasons: ['same-party'], hits: [byRule?.id], ...words }
  // The details of each act have a schema of their own.
  const without = await analyst('POST', `/v1/cases/${detail.id}/proposal`, { ...proposal, details: null })
  expect(without).toMatchObject({
    ...{ status: 422, body: { code: 'contact-missing', at: '/details/contact' } },
  })
  const further = { outcome: 'further-check', act: 'inspect', reasons: ['contents-unclear'], hits: [] }
  const tooMany = { ...proposal, ...further, details: { focus: ['a', 'b', 'c'] } }
  expect(await analyst('POST', `/v1/cases/${detail.id}/proposal`, tooMany)).toMatchObject({
    ...{ status: 422, body: { code: 'body-invalid', at: '/details/focus', errors: [{ code: 'details-invalid' }] } },
  })
  ruleInForce = false
  const refused = await analyst('POST', `/v1/cases/${detail.id}/proposal`, proposal)
  expect(refused).toMatchObject({ status: 409, body: { code: 'case-changed' } })
  ruleInForce = true
  const accepted = await analyst('POST', `/v1/cases/${detail.id}/proposal`, proposal)
  expect(accepted.body).toMatchObject({ state: 'awaiting-second' })

  // The rule ended: its hit falls away, the signal's stays.
  ruleInForce = false
  await changeRule('withdrawal')
  expect((await caseOf(subjectId, analyst)).hits.map(({ of }) => of)).toEqual(['signal'])
  ruleInForce = true
})
/** Views a case for twenty seconds, as a decision asks for. */
async function viewLong(call: Awaited<ReturnType<typeof signIn>>, caseId: string): Promise<void> {
  for (let passed = 0; passed <= 20; passed += 5) {
    expect((await call('POST', `/v1/cases/${caseId}/view`)).status).toBe(200)
    now = new Date(now.getTime() + 5000)
  }
}
test('a case shows the track of a rule; feedback on its hit stays with the rule', async () => {
  const subjectId = await ship({ ...nobody, driver: rule.driver, notify: 'Polar Dry Goods Trading' })
  const analyst = await signIn('analyst')
  const detail = await caseOf(subjectId, analyst)
  expect(detail.ruleTracks).toMatchObject([
    { ruleId: rule.id, version: 1, reviewed: 24, confirmed: 18, feedback: { given: 0, mistaken: 0 } },
  ])
  await viewLong(analyst, detail.id)
  const words = { text: '', alternativesConsidered: [], details: null }
  const proposal = { outcome: 'no-action', act: 'release', reasons: ['different-party'], hits: [], ...words }
  expect((await analyst('POST', `/v1/cases/${detail.id}/proposal`, proposal)).body).toMatchObject({ state: 'decided' })
  await node.whenIdle()
  // The decision says of both hits that they were mistaken. Only that of the signal has an owner.
  const reread = async () => (await analyst('GET', `/v1/cases/${detail.id}`)).body as CaseDetail
  const decided = await reread()
  expect(decided.ruleTracks[0]?.feedback).toEqual({ given: 1, mistaken: 1 })
  expect(decided.feedback.map(({ signalId }) => signalId)).toEqual([signals.company])
  const hitId = decided.hits.find(({ of }) => of === 'rule')?.id
  now = new Date(now.getTime() + 1000)
  const said = await analyst('POST', `/v1/cases/${detail.id}/feedback`, { hitId, outcome: 'confirmed' })
  expect(said).toMatchObject({ status: 201, body: { ruleId: rule.id, ruleVersion: 1, outcome: 'confirmed' } })
  // The latest feedback on a hit counts.
  expect((await reread()).ruleTracks[0]?.feedback).toEqual({ given: 1, mistaken: 0 })
  const owners = await node.db
    .selectFrom('feedback')
    .select('signal_id')
    .where('hit_id', '=', hitId as string)
    .execute()
  expect(owners).toEqual([])
})

async function changeRule(cause: string): Promise<void> {
  await systemAccess(core(), purpose).transaction({ action: 'record.write', type: 'record.read' }, (tx) =>
    rulesChanged(tx, vocabulary, [rule.id], cause),
  )
  await node.whenIdle()
}

test('after a change of rules, known subjects are compared again', async () => {
  ruleInForce = false
  const subjectId = await ship({ ...nobody, driver: rule.driver })
  const analyst = await signIn('analyst')
  const caseIds = async () =>
    ((await analyst('GET', '/v1/cases?gateway=echo')).body as CaseList).items.filter(
      ({ subject }) => subject.id === subjectId,
    )
  expect(await caseIds()).toEqual([])
  ruleInForce = true
  ruleVersion = 2
  await changeRule('approval')
  const { id, hits, version } = await caseOf(subjectId, analyst)
  expect(hits).toMatchObject([{ of: 'rule', rule: { version: 2 } }])
  // Another version renews the hit; the same version changes nothing.
  ruleVersion = 3
  await changeRule('approval')
  const renewed = await caseOf(subjectId, analyst)
  expect([renewed.id, renewed.hits[0]?.rule?.version]).toEqual([id, 3])
  expect(renewed.version).toBeGreaterThan(version)
  await changeRule('approval')
  expect((await caseOf(subjectId, analyst)).version).toBe(renewed.version)
  ruleVersion = 1
})

test('a gateway may have pages under /public/v1, which need no key', async () => {
  const answer = await fetch(`${node.url}/public/v1/echo/shipments`)
  expect([answer.status, await answer.json()]).toEqual([200, { shipments: 0 }])
  const { paths } = (await (await fetch(`${node.url}/docs/json`)).json()) as {
    paths: Record<string, { get: { security: unknown[]; tags: string[] } }>
  }
  expect(paths['/public/v1/echo/shipments']?.get).toMatchObject({ security: [], tags: ['echo'] })
})
