import { randomUUID } from 'node:crypto'
import type { MatchingRates, ThresholdState, ThresholdTrial } from '@entente/contracts'
import { createTestDatabase, type SignedIn, startTestNode, type TestDatabase, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from '../../../exchange/lists/list-stage.fixture.ts'
import { paxlst } from '../../../gateways/travel/edifact.fixture.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { personValue } from '../../case-people.fixture.ts'
import { openWorld, type World } from '../../case-world.fixture.ts'
import { matchSubjects } from '../match-subjects.ts'
import { readTrial } from './read-trial.ts'
import { trialTask } from './run-trial.ts'
import { startTrial } from './start-trial.ts'

let database: TestDatabase
let world: World
let node: TestNode
const people: string[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  await world.signal({ value: personValue('Tredgolde', 'Una', { birthDates: ['1980-02-03'] }) })
  await world.signal({ value: personValue('Merlevede', 'Katrien') })
  await world.index.load()
  // 150 unmatched people, 60 clear matches of one signal, 30 people who share a name with another signal.
  for (let n = 0; n < 150; n += 1)
    people.push(await world.traveller({ surname: `QUILL${n}`, given: 'ODA', nationality: 'SWE' }))
  for (let n = 0; n < 60; n += 1)
    people.push(
      await world.traveller({ surname: 'TREDGOLDE', given: 'UNA', birthDate: '1980-02-03', nationality: 'NOR' }),
    )
  for (let n = 0; n < 30; n += 1)
    people.push(await world.traveller({ surname: 'MERLEVEDE', given: 'KATRIEN B', nationality: 'BEL' }))
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: people })
  const hits = await world.db
    .selectFrom('hit')
    .select(['id', 'score', 'signal_id', 'signal_version', 'case_id'])
    .orderBy('score')
    .execute()
  const doubtful = hits.filter((hit) => hit.score < 0.97)
  const given = [
    ...doubtful.slice(0, 12).map((hit) => ({ hit, outcome: 'mistaken' })),
    ...hits.slice(-20).map((hit) => ({ hit, outcome: 'confirmed' })),
  ]
  for (const { hit, outcome } of given) {
    const { signal_id, signal_version, case_id } = hit
    await world.db
      .insertInto('feedback')
      .values({
        id: randomUUID(),
        signal_id: signal_id as string,
        signal_version: signal_version as number,
        case_id,
        hit_id: hit.id,
        outcome,
        at: world.clock(),
        first_seen: null,
        last_seen: null,
        person_id: null,
      })
      .execute()
  }
  node = await startTestNode()
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
  await node?.stop()
})

const background = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
const start = (threshold: number) =>
  systemAccess(world, null).transaction(background, (tx) => startTrial(tx, { cause: 'asked', threshold }))
const read = (id: string) => systemAccess(world, null).transaction(background, (tx) => readTrial(tx, id))
/** A job ends after two seconds and leaves the rest to the next: a slow machine needs several. */
async function finish(id: string): Promise<void> {
  const run = trialTask(world.match)
  do await run({ trialId: id })
  while ((await read(id)).finishedAt === null)
}

test('a trial reports hits, decisions and rates of a threshold, and changes nothing', async () => {
  const rows = () => world.db.selectFrom('hit').select(['id', 'score', 'withdrawn_at']).orderBy('id').execute()
  const before = await rows()
  const id = await start(0.97)
  expect(await read(id)).toMatchObject({ inForce: 0.5, people: null, compared: 0, result: null, days: 30 })
  const run = trialTask(world.match)
  // Running the job twice at once counts nobody twice.
  await Promise.all([run({ trialId: id }), run({ trialId: id })])
  await finish(id)
  const { result, people: seen, compared, finishedAt } = await read(id)
  expect({ seen, compared }).toEqual({ seen: people.length, compared: people.length })
  expect(finishedAt).not.toBeNull()
  expect(result).toMatchObject({
    people: people.length,
    notComparable: 0,
    inForce: { hits: 90, confirmed: 20, dismissed: 12, undecided: 58 },
    proposed: { hits: 60, confirmed: 20, dismissed: 0, undecided: 40 },
    vanish: { hits: 30, confirmed: 0, dismissed: 12, undecided: 18 },
    appear: { hits: 0 },
  })
  const { script, nationality, all } = (result as NonNullable<typeof result>).rates
  expect(script.groups).toMatchObject([{ value: 'Latin', inForce: { people: 240, alerted: 90, rate: 0.375 } }])
  expect(nationality.groups).toMatchObject([
    { value: 'SWE', inForce: { people: 150, alerted: 0, rate: 0 } },
    { value: 'NOR', inForce: { people: 60, alerted: 60 }, proposed: { alerted: 60 } },
  ])
  expect(nationality.leftOut).toEqual({ groups: 1, people: 30 })
  expect(all.proposed.alerted).toBe(60)
  expect(await rows()).toEqual(before)
})

test('a finished trial keeps only publishable counts, and the log counts its subjects', async () => {
  const id = await start(0.6)
  await finish(id)
  const row = await world.db.selectFrom('threshold_trial').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ subject_ids: null, tally: null })
  const log = await world.db.selectFrom('audit.entry').select('entry').where('ref', '=', `trial:${id}`).execute()
  const counted = log.map(({ entry }) => (JSON.parse(entry.toString()) as { count: number }).count)
  expect(counted.reduce((sum, one) => sum + one, 0)).toBe(people.length)
  const events = await world.db
    .selectFrom('event')
    .select('version')
    .where('ref', '=', id)
    .where('type', '=', 'trial.changed')
    .execute()
  expect(events.length).toBeGreaterThanOrEqual(3)
})

test('masked and deleted records are only counted', async () => {
  const gone = people.slice(0, 7)
  await world.db.updateTable('traveller').set({ delete_at: world.clock() }).where('id', 'in', gone).execute()
  const masked = people.slice(7, 13)
  await world.db.updateTable('traveller').set({ mask_at: world.clock() }).where('id', 'in', masked).execute()
  const id = await start(0.6)
  await finish(id)
  expect((await read(id)).result).toMatchObject({ people: people.length - 13, notComparable: 13 })
})

test('a proposal has a trial; oversight and supervisors read the rates before and after', async () => {
  const [officer, supervisor, oversight, analyst] = (await Promise.all(
    ['officer', 'supervisor', 'oversight-1', 'analyst'].map((name) => node.signIn(name)),
  )) as [SignedIn, SignedIn, SignedIn, SignedIn]
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
    body: paxlst([{ surname: 'OKWUOSA', given: 'CHINEDU', birth: '810517', document: 'QX5550142', issuer: 'NGA' }]),
  })
  expect(sent.status).toBeLessThan(300)
  await node.whenIdle()
  const rates = async (by: SignedIn, query = '') =>
    (await by.call('GET', `/v1/matching/rates${query}`)).body as MatchingRates
  expect(await rates(oversight)).toEqual({
    threshold: 0.5,
    thresholdVersion: 1,
    days: 30,
    measured: null,
    running: null,
  })
  // A changed list starts a measurement by itself.
  const list = await makeList(officer, 'Invented list')
  await importBytes(officer, list, csv(['B1,Chinedu Okwuosa,,1981-05-17,NGA,QX5550142']))
  await node.whenIdle()
  expect(await rates(supervisor)).toMatchObject({
    measured: { people: 1, all: { people: 1, alerted: '<5', rate: null } },
  })
  const { items } = (await oversight.call('GET', '/v1/matching/trials')).body as { items: ThresholdTrial[] }
  expect(items).toMatchObject([{ cause: 'list', threshold: 0.5, finishedAt: expect.any(String) }])

  const body = { threshold: 0.62, reason: 'Most of the partial hits were mistaken.' }
  const asked = (await officer.call('POST', '/v1/matching/threshold/proposals', body)).body as ThresholdState
  const [proposal] = asked.proposals
  await node.whenIdle()
  expect((await supervisor.call('GET', `/v1/matching/trials/${proposal?.trial}`)).body).toMatchObject({
    cause: 'proposal',
    proposal: proposal?.id,
    threshold: 0.62,
    inForce: 0.5,
    compared: 1,
    result: { people: 1 },
  })
  await supervisor.call('POST', `/v1/matching/threshold/proposals/${proposal?.id}/answer`, {
    agree: true,
    reason: 'I read the trial and agree.',
  })
  expect(await rates(oversight)).toMatchObject({
    threshold: 0.62,
    thresholdVersion: 2,
    measured: { trial: proposal?.trial, all: { alerted: '<5' } },
  })

  const own = (await officer.call('POST', '/v1/matching/trials', { threshold: 0.62, days: 7 })).body as ThresholdTrial
  expect(own).toMatchObject({ cause: 'asked', days: 7, inForce: 0.62 })
  await node.whenIdle()
  expect(await rates(oversight, '?days=7')).toMatchObject({ days: 7, measured: { trial: own.id } })
  expect((await oversight.call('GET', '/v1/matching/rates?days=0')).status).toBe(422)
  expect((await analyst.call('GET', '/v1/matching/rates')).status).toBe(403)
  expect((await officer.call('POST', '/v1/matching/trials', { threshold: 2 })).body).toMatchObject({
    code: 'threshold-invalid',
    at: '/threshold',
  })
})
