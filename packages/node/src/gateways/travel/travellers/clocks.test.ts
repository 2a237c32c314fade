import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paxlst, pnrgov } from '../edifact.fixture.ts'
import { openBytes, openReading } from '../messages/open-message.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { loadRecord } from './load-record.ts'
import { loadSubjects, recentSubjects } from './load-subjects.ts'

const start = new Date('2026-11-23T08:00:00.000Z')
let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())
beforeEach(() => {
  stage.clock.now = start
})

const aune = { surname: 'AUNE', given: 'MARTE', document: 'K4471906B', birth: '840312' }
const booking = [
  {
    locator: 'QX7LP2',
    people: [{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B', birth: '12MAR84' }],
    extra: 'IFT+4:28::7N+CTCM 4790000001',
  },
]
const messageOf = (id: string) =>
  stage.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('masked data of a person cannot be read, searched or matched', async () => {
  const { people, message } = await stage.take(paxlst([aune], { flight: '7N0001' }))
  await stage.take(pnrgov(booking, { flight: '7N+1' }))
  const id = people[0]!.travellerId
  stage.clock.now = new Date('2027-05-23T08:00:00.000Z')
  const record = await stage.act((tx) => loadRecord(tx, id))
  expect(record).toMatchObject({ masked: true, documents: [], linked: [], state: 'present' })
  expect(record.fields.find(({ field }) => field === 'surname')).toEqual({
    field: 'surname',
    value: null,
    masked: true,
    messageId: null,
    at: null,
  })
  expect(JSON.stringify(record)).not.toMatch(/AUNE|MARTE|4471906|4790000001|1984/)
  const [subject] = await stage.act((tx) => loadSubjects(tx, [id]))
  expect(subject?.subject).toMatchObject({ parties: [{ selectors: [] }], label: 'Name masked' })
  expect(await stage.act((tx) => recentSubjects(tx, start))).toEqual([])
  await expect(stage.act(async (tx) => openBytes(tx, stage.deps, await messageOf(message.id)))).rejects.toMatchObject({
    code: 'refused',
  })
  const reading = await stage.act(async (tx) => openReading(tx, await messageOf(message.id)))
  expect(JSON.stringify(reading)).not.toMatch(/AUNE|4471906/)
})

test('an expired record is refused by the retention clause', async () => {
  const { people } = await stage.take(paxlst([aune], { flight: '7N0002' }))
  stage.clock.now = new Date('2031-11-23T08:00:00.000Z')
  const refused = await stage.act((tx) => loadRecord(tx, people[0]!.travellerId)).catch((error) => error)
  expect(
    refused.fields.clauses.filter((c: { result: string }) => c.result === 'fail').map((c: { id: string }) => c.id),
  ).toEqual(['retention'])
})

test('a record expires together with the oldest message that it quotes', async () => {
  const { people } = await stage.take(paxlst([aune], { flight: '7N0003' }))
  stage.clock.now = new Date('2026-11-24T08:00:00.000Z')
  await stage.take(pnrgov(booking, { flight: '7N+3' }))
  const clocks = async () =>
    stage.db
      .selectFrom('traveller')
      .select(['received_at', 'version'])
      .where('id', '=', people[0]!.travellerId)
      .executeTakeFirstOrThrow()
  expect(await clocks()).toEqual({ received_at: start, version: 2 })
  // A newer list states everything that the first one did: the first is no longer quoted, and its clock no longer
  // counts.
  await stage.take(paxlst([aune], { flight: '7N0003', at: '261124:0900' }))
  expect((await clocks()).received_at).toEqual(stage.clock.now)
})

test('a case gets the changed retention times of its record, unless the case has expired', async () => {
  const { people } = await stage.take(paxlst([aune], { flight: '7N0005' }))
  const { travellerId, flightId } = people[0]!
  const row = await stage.db.selectFrom('traveller').selectAll().where('id', '=', travellerId).executeTakeFirstOrThrow()
  const { regime, purposes, team, received_at, mask_at, delete_at, a, b } = row
  const clocks = { received_at, mask_at, delete_at }
  const standing = {
    state: 'open',
    strength: 1,
    compared_fields: 1,
    band: 'strong',
    assigned_to: null,
    due_at: null,
    opened_at: start,
  }
  const add = async (more: { delete_at?: Date; ended_at?: Date }) => {
    const id = randomUUID()
    const law = { regime, purposes, team, ...clocks }
    await stage.db
      .insertInto('case_file')
      .values({
        id,
        gateway: 'travel',
        subject_id: travellerId,
        context_id: flightId,
        ...law,
        ...standing,
        a,
        b,
        ...more,
      })
      .execute()
    return id
  }
  const clocksOf = async (table: 'traveller' | 'case_file', id: string) =>
    stage.db
      .selectFrom(table)
      .select(['received_at', 'mask_at', 'delete_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const over = await add({ delete_at: start, ended_at: start })
  const live = await add({})
  stage.clock.now = new Date('2026-11-24T08:00:00.000Z')
  await stage.take(paxlst([aune], { flight: '7N0005', at: '261124:0900' }))
  const after = await clocksOf('traveller', travellerId)
  expect(after.received_at).toEqual(stage.clock.now)
  expect(await clocksOf('case_file', live)).toEqual(after)
  expect(await clocksOf('case_file', over)).toEqual({ ...clocks, delete_at: start })
})

test('data received under different regimes is never merged into one traveller', async () => {
  const border = await stage.addSender('Border Air', {
    regimes: { PAXLST: 'eu-api-border', PNRGOV: 'eu-pnr' },
    purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention'] },
  })
  const list = await stage.take(paxlst([aune], { flight: '7N0004' }), { sender: border })
  const push = await stage.take(pnrgov(booking, { flight: '7N+4' }), { sender: border })
  expect(push.people[0]?.travellerId).not.toBe(list.people[0]?.travellerId)
  const rows = await stage.db
    .selectFrom('traveller')
    .select(['regime', 'purposes', 'mask_at'])
    .where('flight_id', '=', list.people[0]!.flightId)
    .orderBy('regime')
    .execute()
  expect(rows).toEqual([
    { regime: 'eu-api-border', purposes: ['border-control'], mask_at: null },
    { regime: 'eu-pnr', purposes: ['terrorism-prevention'], mask_at: new Date('2027-05-23T08:00:00.000Z') },
  ])
  await expect(stage.act((tx) => loadRecord(tx, push.people[0]!.travellerId))).rejects.toMatchObject({
    code: 'refused',
  })
})
