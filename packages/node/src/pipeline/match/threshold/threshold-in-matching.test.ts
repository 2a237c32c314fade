import type { Actor, Signal } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readRematch } from '../../../exchange/signals/read-rematches.ts'
import { personValue } from '../../case-people.fixture.ts'
import { openWorld, type World } from '../../case-world.fixture.ts'
import { matchSubjects } from '../match-subjects.ts'
import { rematchSignals } from '../rematch-signals.ts'
import { rematchTask } from '../run-rematch.ts'
import { tryEntries } from '../try-entries.ts'
import { answerThreshold, proposeThreshold } from './change-threshold.ts'
import { readThreshold } from './read-threshold.ts'

let database: TestDatabase
let world: World
let officer: Actor
let supervisor: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  officer = await world.person('Officer', 'signal-officer')
  supervisor = await world.person('Supervisor', 'supervisor')
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})
const impersonal = { type: 'config.change', impersonal: true } as const
async function setThreshold(threshold: number): Promise<void> {
  const now = await world.access(officer, null).transaction({ ...impersonal, action: 'threshold.read' }, readThreshold)
  if (now.current.threshold === threshold) return
  const reason = 'Asked for by a test of matching.'
  const id = await world
    .access(officer, null)
    .transaction({ ...impersonal, action: 'threshold.propose' }, (tx) => proposeThreshold(tx, { threshold, reason }))
  await world
    .access(supervisor, null)
    .transaction({ ...impersonal, action: 'threshold.confirm' }, (tx) =>
      answerThreshold(tx, id, { agree: true, reason }),
    )
}
beforeEach(() => setThreshold(0.5))

const match = (id: string) => matchSubjects(world.match, { gateway: 'travel', subjectIds: [id] })
const hitsOf = (subjectId: string) =>
  world.db.selectFrom('hit').selectAll().where('subject_id', '=', subjectId).execute()
// Equal names without other fields give a score between .5 and .95.
let serial = 0
async function halfKnown(
  more: Record<string, unknown> = {},
): Promise<{ signal: Signal; given: { surname: string; given: string } }> {
  serial += 1
  const surname = ['Tredgolde', 'Okwuosae', 'Brandsvolde', 'Merlevede', 'Vantongeren', 'Lindqvard'][
    serial % 6
  ] as string
  const signal = await world.signal({ value: personValue(surname, 'Una', { nationalities: ['NOR'], ...more }) })
  await world.index.apply([signal.id])
  return { signal, given: { surname: surname.toUpperCase(), given: `UNA ${'ABCDEFGHIJ'[serial]}` } }
}

test('a confirmed threshold applies to the next screening, and each hit names its version', async () => {
  const { given } = await halfKnown()
  const first = await world.traveller(given)
  await match(first)
  const [hit] = await hitsOf(first)
  expect(hit).toMatchObject({ threshold: 0.5, threshold_version: expect.any(Number) })
  const score = hit?.score as number
  expect(score).toBeGreaterThan(0.5)
  expect(score).toBeLessThan(0.99)
  const above = Math.ceil(score * 100) / 100
  await setThreshold(above)
  const second = await world.traveller(given)
  await match(second)
  expect(await hitsOf(second)).toEqual([])
  await setThreshold(Math.floor(score * 100) / 100)
  await match(second)
  const [made] = await hitsOf(second)
  expect(made).toMatchObject({ score, threshold: Math.floor(score * 100) / 100 })
  expect(made?.threshold_version).toBe((hit?.threshold_version as number) + 2)
})

test('a lowered threshold finds results that the matcher calls weak', async () => {
  const { given } = await halfKnown({ birthDates: ['1980-02-03'] })
  // The matcher decides how much a differing date counts against a match; the test takes a date that leaves it weak.
  const weakly = ['1979-06-11', '1978-06-11', '1977-06-11', '1980-06-11', '1975-06-11'].flatMap((birthDate) =>
    ['NOR', 'TUN'].map((nationality) => ({ ...given, birthDate, nationality })),
  )
  const ids = await Promise.all(weakly.map((one) => world.traveller(one)))
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: ids })
  const under = []
  for (const each of ids) if ((await hitsOf(each)).length === 0) under.push(each)
  await setThreshold(0.2)
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: under })
  const found = await Promise.all(under.map(hitsOf))
  const id = under[found.findIndex((hits) => hits.length > 0)] as string
  const [hit] = await hitsOf(id)
  expect(hit?.score).toBeGreaterThanOrEqual(0.2)
  expect(hit?.score).toBeLessThan(0.5)
  expect(hit).toMatchObject({ threshold: 0.2, band: 'slight' })
})

test('a raised threshold closes no existing case, however often the traveller is matched again', async () => {
  const { signal, given } = await halfKnown()
  const id = await world.traveller(given)
  await match(id)
  const [before] = await hitsOf(id)
  await setThreshold(0.99)
  await match(id)
  await world.traveller({ ...given, id, version: 2, sex: 'F' })
  await match(id)
  await rematchSignals(world.match, { signalIds: [signal.id], cause: 'edit' })
  const [after] = await hitsOf(id)
  expect(after).toMatchObject({ id: before?.id, withdrawn_at: null, threshold: 0.5 })
  expect(await world.caseOf(id)).toMatchObject({ state: 'open' })
})

test('a hit under a raised threshold ends once its own threshold excludes it', async () => {
  const { given } = await halfKnown({ birthDates: ['1980-02-03'] })
  const id = await world.traveller(given)
  await match(id)
  expect(await hitsOf(id)).toHaveLength(1)
  await setThreshold(0.99)
  await world.traveller({ ...given, id, version: 2, birthDate: '1951-06-11' })
  await match(id)
  expect((await hitsOf(id))[0]?.withdrawn_at).not.toBeNull()
  expect(await world.caseOf(id)).toMatchObject({ state: 'closed' })
})

test('a withdrawn signal is no hit under any threshold', async () => {
  const { signal, given } = await halfKnown()
  const id = await world.traveller(given)
  await match(id)
  await setThreshold(0.99)
  await world.changeSignal(signal, { status: 'withdrawn', value: null })
  await rematchSignals(world.match, { signalIds: [signal.id], cause: 'withdrawal' })
  expect(await world.caseOf(id)).toMatchObject({ state: 'closed' })
})

test('a trial of a list uses the threshold in force', async () => {
  await world.traveller({ surname: 'QUILLFEATHER', given: 'ODA MAREN' })
  const entries = [{ id: 'E1', names: ['Oda Quillfeather'], kind: 'person' as const }]
  const deps = { ...world, gateways: world.gateways }
  expect((await tryEntries(deps, entries, () => undefined)).hits).toBe(1)
  await setThreshold(0.99)
  expect((await tryEntries(deps, entries, () => undefined)).hits).toBe(0)
})

test('a lowered threshold compares known people again, and each new hit names its version', async () => {
  const { given } = await halfKnown()
  await setThreshold(0.99)
  const known = await world.traveller(given)
  await match(known)
  expect(await hitsOf(known)).toEqual([])
  const asked = () =>
    world.db
      .selectFrom('rematch')
      .selectAll()
      .where('kind', '=', 'threshold')
      .orderBy('threshold_version', 'desc')
      .execute()
  const before = await asked()
  await setThreshold(0.6)
  const [row] = await asked()
  expect(await asked()).toHaveLength(before.length + 1)
  const run = rematchTask(world.match)
  // Running the job twice, at the same time or later, makes no hit twice.
  await Promise.all([run({ rematchId: row?.id as string }), run({ rematchId: row?.id as string })])
  // A job ends after two seconds and leaves the rest to the next: a slow machine needs several.
  while ((await asked())[0]?.finished_at === null) await run({ rematchId: row?.id as string })
  const [hit, ...others] = await hitsOf(known)
  expect(others).toEqual([])
  expect(hit).toMatchObject({ threshold: 0.6, threshold_version: row?.threshold_version })
  expect(await world.caseOf(known)).toMatchObject({ state: 'open' })
  const listed = await world
    .access(officer, null)
    .transaction({ type: 'signal.read', action: 'list.read', decision: 'allow', impersonal: true }, (tx) =>
      readRematch(tx, row?.id as string),
    )
  expect(listed).toMatchObject({
    cause: 'threshold-lowered',
    thresholdVersion: row?.threshold_version,
    signals: 0,
    compared: listed.people,
    finishedAt: expect.any(String),
  })
  expect(listed.casesOpened).toBeGreaterThanOrEqual(1)
})

test('a raised threshold starts no comparison', async () => {
  const count = async () => (await world.db.selectFrom('rematch').select('id').execute()).length
  const before = await count()
  await setThreshold(0.7)
  expect(await count()).toBe(before)
})
