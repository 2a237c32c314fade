import { randomUUID } from 'node:crypto'
import type { KillSwitch, KillSwitchList } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from '../../exchange/lists/list-stage.fixture.ts'
import { addSignal, personValue } from '../../pipeline/case-people.fixture.ts'
import { answerSubjectJob, matchSubjectsJob } from '../../pipeline/jobs/jobs.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { watchDrills } from '../../safeguards/stops/drills.ts'
import { enqueueJobs } from '../../store/define-job.ts'
import { askBoarding, type Everybody, signInEverybody } from './boarding-question.fixture.ts'

let node: TestNode
let people: Everybody
let list: string
let agreement: string
const reason = 'The list of yesterday has wrong entries.'
const own = { family: 'OKWUOSA', given: 'CHINEDU' }
const listed = { family: 'SOLVANG', given: 'MARIT' }
const foreign = { family: 'QARMOUTI', given: 'YUSUF' }

beforeAll(async () => {
  node = await startTestNode()
  people = await signInEverybody(node)
  const clock = () => new Date()
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock }
  agreement = await agreementInForce(node.db, ['norland.example', 'sudmark.example'], new Date())
  const birthDates = { birthDates: ['1981-05-17'] }
  await addSignal(core, { value: personValue('Okwuosa', 'Chinedu', birthDates) })
  const shared = await addSignal(core, {
    ...{ value: personValue('Qarmouti', 'Yusuf', birthDates), owner: 'sudmark.example', agreements: [agreement] },
  })
  await node.db
    .updateTable('signal')
    .set({ received: true, origin: 'sudmark.example' } as never)
    .where('id', '=', shared.id)
    .execute()
  list = await makeList(people.officer, 'Invented')
  await importBytes(people.officer, list, csv(['1,Marit Solvang,,1981-05-17']))
  await node.halt()
  await node.resume()
})
afterAll(() => node?.stop())

const ask = (person: typeof own) => askBoarding(node, person)
const kill = (who: SignedIn, type: string, id: string | null) =>
  who.call('POST', '/v1/kill', { scope: { type, id }, reason })
const set = async (type: string, id: string | null): Promise<string> => {
  const answer = await kill(people.analyst, type, id)
  expect(answer).toMatchObject({ status: 201, body: { on: true, confirmedWorkers: 1, workers: 1 } })
  return (answer.body as KillSwitch).id
}
const lift = async (id: string) => {
  const off = (who: SignedIn) => who.call('POST', `/v1/kill/${id}/off`, {})
  expect(await off(people.supervisor)).toMatchObject({ status: 202, body: { state: 'awaiting-second' } })
  expect(await off(people.supervisor)).toMatchObject({ status: 409, body: { code: 'same-person' } })
  expect(await off(people.officer)).toMatchObject({ status: 200, body: { state: 'lifted', stop: { on: false } } })
  await node.whenIdle()
}
const casesOf = async () =>
  Number(
    (
      await node.db
        .selectFrom('case_file')
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

const found = ['further-check', 'hit-under-review']
const later = ['ok-to-board', 'unchecked']
test('without a stop each signal leads to a further check', async () => {
  for (const person of [own, listed, foreign]) expect(await ask(person)).toEqual(found)
})

test.each<[type: string, id: () => string | null, stopped: (typeof own)[], others: (typeof own)[]]>([
  ['all', () => null, [own, listed, foreign], []],
  ['gateway', () => 'travel', [own, listed, foreign], []],
  ['gateway', () => 'cargo', [], [own, listed, foreign]],
  ['list', () => list, [listed], [own, foreign]],
  ['source', () => 'sudmark.example', [foreign], [own, listed]],
  ['agreement', () => agreement, [foreign], [own, listed]],
  ['surface', () => 'travel-boarding', [own, listed, foreign], []],
  ['surface', () => 'content-match', [], [own, listed, foreign]],
])(
  'S40 P18 a stop of %s answers unchecked, others go on, and all is checked after it',
  async (type, id, stopped, others) => {
    const before = await casesOf()
    const stop = await set(type, id())
    for (const person of stopped) expect(await ask(person)).toEqual(later)
    for (const person of others) expect(await ask(person)).toEqual(found)
    if (type !== 'surface') expect(await casesOf()).toBe(before + others.length)
    await lift(stop)
    expect(await casesOf()).toBe(before + stopped.length + others.length)
    expect(await node.db.selectFrom('unchecked_subject').selectAll().execute()).toEqual([])
  },
)

test('a stop of a peer keeps its signals and its questions out', async () => {
  await node.db
    .insertInto('peer')
    .values({
      member: 'sudmark.example',
      node: 'sudmark',
      state: 'active',
      url: 'https://sudmark.example',
      since: new Date(),
    } as never)
    .execute()
  const stop = await set('peer', 'sudmark.example')
  expect([await ask(foreign), await ask(own)]).toEqual([later, found])
  const check = { agreement, kind: 'wallet', items: ['0x1'], member: 'sudmark.example' }
  expect(
    await people.officer.call('POST', '/v1/blind/checks', check, { 'entente-purpose': 'border-control' }),
  ).toMatchObject({ status: 503, body: { code: 'matching-stopped' } })
  await lift(stop)
})

test('existing cases stay while their list or everything is stopped', async () => {
  await ask(listed)
  await node.whenIdle()
  const open = async () =>
    node.db.selectFrom('hit').select('id').where('withdrawn_at', 'is', null).orderBy('id').execute()
  const before = await open()
  for (const [type, id] of [
    ['list', list],
    ['all', null],
  ] as const) {
    const stop = await set(type, id)
    const subjects = await node.db.selectFrom('case_file').select('subject_id').execute()
    const payload = { gateway: 'travel', subjectIds: subjects.map((row) => row.subject_id) }
    const again = [matchSubjectsJob, answerSubjectJob].map(({ name: task }) => ({ task, payload, options: {} }))
    await enqueueJobs(again).execute(node.db)
    await node.whenIdle()
    expect(await open()).toEqual(before)
    await lift(stop)
  }
})

test('6.25 bad requests about stops are refused with what is wrong', async () => {
  const status = async (who: SignedIn, body: object) => {
    const answer = await who.call('POST', '/v1/kill', body)
    return [answer.status, (answer.body as { code: string }).code]
  }
  const scope = { type: 'all', id: null }
  expect(await status(people.analyst, { scope, reason: 'no' })).toEqual([422, 'body-invalid'])
  expect(await status(people.analyst, { scope: { type: 'all', id: 'travel' }, reason })).toEqual([422, 'body-invalid'])
  expect(await status(people.analyst, { scope: { type: 'gateway', id: null }, reason })).toEqual([422, 'body-invalid'])
  expect(await status(people.analyst, { scope: { type: 'list', id: randomUUID() }, reason })).toEqual([
    ...[422, 'stop-scope-unknown'],
  ])
  expect(await status(people.oversight, { scope, reason })).toEqual([403, 'role'])
  const stop = await set('gateway', 'content')
  expect(await status(people.officer, { scope: { type: 'gateway', id: 'content' }, reason })).toEqual([409, 'stop-set'])
  const off = (who: SignedIn, id: string) => who.call('POST', `/v1/kill/${id}/off`, {})
  expect(await off(people.analyst, stop)).toMatchObject({ status: 403 })
  expect(await off(people.supervisor, randomUUID())).toMatchObject({ status: 404 })
  await lift(stop)
  expect(await off(people.administrator, stop)).toMatchObject({ status: 409, body: { code: 'stop-lifted' } })
  const types = await node.db
    .selectFrom('audit.entry' as never)
    .select('type' as never)
    .distinct()
    .execute()
  expect(types).toEqual(expect.arrayContaining([{ type: 'kill.on' }, { type: 'kill.off' }]))
})

test('a stop outlives a restart, and every page says so', async () => {
  const stop = await set('gateway', 'travel')
  await node.halt()
  await node.resume()
  expect(await ask(own)).toEqual(later)
  expect((await people.oversight.call('GET', '/v1/me')).body).toMatchObject({
    stops: [{ type: 'gateway', id: 'travel', at: expect.any(String) }],
  })
  const answer = await people.oversight.call('GET', '/v1/kill')
  expect((answer.body as KillSwitchList).items[0]).toMatchObject({ id: stop, on: true, reason, mayLift: false })
  await lift(stop)
})

test('a drill is measured, changes no matching, and is overdue after 90 days', async () => {
  expect((await people.supervisor.call('GET', '/v1/kill')).body).toMatchObject({ drills: [], drillOverdue: false })
  expect(await people.analyst.call('POST', '/v1/kill/drills')).toMatchObject({ status: 403 })
  const drill = await people.administrator.call('POST', '/v1/kill/drills')
  expect(drill).toMatchObject({ status: 201, body: { workers: 1, effectiveMs: expect.any(Number) } })
  expect(await ask(own)).toEqual(found)
  const deps = { store: node.store, member: { id: 'norland.example', name: 'Norland' } }
  const alarms = () =>
    node.db.selectFrom('alarm').select(['code', 'detail']).where('code', '=', 'drill-overdue').execute()
  await watchDrills(deps)
  expect(await alarms()).toEqual([])
  const owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  await owner.query("update stop_drill set at = at - interval '91 days'")
  await owner.end()
  await watchDrills(deps)
  expect(await alarms()).toMatchObject([{ detail: { value: 91, limit: 90 } }])
  expect((await people.oversight.call('GET', '/v1/kill')).body).toMatchObject({ drillOverdue: true })
})
