import type { CargoAssessment, CargoAssessmentList, ConsignmentList, DrawnConsignmentList } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSignal, giveTeams, personValue } from '../../../pipeline/case-people.fixture.ts'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { awbOf, xffm, xfwb } from '../cargo-messages.fixture.ts'
import { openDayDraws } from '../select/draw.ts'
import { revealDays } from '../select/reveal-days.ts'

let now = new Date('2026-11-20T12:00:00.000Z')
let node: TestNode
let filer: string
const purpose = { 'entente-purpose': 'customs-security' }
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const sender = await createSender(node.db, { name: 'Lune Air', gateway: 'cargo', settings: { tier: 'known' } })
  filer = (await createSenderKey(node.db, sender)).key
  await giveTeams(node, ['cargo'])
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now }
  await addSignal(core, { purposes: ['customs-security'], value: personValue('Qarmouti', 'Yusuf Hamdan') })
  await node.halt()
  await node.resume()
})
afterAll(() => node.stop())

interface Rates {
  random?: number
  red?: number
  exploration?: number
  capacity?: number
}
/** Begins a day with these rates, committed at this time. */
async function begin(day: string, { random = 0, red = 0, exploration = 0, capacity = 0 }: Rates, committed = '23:50') {
  const at =
    committed === '23:50' ? new Date(Date.parse(`${day}T00:00:00Z`) - 600_000) : new Date(`${day}T${committed}:00Z`)
  const rates = {
    random: [{ stratum: 'air/*/known', rate: random }],
    ...{ expected: { red, yellow: 0, blue: 0 }, explorationShare: exploration, capacity },
  }
  const { commitment } = openDayDraws(node.dataRoot).of(day)
  await node.db
    .insertInto('cargo_draw_day')
    .values({ day, commitment, committed_at: at, rates: JSON.stringify(rates) })
    .execute()
  now = new Date(`${day}T08:00:00.000Z`)
}
async function send(bytes: Uint8Array): Promise<void> {
  // A message that was prepared later than received counts as prepared at its receipt.
  now = new Date(now.getTime() + 1)
  const answer = await fetch(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${filer}` }, body: new Uint8Array(bytes) },
  })
  expect([answer.status, ((await answer.json()) as { duplicate: boolean }).duplicate]).toEqual([202, false])
}
const numbers = (first: number, count: number) => Array.from({ length: count }, (_, place) => awbOf(first + place))
const assessments = (day: string) =>
  node.db
    .selectFrom('cargo_assessment')
    .selectAll()
    .where('day', '=', day)
    .orderBy('draw_key')
    .orderBy('sequence')
    .execute()
const counts = async (day: string) => {
  const rows = await node.db.selectFrom('cargo_lane_count').selectAll().where('day', '=', day).execute()
  const sums: Record<string, number> = {}
  for (const { lane, count, drawn, selected } of rows) {
    sums[lane] = (sums[lane] ?? 0) + count
    sums.drawn = (sums.drawn ?? 0) + drawn
    sums.selected = (sums.selected ?? 0) + selected
  }
  return sums
}
async function officer(): Promise<SignedIn['call']> {
  const { call } = await node.signIn('analyst')
  return (method, path, body) => call(method, path, body, purpose)
}

test('amendments on later days keep the draw, its day and the counts', async () => {
  await begin('2026-11-21', { random: 0.5 })
  const waybills = numbers(4000000, 60)
  await send(xffm(waybills))
  await node.whenIdle()
  const first = await assessments('2026-11-21')
  const draw = openDayDraws(node.dataRoot).of('2026-11-21')
  expect(first.map(({ draw_key: key }) => key)).toEqual(waybills.map((awb) => `air/${awb}`).sort())
  for (const { draw_key: key, drawn, selection, lane, selected_by: by, stratum } of first) {
    const isDrawn = draw.random(key) < 0.5
    expect([drawn, stratum]).toEqual([true, 'air/-/known'])
    expect([selection, lane, by]).toEqual(isDrawn ? ['random', 'red', ['random']] : [null, 'green', []])
  }
  const red = first.filter(({ lane }) => lane === 'red').length
  const expected = { red, green: 60 - red, drawn: 60, selected: red }
  expect(await counts('2026-11-21')).toEqual(expected)
  // A selection is no suspicion: no case.
  expect(await node.db.selectFrom('case_file').select('id').execute()).toEqual([])

  await begin('2026-11-22', { random: 1 })
  const amended = first.find(({ lane }) => lane === 'green')
  const awb = amended?.draw_key.slice(4) as string
  for (const minute of [1, 2, 3]) {
    await send(xfwb({ awb, minute, goods: `GARDEN TABLES ${minute}`, purpose: 'Update' }))
    await node.whenIdle()
  }
  const versions = (await assessments('2026-11-21')).filter(({ draw_key: key }) => key === amended?.draw_key)
  expect(versions.map(({ version, sequence, lane, selection }) => [version, sequence, lane, selection])).toEqual(
    [1, 2, 3, 4].map((n) => [n, n, 'green', null]),
  )
  expect(await counts('2026-11-21')).toEqual(expected)
  expect(await assessments('2026-11-22')).toEqual([])
})

test('goods that came before the commitment are not drawn, and those without one neither', async () => {
  await begin('2026-11-23', { random: 1 }, '09:00')
  const [early, late] = numbers(4100000, 2)
  await send(xfwb({ awb: early as string }))
  await node.whenIdle()
  now = new Date('2026-11-23T09:00:00.000Z')
  await send(xfwb({ awb: late as string }))
  await node.whenIdle()
  const rows = await assessments('2026-11-23')
  expect(rows.map(({ drawn, lane }) => [drawn, lane])).toEqual([
    [false, 'green'],
    [true, 'red'],
  ])
  expect(await counts('2026-11-23')).toEqual({ red: 1, green: 1, drawn: 1, selected: 1 })
  now = new Date('2026-11-24T09:00:00.000Z')
  await send(xfwb({ awb: awbOf(4100009) }))
  await node.whenIdle()
  expect((await assessments('2026-11-24')).map(({ drawn, lane }) => [drawn, lane])).toEqual([[false, 'green']])
})

test('messages that are read at once never promote more goods than the day can inspect', async () => {
  await begin('2026-11-25', { red: 0.5, capacity: 7 })
  const waybills = numbers(4200000, 40)
  await Promise.all(waybills.map((awb) => send(xfwb({ awb }))))
  await node.whenIdle()
  const rows = await assessments('2026-11-25')
  expect(rows).toHaveLength(40)
  const promoted = rows.filter(({ selection }) => selection === 'expected-rate')
  expect(promoted).toHaveLength(7)
  expect(new Set(promoted.map(({ selected_by: by }) => by.join()))).toEqual(new Set(['expected-rate']))
  expect(await counts('2026-11-25')).toEqual({ red: 7, green: 33, drawn: 40, selected: 0 })
})

test('goods with a hit are not drawn and keep lane yellow during the case', async () => {
  await begin('2026-11-26', { random: 1 })
  const awb = awbOf(4300000)
  await send(xfwb({ awb, consignee: 'Yusuf Hamdan Qarmouti' }))
  await node.whenIdle()
  await send(xfwb({ awb, consignee: 'Somebody Else AS', minute: 9, purpose: 'Update' }))
  await node.whenIdle()
  const rows = await assessments('2026-11-26')
  expect(rows.map(({ lane, selected_by: by, drawn }) => [lane, by, drawn])).toEqual([
    ['yellow', ['watchlist'], false],
    ['yellow', ['watchlist'], false],
  ])
  expect(await counts('2026-11-26')).toEqual({ yellow: 1, drawn: 0, selected: 0 })
})

test('goods whose filer amends a criterion away are drawn by their key, and counted once', async () => {
  const as = async (name: string, method: string, path: string, body?: object) => {
    const { call } = await node.signIn(name)
    return (await call(method, path, body, purpose)).body as { id: string }
  }
  const words = { title: 'Lanterns', effect: 'lane', lane: 'yellow', expression: "re(c.description, 'LANTERN')" }
  const { id } = await as('analyst', 'POST', '/v1/cargo/rules', words)
  const path = `/v1/cargo/rules/${id}/versions/1`
  const period = { from: new Date(now.getTime() - 31 * 86_400_000).toISOString(), to: now.toISOString() }
  await as('officer', 'POST', `${path}/test`, period)
  await node.whenIdle()
  expect(await as('supervisor', 'POST', `${path}/approve`)).toMatchObject({ state: 'active' })
  await begin('2026-11-28', { random: 0.5 })
  const draw = openDayDraws(node.dataRoot).of('2026-11-28')
  const waybills = numbers(4600000, 12)
  for (const awb of waybills) await send(xfwb({ awb, goods: 'GARDEN LANTERNS' }))
  await node.whenIdle()
  expect(await counts('2026-11-28')).toEqual({ yellow: 12, drawn: 0, selected: 0 })
  await begin('2026-11-29', { random: 1 })
  for (const goods of ['GARDEN CHAIRS', 'GARDEN BENCHES'])
    for (const awb of waybills)
      await send(xfwb({ awb, goods, minute: goods === 'GARDEN CHAIRS' ? 8 : 9, purpose: 'Update' }))
  await node.whenIdle()
  const chosen = waybills.filter((awb) => draw.random(`air/${awb}`) < 0.5)
  expect(chosen.length).toBeGreaterThan(0)
  const red = chosen.length
  expect(await counts('2026-11-28')).toEqual({ red, green: 12 - red, yellow: 0, drawn: 12, selected: red })
  for (const { sequence, draw_key: key, lane, drawn } of await assessments('2026-11-28')) {
    const later = chosen.includes(key.slice(4)) ? 'red' : 'green'
    expect([lane, drawn]).toEqual([sequence === 1 ? 'yellow' : later, sequence === 2])
  }
  // Everyone can check each of them.
  now = new Date('2026-12-01T00:00:00.000Z')
  const member = { id: 'norland.example', name: 'Norland' }
  await revealDays({ store: node.store, member, clock: () => now, draws: openDayDraws(node.dataRoot) } as never)
  const { call } = await node.signIn('oversight-1')
  const { body } = await call('GET', '/v1/cargo/draws/2026-11-28/consignments')
  expect((body as DrawnConsignmentList).items.map(({ key, selected }) => [key, selected])).toEqual(
    waybills.map((awb) => [`air/${awb}`, chosen.includes(awb) ? 'random' : null]).sort(),
  )
})

test('comparing again stores nothing while the outcome is the same', async () => {
  const rows = await node.db.selectFrom('cargo_assessment').select(['id', 'consignment_id']).execute()
  const subjectIds = [...new Set(rows.map(({ consignment_id: id }) => id))]
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' } }
  const intent = { action: 'record.write', type: 'signal.match', impersonal: true } as const
  // Two jobs at once, as after a job that was taken up by two nodes.
  for (const part of [subjectIds, subjectIds.toReversed()])
    await systemAccess(core, null).transaction(intent, (tx) =>
      tx.enqueue(matchSubjectsJob, { gateway: 'cargo', subjectIds: part }),
    )
  await node.whenIdle()
  expect(await node.db.selectFrom('cargo_assessment').select('id').execute()).toHaveLength(rows.length)
})

test('goods become green after “no risk found” and red after “inspect on arrival”', async () => {
  await begin('2026-11-27', {})
  const awbs = numbers(4400000, 2)
  for (const awb of awbs) await send(xfwb({ awb, consignee: 'Yusuf Hamdan Qarmouti' }))
  await node.whenIdle()
  const decide = async (awb: string | undefined, act: object) => {
    const call = await officer()
    const rows = (await assessments('2026-11-27')).filter(({ draw_key: key }) => key === `air/${awb}`)
    const subject = rows[0]?.consignment_id as string
    const kase = await node.db
      .selectFrom('case_file')
      .select('id')
      .where('subject_id', '=', subject)
      .executeTakeFirstOrThrow()
    for (let passed = 0; passed <= 20; passed += 5) {
      await call('POST', `/v1/cases/${kase.id}/view`)
      now = new Date(now.getTime() + 5000)
    }
    const hits = (await node.db.selectFrom('hit').select('id').where('case_id', '=', kase.id).execute()).map(
      ({ id }) => id,
    )
    const words = { text: 'I compared the names and addresses.', alternativesConsidered: [], hits }
    const answer = await call('POST', `/v1/cases/${kase.id}/proposal`, { ...words, ...act })
    expect(answer.body).toMatchObject({ state: 'decided' })
    await node.whenIdle()
    const after = (await assessments('2026-11-27')).filter(({ draw_key: key }) => key === `air/${awb}`)
    return after.map(({ version, lane, selected_by: by }) => [version, lane, by])
  }
  const clear = { outcome: 'no-action', act: 'AC', reasons: ['different-party'], details: null }
  expect(await decide(awbs[0], clear)).toEqual([
    [1, 'yellow', ['watchlist']],
    [1, 'green', []],
  ])
  const inspect = { outcome: 'further-check', act: 'inspect', reasons: ['party-unclear'], details: null }
  expect(await decide(awbs[1], inspect)).toEqual([
    [1, 'yellow', ['watchlist']],
    [1, 'red', ['watchlist']],
  ])
  expect(await counts('2026-11-27')).toEqual({ yellow: 0, green: 1, red: 1, drawn: 0, selected: 0 })
})

test('officers read assessments and filter by lane; a filer learns nothing of either', async () => {
  const call = await officer()
  const { items } = (await call('GET', '/v1/cargo/consignments?lane=yellow')).body as ConsignmentList
  expect(items.map(({ lane }) => lane)).toEqual(['yellow'])
  const id = items[0]?.id as string
  const list = (await call('GET', `/v1/cargo/consignments/${id}/assessments`)).body as CargoAssessmentList
  expect(list.items.map(({ version }) => version)).toEqual([2, 1])
  const path = `/v1/cargo/consignments/${id}/assessments/${list.items[1]?.id}`
  const assessment = (await call('GET', path)).body as CargoAssessment
  expect(assessment).toMatchObject({
    ...{ lane: 'yellow', selectedBy: ['watchlist'], score: null, masked: false, modelReasons: [] },
    hits: [{ kind: 'watchlist', ruleId: null, leaves: [] }],
    replay: { drawDay: '2026-11-26', signals: [{ version: 1 }], now: '2026-11-26T08:00:00.000Z' },
  })
  const other = await call('GET', `/v1/cargo/consignments/${id}/assessments/${id}`)
  expect(other.status).toBe(404)

  const asFiler = async (route: string, init: RequestInit = {}) => {
    const answer = await fetch(`${node.url}${route}`, {
      ...init,
      headers: { authorization: `Bearer ${filer}`, ...init.headers },
    })
    return { status: answer.status, text: await answer.text() }
  }
  for (const route of [
    '/v1/cargo/consignments',
    `/v1/cargo/consignments/${id}`,
    `/v1/cargo/consignments/${id}/assessments`,
    path,
  ])
    expect(await asFiler(route)).toMatchObject({ status: 403 })
  const { paths } = (await (await fetch(`${node.url}/docs/json`)).json()) as {
    paths: Record<string, Record<string, object>>
  }
  const read = Object.entries(paths).filter(([route, methods]) => route.startsWith('/v1/cargo/') && 'get' in methods)
  expect(read.length).toBeGreaterThan(4)
  for (const [route] of read) {
    const message = (await node.db.selectFrom('message').select('id').executeTakeFirstOrThrow()).id
    const filled = route.replace('/messages/{id}', `/messages/${message}`).replaceAll(/\{\w+\}/g, id)
    const { status, text } = await asFiler(filled)
    if (status === 200) expect(text, route).not.toMatch(/"(lane|selectedBy|drawn|stratum|score)"/)
  }
})

test('messages that a thread reads are drawn by the same key', async () => {
  // The thread uses the time of the machine, and the start commits to the day before.
  let at = new Date(Date.now() - 86_400_000)
  const threaded = await startTestNode({ clock: () => at, readerThread: true })
  try {
    const id = await createSender(threaded.db, { name: 'Lune Air', gateway: 'cargo' })
    const { key } = await createSenderKey(threaded.db, id)
    at = new Date()
    const day = at.toISOString().slice(0, 10)
    const { commitment } = openDayDraws(threaded.dataRoot).of(day)
    const rates = {
      random: [{ stratum: '*/*/*', rate: 0.5 }],
      ...{ expected: { red: 0, yellow: 0, blue: 0 }, explorationShare: 0, capacity: 0 },
    }
    await threaded.db
      .insertInto('cargo_draw_day')
      .values({ day, commitment, committed_at: new Date(0), rates: JSON.stringify(rates) })
      .execute()
    await fetch(`${threaded.url}/v1/cargo/messages`, {
      ...{
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: new Uint8Array(xffm(numbers(4500000, 20))),
      },
    })
    await expect.poll(() => threaded.db.selectFrom('cargo_assessment').select('id').execute()).toHaveLength(20)
    const rows = await threaded.db.selectFrom('cargo_assessment').selectAll().execute()
    const draw = openDayDraws(threaded.dataRoot).of(day)
    for (const { draw_key: drawn, lane } of rows) expect(lane).toBe(draw.random(drawn) < 0.5 ? 'red' : 'green')
  } finally {
    await threaded.stop()
  }
})
