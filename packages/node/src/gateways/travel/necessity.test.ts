import type { NecessityList, NecessityRecord, NewNecessityRecord } from '@entente/contracts'
import { inventedRecord, type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from '../../exchange/lists/list-stage.fixture.ts'
import { addSignal, personValue } from '../../pipeline/case-people.fixture.ts'
import { watchNecessity } from '../../safeguards/necessity/watch-necessity.ts'
import { askBoarding, type Everybody, signInEverybody } from './boarding-question.fixture.ts'

// One node on which nothing is on without a record, with a clock that the tests move forward only.

let now = new Date('2026-09-01T08:00:00Z')
const day = 86_400_000
let node: TestNode
let people: Everybody
const gateway = { type: 'gateway', id: 'travel' } as const

beforeAll(async () => {
  node = await startTestNode({ clock: () => now, necessity: true })
  people = await signInEverybody(node)
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now }
  await addSignal(core, { value: personValue('Okwuosa', 'Chinedu', { birthDates: ['1981-05-17'] }) })
  await node.halt()
  await node.resume()
})
afterAll(() => node?.stop())
const ask = () => askBoarding(node, { family: 'OKWUOSA', given: 'CHINEDU' })
const later = ['ok-to-board', 'unchecked']
const found = ['further-check', 'hit-under-review']
const write = (body: object, who = people.officer) => who.call('POST', '/v1/necessity', body)
const approve = (id: string, who = people.supervisor) => who.call('POST', `/v1/necessity/${id}/approve`, {})
async function renew(more: Partial<NewNecessityRecord> = {}, subject: NewNecessityRecord['subject'] = gateway) {
  const made = await write(inventedRecord(subject, now, more))
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { id } = made.body as NecessityRecord
  expect(await approve(id)).toMatchObject({ status: 200, body: { state: 'current' } })
  await node.whenIdle()
  return id
}
/** Moves the clock, and lets the node look what lapsed. */
async function moveTo(at: Date) {
  now = at
  // A session lasts half a day.
  await watchNecessity({ store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now })
  people = await signInEverybody(node)
  // As each thread reads within a second.
  await people.administrator.call('POST', '/v1/kill/drills')
}
const read = async (who = people.oversight) => (await who.call('GET', '/v1/necessity')).body as NecessityList
const standing = async (id = 'travel') => (await read()).standings.find(({ subject }) => subject.id === id)
const alarms = async () =>
  (
    await node.db
      .selectFrom('alarm')
      .select(['code', 'ref'])
      .where('code', 'like', 'necessity-%')
      .orderBy('at')
      .execute()
  )
    .filter(({ ref }) => ref === 'gateway:travel')
    .map(({ code }) => code)
const entries = async (type: string) =>
  (await node.db.selectFrom('audit.entry').select('ref').where('type', '=', type).execute()).map(({ ref }) => ref)
const addSender = (name: string) => people.administrator.call('POST', '/v1/senders', { name, gateway: 'travel' })

test('S8 13 a gateway without a record cannot be switched on, and matches nothing', async () => {
  expect(await standing()).toMatchObject({ state: 'missing', record: null, draft: null })
  const refused = await addSender('Zephyr Lines')
  expect(refused).toMatchObject({ status: 409, body: { code: 'necessity-missing', at: '/gateway' } })
  expect((refused.body as { detail: string }).detail).toContain('/necessity/new?type=gateway&id=travel')
  expect(await ask()).toEqual(later)
})

test.each<[string, Record<string, unknown>, string]>([
  ['S9 no less intrusive alternative', { alternatives: [] }, '/alternatives'],
  ['an alternative without a reason', { alternatives: [{ what: 'By hand', whyNot: '' }] }, '/alternatives/0/whyNot'],
  ['nobody affected', { affectedGroups: [] }, '/affectedGroups'],
  ['no error budget where signals are matched', { errorBudget: null }, '/errorBudget'],
  ['an impossible share', { errorBudget: { falseMatchRate: 2, falseNonMatchRate: 0 } }, '/errorBudget/falseMatchRate'],
  ['more than 12 months', { validUntil: '2027-09-01T08:00:00.001Z' }, '/validUntil'],
  ['an end that is past', { validUntil: '2026-09-01T08:00:00.000Z' }, '/validUntil'],
  ['a gateway that is not there', { subject: { type: 'gateway', id: 'ships' } }, '/subject/id'],
  ['a released regime', { subject: { type: 'regime', id: 'eu-pnr' } }, '/subject/id'],
  [
    'S10 an impact assessment whose validity is over',
    { impactAssessment: { reference: 'DPIA-1', date: '2024-01-01', validUntil: '2026-08-31' } },
    '/impactAssessment/validUntil',
  ],
  [
    'an impact assessment of the future',
    { impactAssessment: { reference: 'DPIA-1', date: '2026-09-02', validUntil: '2027-08-31' } },
    '/impactAssessment/date',
  ],
  ['a field that is not known', { colour: 'red' }, ''],
])('a record is refused with its field: %s', async (_, more, at) => {
  const refused = await write({ ...inventedRecord(gateway, now), ...more })
  expect(refused.status, JSON.stringify(refused.body)).toBe(422)
  if (at !== '') expect(refused.body).toMatchObject({ at })
})

test('S8 14 one person neither writes and approves a record, nor approves it twice', async () => {
  expect(await write(inventedRecord(gateway, now), people.supervisor)).toMatchObject({ status: 403 })
  const { id } = (await write(inventedRecord(gateway, now))).body as NecessityRecord
  expect(await standing()).toMatchObject({ state: 'missing', draft: id })
  expect((await addSender('Zephyr Lines')).status).toBe(409)
  expect(await approve(id, people.officer)).toMatchObject({ status: 403 })
  // A second account of the officer's person is the same person.
  const owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  const { rows } = await owner.query("select person_id from account where name = 'supervisor'")
  await owner.query(
    "update account set person_id = (select person_id from account where name = 'officer') where name = 'supervisor'",
  )
  expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'same-person' } })
  await owner.query("update account set person_id = $1 where name = 'supervisor'", [rows[0].person_id])
  await owner.end()
  expect(await approve(id)).toMatchObject({ status: 200, body: { state: 'current', mayApprove: false } })
  expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'already-confirmed' } })
  expect((await entries('gate.set')).filter((ref) => ref === `necessity:${id}`).length).toBeGreaterThanOrEqual(2)
  await node.whenIdle()
})

test('S8 with a record the gateway is on, and what came before is compared', async () => {
  expect(await standing()).toMatchObject({ state: 'current' })
  expect(await node.db.selectFrom('unchecked_subject').selectAll().execute()).toEqual([])
  expect(await node.db.selectFrom('case_file').select('id').execute()).toHaveLength(1)
  expect(await ask()).toEqual(found)
  expect((await addSender('Zephyr Lines')).status).toBe(201)
})

test('a newer draft takes the place of a draft, and a newer record that of a record', async () => {
  const [first, second] = [await write(inventedRecord(gateway, now)), await write(inventedRecord(gateway, now))]
  const [old, newer] = [first.body as NecessityRecord, second.body as NecessityRecord]
  expect(await approve(old.id)).toMatchObject({ status: 409, body: { code: 'change-state' } })
  const before = (await standing())?.record
  expect((await approve(newer.id)).status).toBe(200)
  const { items } = await read()
  expect(items.find(({ id }) => id === before)).toMatchObject({ state: 'lapsed' })
  expect(items.filter(({ state }) => state === 'current')).toHaveLength(1)
})

test('S8 a list is imported only with a record of its own', async () => {
  const list = await makeList(people.officer, 'Invented')
  const lines = csv(['1,Marit Solvang,,1981-05-17'])
  const refused = (await importBytes(people.officer, list, lines)) as unknown
  expect(refused).toMatchObject({ status: 409, body: { code: 'necessity-missing' } })
  await renew({}, { type: 'list', id: list })
  await importBytes(people.officer, list, lines)
  expect(await standing(list)).toMatchObject({ state: 'current', name: 'Invented' })
})

test('S8 reminders come 30, 7 and 1 days before the end, once each, and a renewal in time changes nothing', async () => {
  const end = new Date(now.getTime() + 100 * day)
  await renew({ validUntil: end.toISOString() })
  const before = (ms: number) => new Date(end.getTime() - ms)
  const steps: string[][] = []
  for (const at of [31 * day, 30 * day, 29 * day, 7 * day, 6 * day, day, 1000]) {
    await moveTo(before(at))
    steps.push(await alarms())
  }
  const [first, second, third] = ['necessity-ends', 'necessity-ends-soon', 'necessity-ends-tomorrow'] as const
  expect(steps).toEqual([
    ...[[], [first], [first], [first, second], [first, second]],
    ...[
      [first, second, third],
      [first, second, third],
    ],
  ])
  const lapsed = await entries('gate.lapse')
  await renew()
  await moveTo(new Date(end.getTime() + day))
  expect([await entries('gate.lapse'), await ask(), (await standing())?.state]).toEqual([lapsed, found, 'current'])
})

test('S8 the end of a record switches off in that millisecond, receives all the same, and a new record checks what came', async () => {
  const end = new Date(now.getTime() + 40 * day)
  await renew({ validUntil: end.toISOString() })
  await moveTo(new Date(end.getTime() - 1))
  expect([await ask(), (await standing())?.state]).toEqual([found, 'current'])
  await moveTo(end)
  expect(await ask()).toEqual(later)
  expect(await standing()).toMatchObject({ state: 'lapsed', daysLeft: 0 })
  expect(await entries('gate.lapse')).toEqual(['gateway:travel'])
  expect(await alarms()).toContain('necessity-lapsed')
  expect(await addSender('Fjordline Air')).toMatchObject({ status: 409, body: { code: 'necessity-missing' } })
  const list = await people.officer.call('GET', '/v1/lists', undefined, { 'entente-purpose': 'terrorism-prevention' })
  expect((list.body as { items: { entries: number }[] }).items).toMatchObject([{ entries: 1 }])
  await renew()
  expect(await node.db.selectFrom('unchecked_subject').selectAll().execute()).toEqual([])
  expect(await ask()).toEqual(found)
})

test('S10 an impact assessment past its validity blocks the switch-on, and stops nothing that is on', async () => {
  const today = now.toISOString().slice(0, 10)
  await renew({ impactAssessment: { reference: 'DPIA-2', date: today, validUntil: today } })
  expect((await addSender('Skagen Air')).status).toBe(201)
  const waiting = (
    await write(
      inventedRecord(gateway, now, { impactAssessment: { reference: 'DPIA-2', date: today, validUntil: today } }),
    )
  ).body as NecessityRecord
  await moveTo(new Date(now.getTime() + day))
  const refused = { status: 409, body: { code: 'impact-assessment-expired' } }
  expect([await addSender('Sundair'), await approve(waiting.id)]).toMatchObject([refused, refused])
  expect(await ask()).toEqual(found)
})

test('S9 oversight sees which records the sample drew, and notes what it found', async () => {
  const { items, sample } = await read()
  expect(sample).toMatchObject({ of: 2, size: 1 })
  const drawn = items.filter(({ sampled }) => sampled)
  expect(drawn).toHaveLength(1)
  const id = drawn[0]?.id
  const note = (who: SignedIn) =>
    who.call('POST', `/v1/oversight/necessity/${id}/note`, { text: 'The alternative was tried elsewhere: ask why.' })
  expect((await note(people.officer)).status).toBe(403)
  expect(await note(people.oversight)).toMatchObject({ status: 200, body: { notes: [{ text: /tried elsewhere/ }] } })
  expect((await people.analyst.call('GET', '/v1/necessity')).status).toBe(403)
})

test('S8 what an upgrade left on stays on for 90 days as a draft, with an alarm, and lapses then', async () => {
  const end = new Date(now.getTime() + 90 * day)
  const owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  const row =
    "insert into necessity_gate (subject_type, subject_id, on_at, draft_until) values ('gateway', 'cargo', now(), $1)"
  await owner.query(row, [end])
  await owner.end()
  const of = async () => {
    const alarm = node.db.selectFrom('alarm').select('code').where('ref', '=', 'gateway:cargo').orderBy('at')
    return [(await standing('cargo'))?.state, ...(await alarm.execute()).map(({ code }) => code)]
  }
  await moveTo(now)
  const add = (name: string) => people.administrator.call('POST', '/v1/senders', { name, gateway: 'cargo' })
  expect([await of(), (await add('Lune Air')).status]).toEqual([['draft', 'necessity-draft'], 201])
  await moveTo(new Date(end.getTime() - 1))
  expect(await of()).toEqual(['draft', 'necessity-draft', 'necessity-ends-tomorrow'])
  await moveTo(end)
  expect([(await of())[0], (await add('Skarv Air')).status]).toEqual(['lapsed', 409])
  expect(await entries('gate.lapse')).toContain('gateway:cargo')
})
