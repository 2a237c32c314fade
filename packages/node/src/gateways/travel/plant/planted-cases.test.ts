import type { CaseDetail, MessageList, SignalDetail } from '@entente/contracts'
import { answerOf, type SignedIn } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellResults } from '../../../pipeline/plant/plant-due.ts'
import { withClient } from '../../../store/postgres/index.ts'
import { guessedRight } from './guess-planted.fixture.ts'
import { openPlantStage, type PlantStage } from './plant-stage.fixture.ts'

/** A larger count takes longer, and compares as many cases as the traffic has. */
const count = Number(process.env.ENTENTE_TEST_PLANTED ?? 40)
let stage: PlantStage
let analyst: SignedIn
let supervisor: SignedIn
let planted: Awaited<ReturnType<PlantStage['planted']>>
beforeAll(async () => {
  stage = await openPlantStage({ flights: 80, people: [40, 60] })
  analyst = await stage.node.signIn('analyst')
  supervisor = await stage.node.signIn('supervisor')
  await stage.plant(await stage.personOf('analyst'), count)
  planted = await stage.planted()
})
afterAll(() => stage?.node.stop())

const read = (id: string, by = analyst) => answerOf<CaseDetail>(by.call('GET', `/v1/cases/${id}`))
const database = () => stage.node.db
async function view(by: SignedIn, id: string, seconds = 25): Promise<CaseDetail> {
  const page = await read(id, by)
  for (let passed = 0; passed <= seconds; passed += 5) {
    await by.call('POST', `/v1/cases/${id}/view`)
    stage.pass(5)
  }
  return page
}
const words = { text: 'These are my own words about it.', alternativesConsidered: [], details: null }
async function propose(by: SignedIn, id: string, outcome: string, act: string, reason: string): Promise<CaseDetail> {
  const page = await view(by, id)
  const body = { ...words, outcome, act, reasons: [reason], hits: page.hits.map((hit) => hit.id) }
  const { status, body: answer } = await by.call('POST', `/v1/cases/${id}/proposal`, body)
  expect({ status, answer }).toMatchObject({ status: 201 })
  return page
}

test('S20: nearly every draw makes a case, with a hit, by the ordinary way', async () => {
  expect(planted.length).toBeGreaterThanOrEqual(count * 0.9)
  for (const { case_id, subject_id, message_id } of planted.slice(0, 5)) {
    const page = await read(case_id)
    expect(page).toMatchObject({ state: 'open', subject: { id: subject_id }, feedback: [], answers: [] })
    expect(page.hits.length).toBeGreaterThan(0)
    expect(page.history.map(({ type }) => type)).toEqual(['case.open'])
    const message = await answerOf<{ status: string }>(analyst.call('GET', `/v1/travel/messages/${message_id}`))
    expect(message.status).toBe('read')
  }
})

test('S20: some planted people have companions, of whom none has a case and all are known to be planted', async () => {
  const companions = planted.flatMap((row) => row.companions)
  expect(companions.length).toBeGreaterThan(0)
  const cases = database().selectFrom('case_file').select('id').where('subject_id', 'in', companions)
  expect(await cases.execute()).toEqual([])
  const known = await sql<{ known: boolean }>`
    select bool_and(is_planted_subject(id)) as known from unnest(${companions}::uuid[]) as c (id)`.execute(database())
  expect(known.rows).toEqual([{ known: true }])
})

test('S20: pages and times do not tell planted cases from real ones at once', async () => {
  const real = await database()
    .selectFrom('counted_case as c')
    .innerJoin('statement as s', 's.traveller_id', 'c.subject_id')
    .innerJoin('message as m', 'm.id', 's.message_id')
    .select('c.id')
    .distinct()
    .where('s.source', '=', 'PNRGOV')
    .where('s.current', '=', true)
    .where('m.format', '=', 'PNRGOV')
    .execute()
  const pages = async (ids: readonly string[]) => {
    const read_: CaseDetail[] = []
    for (const id of ids) read_.push(await read(id))
    return read_
  }
  const [ours, theirs] = [await pages(planted.map((row) => row.case_id)), await pages(real.map(({ id }) => id))]
  const guessed = guessedRight(ours, theirs)
  console.info(
    `guessed ${Math.round(guessed.share * 100)} % of ${theirs.length} pairs; most telling: ${guessed.telling.join(', ')}`,
  )
  expect(theirs.length).toBeGreaterThan(10)
  // The share that a guess of a fair coin exceeds once in a thousand times is allowed on top for so few cases.
  const chance = 3.1 * Math.sqrt(0.25 / (2 * Math.min(ours.length, theirs.length)))
  expect(guessed.share).toBeLessThanOrEqual(0.55 + chance)
})

test('S20: whatever people decide about planted cases, nothing leaves the node', async () => {
  const [mistaken, checked, refused] = planted.map((row) => row.case_id) as [string, string, string]
  const use = async () => {
    const officer = await stage.node.signIn('officer')
    const ids = [...new Set((await read(mistaken)).hits.map((hit) => hit.signalId as string))]
    return Promise.all(
      ids.map(async (id) => (await answerOf<SignalDetail>(officer.call('GET', `/v1/signals/${id}`))).use),
    )
  }
  const before = await use()
  await propose(analyst, mistaken, 'no-action', 'ok-to-board', 'different-person')
  await propose(analyst, checked, 'further-check', 'further-check', 'identity-unclear')
  await propose(analyst, refused, 'adverse', 'do-not-board', 'same-person-evidence')
  await view(supervisor, refused)
  const agree = { agree: true, reasons: ['same-person-evidence'], text: 'I compared them myself.' }
  const second = await supervisor.call('POST', `/v1/cases/${refused}/confirmation`, agree)
  expect(second).toMatchObject({ status: 201, body: { state: 'decided' } })
  await stage.node.whenIdle()

  const cases = [mistaken, checked, refused]
  const subjects = planted.flatMap((row) => [row.subject_id, ...row.companions])
  const messages = planted.map((row) => row.message_id)
  const people = await database()
    .selectFrom('carrier_answer_person')
    .select('answer_id')
    .where((e) => e.or([e('case_id', 'in', cases), e('traveller_id', 'in', subjects)]))
    .execute()
  const answers = await database()
    .selectFrom('carrier_answer')
    .select('id')
    .where('message_id', 'in', messages)
    .execute()
  expect([people, answers]).toEqual([[], []])
  const feedback = await database()
    .selectFrom('feedback')
    .select(['id', 'body'])
    .where('case_id', 'in', cases)
    .execute()
  expect(feedback.length).toBeGreaterThan(0)
  expect(feedback.every(({ body }) => body === null)).toBe(true)
  expect(await database().selectFrom('counted_feedback').select('id').where('case_id', 'in', cases).execute()).toEqual(
    [],
  )
  expect(await use()).toEqual(before)
  const key = { authorization: `Bearer ${stage.node.sender.key}` }
  const list = (await (
    await fetch(`${stage.node.url}/v1/travel/messages?limit=200`, { headers: key })
  ).json()) as MessageList
  expect(list.items.length).toBeGreaterThan(0)
  expect(list.items.filter(({ id }) => messages.includes(id))).toEqual([])
  for (const path of ['', '/raw', '/reading', '/acknowledgement'])
    expect((await fetch(`${stage.node.url}/v1/travel/messages/${messages[0]}${path}`, { headers: key })).status).toBe(
      404,
    )

  // The pages look as those of real cases do after such decisions.
  const after = { mistaken: await read(mistaken), checked: await read(checked), refused: await read(refused) }
  expect(after.mistaken.feedback.map(({ outcome }) => outcome)).toContain('mistaken')
  expect(after.mistaken.answers).toEqual([])
  expect(after.checked.answers).toMatchObject([{ kind: 'unsolicited', text: expect.stringContaining('Further check') }])
  expect(after.refused.answers).toMatchObject([{ kind: 'unsolicited', text: expect.stringContaining('Do not board') }])
  for (const page of [after.checked, after.refused])
    expect(page.history.filter(({ type }) => type === 'answer.sent')).toHaveLength(1)
  expect(await read(checked)).toMatchObject({ answers: after.checked.answers })
})

test('S20: the operator stops planting only with an entry in the log', async () => {
  const entries = async () =>
    (await database().selectFrom('audit.entry').select('details').where('type', '=', 'config.change').execute())
      .map(({ details }) => JSON.parse(details.toString()) as { what: string; plants: boolean })
      .filter(({ what }) => what === 'planted cases')
      .map(({ plants }) => plants)
  expect(await stage.plantDue(true)).toBe(0)
  expect(await entries()).toEqual([])
  const drawn = await withClient(stage.node.database.connection('entente_owner'), (client) =>
    client.query('select gateway, drawn from planting_progress order by drawn'),
  )
  expect(drawn.rows).toEqual([
    { gateway: 'travel', drawn: 1 },
    { gateway: 'travel', drawn: 3 },
  ])
  for (const plants of [false, false, true, true]) await stage.plantDue(plants)
  expect(await entries()).toEqual([false, true])
})

test('S20: the results become known a day later, to each person alone', async () => {
  const own = async (by: SignedIn) =>
    (await answerOf<{ items: { missed: boolean }[] }>(by.call('GET', '/v1/me/planted'))).items
  expect(await own(analyst)).toEqual([])
  stage.pass(24 * 3600 + 60)
  const [later, second] = [await stage.node.signIn('analyst'), await stage.node.signIn('supervisor')]
  expect(await tellResults({ store: stage.node.store, member: { id: 'norland.example', name: 'Norland' } })).toBe(3)
  expect((await own(later)).map(({ missed }) => missed).sort()).toEqual([false, false, true])
  expect((await own(second)).map(({ missed }) => missed)).toEqual([true])
  const figures = await second.call('GET', '/v1/oversight/planted')
  expect(figures.body).toMatchObject({ days: 30, queues: [{ gateway: 'travel', cases: 3, planted: 3, misses: 1 }] })
  expect((await later.call('GET', '/v1/oversight/planted')).status).toBe(403)
})

test('a planted case is known as long as its traveller is there, and no proof of deletion meets it', async () => {
  const [first] = await stage.planted()
  await withClient(stage.node.database.connection('entente_owner'), async (client) => {
    await client.query('begin')
    await client.query("select erase_rows('traveller', array[$1::uuid], row('{}', '{}', '{}', '{}')::erased)", [
      first?.subject_id,
    ])
    const left = await client.query('select from planted_case where subject_id = $1', [first?.subject_id])
    expect(left.rowCount).toBe(0)
    await client.query('rollback')
    const named = await client.query("select part from columns_that_name() where target = 'planted_case'")
    expect(named.rows).toEqual([{ part: 'subject_id' }])
  })
})
