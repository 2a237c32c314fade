import { randomBytes } from 'node:crypto'
import { CaseDetail, CaseList } from '@entente/contracts'
import { createTestDatabase, type SignedIn, signInTo, type TestDatabase } from '@entente/testkit'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { createMetrics } from '../health.ts'
import { initAccounts } from '../safeguards/access/accounts/init-accounts.ts'
import type { Signatures } from '../safeguards/access/acts/present-signature.ts'
import type { App } from '../safeguards/access/http.ts'
import { createWrongLog } from '../safeguards/access/sessions/log-wrong.ts'
import { createPasswordChecks } from '../safeguards/access/sessions/password-checks.ts'
import { sessionRoutes } from '../safeguards/access/sessions/routes.ts'
import { personValue } from './case-people.fixture.ts'
import { caseRoutes } from './case-routes.ts'
import { openWorld, type World } from './case-world.fixture.ts'
import { reviewSettings } from './decide/settings.ts'
import { matchSubjects } from './match/match-subjects.ts'

let database: TestDatabase
let world: World
let app: App
let analyst: SignedIn
let supervisor: SignedIn
let oversight: SignedIn
let administrator: SignedIn
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'), new Date().toISOString())
  const { db, audit, member } = world
  const password = 'a long test password'
  await initAccounts({ db, audit, member }, { passwords: () => password })
  const config = readConfig({ ENTENTE_LOG: 'silent', ENTENTE_MEMBER: member.id })
  app = await buildApp({
    admit: () => {},
    config,
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    version: 'test',
    authentication: { db, clock: world.clock, member, coverMinutes: 60, cookieName: () => 'session' },
    routes: (routes) => {
      sessionRoutes(routes, {
        ...{ ...world, coverMinutes: 60, zone: null, secureCookies: false, triesKey: randomBytes(32) },
        passwords: createPasswordChecks(config.limits.passwords, world.clock),
        wrongLog: createWrongLog(world),
        ...{
          sessionEnded: async () => {},
          mostSessions: 5,
          origins: () => null,
          cookieName: () => 'session',
          passwordRules: { check: async () => {} },
        },
      })
      const confirmers = { showNames: true, onCall: [], presentAmong: async () => new Map() }
      const shifts = { starts: [360, 840, 1320], zone: null }
      const signatures: Signatures = { run: (_request, _signed, act) => act(null) }
      caseRoutes(routes, { ...world, review: reviewSettings, confirmers, shifts, signatures })
    },
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  analyst = await signInTo(url, 'analyst', password)
  supervisor = await signInTo(url, 'supervisor', password)
  oversight = await signInTo(url, 'oversight-1', password)
  administrator = await signInTo(url, 'administrator', password)
  await world.signal({ value: personValue('Sperrfechter', 'Adelheid', { birthDates: ['1980-02-03'] }) })
  await world.index.load()
})
afterAll(async () => {
  await app?.close()
  await world?.close()
  await database?.drop()
})

async function newCase(): Promise<{ id: string; hits: string[] }> {
  const subjectId = await world.traveller({ surname: 'SPERRFECHTER', given: 'ADELHEID', birthDate: '1980-02-03' })
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
  const { id } = await world.caseOf(subjectId)
  const hits = await world.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()
  return { id, hits: hits.map((hit) => hit.id) }
}
async function view(person: SignedIn, id: string): Promise<void> {
  for (let beat = 0; beat < 6; beat += 1) {
    await person.call('POST', `/v1/cases/${id}/view`)
    world.pass(5)
  }
}
const proposal = (hits: string[], more: Record<string, unknown> = {}) => ({
  outcome: 'adverse',
  act: 'do-not-board',
  reasons: ['same-person-evidence'],
  text: 'The date of birth and the name agree.',
  hits,
  alternativesConsidered: [],
  details: null,
  ...more,
})
const code = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as { code?: string }).code]

test('the routes take a case from the queue to a decision of two people', async () => {
  const { id, hits } = await newCase()
  const queue = CaseList.parse((await analyst.call('GET', '/v1/cases')).body)
  expect(queue.items.map((row) => row.id)).toContain(id)
  await view(analyst, id)
  const page = CaseDetail.parse((await analyst.call('GET', `/v1/cases/${id}`)).body)
  const asked = await analyst.call(
    'POST',
    `/v1/cases/${id}/proposal`,
    proposal(hits, { version: page.version, caseId: id }),
  )
  expect([asked.status, asked.body]).toEqual([201, { state: 'awaiting-second', decision: null }])
  await view(supervisor, id)
  const confirmed = await supervisor.call('POST', `/v1/cases/${id}/confirmation`, {
    agree: true,
    reasons: ['same-person-evidence'],
    text: 'I see the same as is proposed.',
  })
  expect(confirmed).toMatchObject({ status: 201, body: { state: 'decided', decision: { adverse: true } } })
  expect(
    (await supervisor.call('POST', `/v1/cases/${id}/reopen`, { reason: 'The carrier corrected the record.' })).status,
  ).toBe(204)
})

test('a request with several cases or an unknown field is refused and changes nothing', async () => {
  const { id, hits } = await newCase()
  await view(analyst, id)
  const before = await world.db.selectFrom('case_file').selectAll().orderBy('id').execute()
  expect(code(await analyst.call('POST', `/v1/cases/${id}/proposal`, [proposal(hits), proposal(hits)]))).toEqual([
    422,
    'body-invalid',
  ])
  expect(code(await analyst.call('POST', `/v1/cases/${id}/proposal`, proposal(hits, { caseIds: [id] })))).toEqual([
    422,
    'unknown-field',
  ])
  expect(code(await analyst.call('POST', '/v1/cases/proposal', [proposal(hits)]))).toEqual([404, 'not-found'])
  expect(await world.db.selectFrom('case_file').selectAll().orderBy('id').execute()).toEqual(before)
})

test('a refused decision says how long to view, or that no view exists', async () => {
  const { id, hits } = await newCase()
  expect(code(await analyst.call('POST', `/v1/cases/${id}/proposal`, proposal(hits)))).toEqual([409, 'not-viewed'])
  await analyst.call('POST', `/v1/cases/${id}/view`)
  const soon = await analyst.call('POST', `/v1/cases/${id}/proposal`, proposal(hits))
  expect(soon).toMatchObject({ status: 409, body: { code: 'too-soon', retryAfterMs: 20_000 } })
})

test('oversight cannot decide, administrators see no case, a missing purpose is a bad request', async () => {
  const { id, hits } = await newCase()
  const review = { 'entente-purpose': 'human-rights-review' }
  expect((await oversight.call('GET', `/v1/cases/${id}`, undefined, review)).status).toBe(200)
  expect(code(await oversight.call('POST', `/v1/cases/${id}/proposal`, proposal(hits), review))).toEqual([403, 'role'])
  expect(
    code(await administrator.call('GET', '/v1/cases', undefined, { 'entente-purpose': 'border-control' })),
  ).toEqual([403, 'role'])
  expect((await administrator.call('GET', `/v1/cases/${id}`)).status).toBeGreaterThanOrEqual(400)
  // The first purpose belongs to the role but not to the record; the second belongs to neither.
  for (const [purpose, failing] of [
    ['content-safety', ['purpose-of-regime']],
    ['redress', ['role', 'purpose-of-regime']],
  ] as const) {
    const refused = await analyst.call('GET', `/v1/cases/${id}`, undefined, { 'entente-purpose': purpose })
    expect(refused).toMatchObject({ status: 403, body: { code: 'refused' } })
    const { clauses } = refused.body as { clauses: { id: string; result: string }[] }
    expect(clauses.filter((c) => c.result === 'fail').map((c) => c.id)).toEqual(failing)
  }
  const ofRegime = { 'entente-purpose': 'border-control' }
  expect(code(await oversight.call('GET', `/v1/cases/${id}`, undefined, ofRegime))).toEqual([403, 'role'])
})

test('an unknown case is not found', async () => {
  expect(code(await analyst.call('GET', `/v1/cases/${crypto.randomUUID()}`))).toEqual([404, 'not-found'])
})

test('the desk can use the routes of notes, assignment, handover and printing', async () => {
  const { id } = await newCase()
  const noted = await analyst.call('POST', `/v1/cases/${id}/notes`, { text: 'Called the carrier.' })
  expect(CaseDetail.parse(noted.body).notes.map((note) => note.text)).toEqual(['Called the carrier.'])
  const me = (await analyst.call('GET', '/v1/me')).body as { person: string }
  const taken = await analyst.call('POST', `/v1/cases/${id}/assign`, { to: me.person })
  expect(CaseDetail.parse(taken.body).assignedTo).toBe(me.person)
  const people = (await analyst.call('GET', '/v1/people')).body as { items: { person: string; roles: string[] }[] }
  const to = people.items.find((person) => person.roles.includes('supervisor'))?.person
  expect((await analyst.call('POST', `/v1/cases/${id}/print`, { reason: 'For the shift file.' })).status).toBe(204)
  expect((await analyst.call('POST', `/v1/cases/${id}/handover`, { to, text: 'I have to leave.' })).status).toBe(204)
  expect(code(await analyst.call('GET', `/v1/cases/${id}`))).toEqual([403, 'refused'])
})
