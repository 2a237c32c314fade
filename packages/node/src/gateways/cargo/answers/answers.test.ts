import { randomUUID } from 'node:crypto'
import type { CargoAnswer } from '@entente/contracts'
import { createFilerClient, startCallbackServer } from '@entente/testkit'
import { afterAll, expect, test } from 'vitest'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { xffm, xfwb } from '../cargo-messages.fixture.ts'
import { about, asked, contact, openAnswersStage, secret, watched } from './answers-stage.fixture.ts'
import { deliverAnswer } from './deliver-answer.ts'
import { runAnswerClocks } from './keep-deadlines.ts'

const stage = await openAnswersStage()
const {
  node,
  carrier,
  forwarder,
  ids,
  keys,
  consignmentOf,
  standingOf,
  nextAwb,
  analyst,
  propose,
  confirm,
  reopen,
  watch,
  person,
  file,
  pass,
  met,
  deps,
  sendAllAgain,
} = stage
afterAll(() => stage.close())

test('a complete consignment without a case is cleared once for each message', async () => {
  const awb = nextAwb()
  const first = await file(xfwb({ awb }))
  const [answer] = await carrier.pull()
  expect(answer).toEqual({
    ...{
      sequence: expect.any(Number),
      at: stage.now().toISOString(),
      event: 'assessed',
      version: 1,
      messageId: first,
      result: 'AC',
      code: 'SF',
    },
    consignment: { key: `air/${awb}`, masterId: awb, houseId: null },
    ...{ questions: [], method: null, referralId: null, dueAt: null, contact: null },
  })
  // The same bytes again, and a manifest that lists the same goods, change nothing for the filer.
  expect((await carrier.send(xfwb({ awb }))).duplicate).toBe(true)
  await file(xffm([awb]))
  expect(await carrier.pull()).toEqual([])
  const second = await file(xfwb({ awb, goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }))
  const sequence = (answer?.sequence ?? 0) + 120_000
  expect(await carrier.pull()).toMatchObject([{ sequence, version: 2, messageId: second, result: 'AC' }])
  expect(await forwarder.pull()).toEqual([])
})

test('while officers review a case the filer gets no answer, however often it asks', async () => {
  const { awb, caseId, id } = await met()
  for (let asks = 0; asks < 3; asks += 1) expect(await carrier.pull()).toEqual([])
  // Nor does a defect of the data or another version.
  await file(xfwb({ awb, consignee: watched, goods: 'GOODS', minute: 11, purpose: 'Update' }))
  expect(await carrier.pull()).toEqual([])
  expect((await propose(caseId, 'no-action', 'AC', 'different-party')).body).toMatchObject({ state: 'decided' })
  expect(await standingOf(id)).toMatchObject({ version: 2, decided_version: 2 })
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
})

test('a refusal needs a contact and two people; a later decision lifts it', async () => {
  const { awb, caseId, id } = await met()
  expect(await propose(caseId, 'adverse', 'DNL', 'same-party-evidence')).toMatchObject({
    ...{ status: 422, body: { code: 'contact-missing', at: '/details/contact' } },
  })
  expect(await propose(caseId, 'further-check', 'RFI', 'data-missing', { questions: [] })).toMatchObject({
    ...{ status: 422, body: { code: 'questions-missing', at: '/details/questions' } },
  })
  expect((await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })).body).toMatchObject({
    ...{ state: 'awaiting-second', decision: null },
  })
  expect(await carrier.pull()).toEqual([])
  // Not even the database takes a refusal that one person proposed.
  const stored = await node.db.selectFrom('cargo_answer').selectAll().limit(1).executeTakeFirstOrThrow()
  const { number: _, ...row } = stored
  const refusal = { ...row, id: crypto.randomUUID(), event: 'do-not-load', result: 'DNL', sequence: null }
  const insert = (decision_id: string | null) =>
    node.db
      .insertInto('cargo_answer')
      .values({ ...refusal, decision_id, consignment_id: id })
      .execute()
  await expect(insert(null)).rejects.toMatchObject({ code: 'EN006' })
  await confirm(caseId)
  expect(await carrier.pull()).toMatchObject([{ event: 'do-not-load', result: 'DNL', code: '6H', contact }])
  const decisions = await node.db.selectFrom('decision').select('id').where('act', '=', 'AC').execute()
  await expect(insert(decisions[0]?.id ?? null)).rejects.toMatchObject({ code: 'EN006' })
  // The filer cancels: the refusal stands, and the finding says so.
  await file(xfwb({ awb, consignee: watched, minute: 40, purpose: 'Deletion' }))
  expect(about(await carrier.pull(), awb)).toEqual([['do-not-load', 'DNL']])
  const cancelled = await consignmentOf(`air/${awb}`)
  expect(cancelled.status).toBe('do-not-load')
  expect(cancelled.findings.map(({ code }) => code)).toContain('CANCELLED_WHILE_HELD')
  await reopen(caseId)
  expect(await carrier.pull()).toEqual([])
  await propose(caseId, 'no-action', 'AC', 'different-party')
  expect(about(await carrier.pull(), awb)).toEqual([['lifted', null]])
})

test('nobody decides on a version that is no longer the newest', async () => {
  const { caseId, id } = await met()
  // A message came, and is not compared yet: the case does not know its version.
  const stored = node.db.selectFrom('cargo_version').selectAll().where('consignment_id', '=', id)
  const { version: _, ...newest } = await stored.executeTakeFirstOrThrow()
  await node.db
    .insertInto('cargo_version')
    .values({ ...newest, version: 2 })
    .execute()
  const version = (change: number) =>
    node.db.updateTable('cargo_consignment').set({ version: change }).where('id', '=', id).execute()
  await version(2)
  expect(await propose(caseId, 'no-action', 'AC', 'different-party')).toMatchObject({
    ...{ status: 409, body: { code: 'version-outdated' } },
  })
  await version(1)
  const proposed = await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })
  expect(proposed.body).toMatchObject({ state: 'awaiting-second' })
  await version(2)
  expect(await confirm(caseId)).toMatchObject({ status: 409, body: { code: 'version-outdated' } })
  await version(1)
  expect(await carrier.pull()).toEqual([])
})

test('a webhook is signed and retried; a newer answer replaces an undelivered one', async () => {
  const server = await carrier.listen(secret)
  const hooked = { callback_url: server.url, callback_secret: secret }
  await node.db.updateTable('sender').set(hooked).where('id', '=', ids.carrier).execute()
  const before = carrier.answers.length
  const awb = nextAwb()
  server.refuse(2)
  await file(xfwb({ awb }))
  await expect.poll(() => about(carrier.answers.slice(before), awb)).toEqual([['assessed', 'AC']])
  const tried = await node.db.selectFrom('cargo_answer').select('attempts').orderBy('number', 'desc').limit(1).execute()
  expect([tried[0]?.attempts, carrier.refused]).toEqual([3, 0])
  await node.db.updateTable('sender').set({ callback_url: null }).where('id', '=', ids.carrier).execute()
  const { awb: other, caseId } = await met()
  await propose(caseId, 'adverse', 'hold', 'same-party-evidence', { contact })
  await confirm(caseId)
  await reopen(caseId)
  await propose(caseId, 'no-action', 'AC', 'different-party')
  expect(about(await carrier.pull(), other)).toEqual([['lifted', 'AC']])
})

test('answers about a consignment arrive in order, and an alarm follows three days without delivery', async () => {
  const { awb, caseId } = await met()
  await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })
  await confirm(caseId)
  expect(about(await carrier.pull(), awb)).toEqual([['do-not-load', 'DNL']])
  await reopen(caseId)
  await propose(caseId, 'further-check', 'RFI', 'data-missing', asked('Who is the buyer?'))
  const row = (event: string) =>
    node.db
      .selectFrom('cargo_answer')
      .selectAll()
      .where('event', '=', event)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
  const [lifted, referral] = [await row('lifted'), await row('referral')]
  const received: string[] = []
  const filer = await startCallbackServer()
  await node.db.updateTable('sender').set({ callback_url: filer.url }).where('id', '=', ids.carrier).execute()
  const deliver = (answerId: string) => deliverAnswer({ ...deps(), allowPrivateCallbacks: true }, { answerId })
  // The later one does not overtake the earlier one, which takes its place in the queue when it is over.
  await node.db.updateTable('cargo_answer').set({ give_up_at: stage.now() }).where('id', '=', lifted.id).execute()
  filer.refuse(1)
  await deliver(referral.id)
  await node.whenIdle()
  expect(await row('lifted')).toMatchObject({ attempts: 1, delivered_at: null, failed_at: expect.any(Date) })
  const alarm = node.db.selectFrom('alarm').select('code').where('ref', '=', `answer:${lifted.id}`)
  expect(await alarm.execute()).toEqual([{ code: 'answer-not-delivered' }])
  for (const { text } of filer.received) received.push((JSON.parse(text) as CargoAnswer).event)
  expect(received).toEqual(['referral'])
  await node.db.updateTable('sender').set({ callback_url: null }).where('id', '=', ids.carrier).execute()
  await filer.close()
  // An answer that was given up can still be pulled.
  const pulled = await createFilerClient({ url: node.url, key: keys.carrier }).pull()
  expect(about(pulled, awb).at(-2)).toEqual(['lifted', null])
})

test('an answer that waits is planned anew if a newer version comes', async () => {
  const awb = nextAwb()
  const last = Math.max(...carrier.answers.map((one) => one.sequence))
  // As if the node were restored from a backup: the filer has answers that the counter does not know.
  await node.db.updateTable('cargo_answer_counter').set({ last: 3 }).execute()
  await file(xfwb({ awb }))
  const stored = node.db.selectFrom('cargo_answer').selectAll().orderBy('number', 'desc').limit(1)
  const first = await stored.executeTakeFirstOrThrow()
  expect(Number(first.sequence)).toBeGreaterThan(last)
  // As if the AC were held until later, and a manifest of another filer changed the goods meanwhile.
  const held = { sequence: null as unknown as number, delivered_at: null }
  await node.db.updateTable('cargo_answer').set(held).where('id', '=', first.id).execute()
  const versions = node.db.selectFrom('cargo_version').selectAll().where('consignment_id', '=', first.consignment_id)
  const newest = await versions.executeTakeFirstOrThrow()
  await node.db
    .insertInto('cargo_version')
    .values({ ...newest, version: 7 })
    .execute()
  const assessed = await node.db
    .selectFrom('cargo_assessment')
    .selectAll()
    .where('consignment_id', '=', first.consignment_id)
    .executeTakeFirstOrThrow()
  await node.db
    .insertInto('cargo_assessment')
    .values({ ...assessed, id: randomUUID(), version: 7, sequence: assessed.sequence + 1 })
    .execute()
  await node.db.updateTable('cargo_consignment').set({ version: 7 }).where('id', '=', first.consignment_id).execute()
  await runAnswerClocks(deps())
  await node.whenIdle()
  const dropped = node.db.selectFrom('cargo_answer').selectAll().where('id', '=', first.id)
  expect(await dropped.executeTakeFirstOrThrow()).toMatchObject({ sequence: null, replaced_at: expect.any(Date) })
  expect(await stored.executeTakeFirstOrThrow()).toMatchObject({
    ...{ consignment_id: first.consignment_id, version: 7, result: 'AC', message_id: first.message_id },
  })
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
})

test('an AC that did not arrive does not arrive during a review, by webhook or by pulling', async () => {
  const named = 'Quartz Harbour Mining Supplies'
  const [pushed, pulled] = [nextAwb(), nextAwb()]
  for (const awb of [pushed, pulled]) await file(xfwb({ awb, consignee: named }))
  const waiting = () => node.db.selectFrom('cargo_answer').selectAll().orderBy('number', 'desc').limit(2).execute()
  const [second, first] = await waiting()
  expect([first, second].map((row) => [row?.result, row?.delivered_at])).toEqual([
    ['AC', null],
    ['AC', null],
  ])
  await watch(named)
  const subjectIds = [first?.consignment_id ?? '', second?.consignment_id ?? '']
  const compared = { action: 'record.write', type: 'record.read' } as const
  await systemAccess(deps(), 'customs-security').transaction(compared, (tx) =>
    tx.enqueue(matchSubjectsJob, { gateway: 'cargo', subjectIds }),
  )
  await node.whenIdle()
  expect((await consignmentOf(`air/${pushed}`)).caseId).not.toBeNull()
  const filer = await startCallbackServer()
  await node.db.updateTable('sender').set({ callback_url: filer.url }).where('id', '=', ids.carrier).execute()
  await deliverAnswer({ ...deps(), allowPrivateCallbacks: true }, { answerId: first?.id ?? '' })
  await node.db.updateTable('sender').set({ callback_url: null }).where('id', '=', ids.carrier).execute()
  expect(filer.received).toEqual([])
  await filer.close()
  expect(await carrier.pull()).toEqual([])
  for (const row of await waiting()) expect(row).toMatchObject({ delivered_at: null, replaced_at: expect.any(Date) })
  const { caseId } = await consignmentOf(`air/${pulled}`)
  await propose(caseId as string, 'no-action', 'AC', 'different-party')
  expect(about(await carrier.pull(), pulled)).toEqual([['assessed', 'AC']])
})

test('within the period of the administration, lawful, reviewed and defective goods look the same', async () => {
  const rows = [{ deadline: 'clearance-after-receipt', minutes: 30 }]
  const table = { source: 'Order 7', sourceDate: '2026-11-20', rows }
  const path = '/v1/cargo/tables/deadlines'
  expect((await (await analyst())('POST', path, table)).status).toBe(201)
  expect((await (await person('supervisor'))('POST', `${path}/versions/1/approve`)).status).toBe(200)
  const lawful = nextAwb()
  await file(xfwb({ awb: lawful }))
  const filedAt = stage.now().getTime()
  const defective = nextAwb()
  await file(xfwb({ awb: defective, goods: 'GOODS' }))
  const reviewed = await met()
  await propose(reviewed.caseId, 'no-action', 'AC', 'different-party')
  expect(await carrier.pull()).toEqual([])
  const { id } = await consignmentOf(`air/${defective}`)
  const listed = async () => (await carrier.referrals()).filter(({ consignmentId }) => consignmentId === id)
  expect(await listed()).toEqual([])
  pass(33)
  await runAnswerClocks(deps())
  await node.whenIdle()
  const answers = await carrier.pull()
  const at = (minutes: number) => new Date(filedAt + minutes * 60_000).toISOString()
  expect(answers.map((one) => [one.consignment.masterId, one.event, one.at])).toEqual([
    [lawful, 'assessed', at(30)],
    [defective, 'correction-asked', at(31)],
    [reviewed.awb, 'assessed', at(32)],
  ])
  expect(await listed()).toMatchObject([{ state: 'open', askedAt: at(31) }])
})

test('all traffic again in another order asks nothing twice and refuses nothing', async () => {
  expect(await sendAllAgain()).toBeGreaterThan(2)
})

// Last, because this refusal waits until its filers are synthetic again.
test('K10 a refusal of one person reaches no filer with real goods, and clears nothing', async () => {
  const { caseId } = await met()
  const set = (synthetic: boolean) => node.db.updateTable('sender').set({ synthetic }).execute()
  await set(false)
  await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })
  expect((await confirm(caseId)).body).toMatchObject({ decision: { adverse: true, people: 'single-operator' } })
  expect(await carrier.pull()).toEqual([])
  await set(true)
})
