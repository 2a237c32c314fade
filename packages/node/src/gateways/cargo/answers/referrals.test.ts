import { randomUUID } from 'node:crypto'
import type { CargoAnswer, CaseList, Referral } from '@entente/contracts'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { xfwb } from '../cargo-messages.fixture.ts'
import { answerStandings } from './answer-consignments.ts'
import { about, asked, openAnswersStage, watched } from './answers-stage.fixture.ts'
import { endReferrals } from './end-referrals.ts'
import { keepReferral, runAnswerClocks, warnOfDueCase } from './keep-deadlines.ts'
import { readStanding } from './standing.ts'

const stage = await openAnswersStage()
const { node, carrier, forwarder, consignmentOf, nextAwb, propose, view, file, pass, met, deps, sendAllAgain } = stage
afterAll(() => stage.close())

test('ten amendments in an hour keep one question open, and none of them repeats it', async () => {
  const { awb, caseId } = await met()
  expect((await propose(caseId, 'further-check', 'RFI', 'data-missing', asked())).body).toMatchObject({
    state: 'decided',
  })
  const [question] = await carrier.pull()
  expect(question).toMatchObject({
    event: 'referral',
    result: 'RFI',
    code: '7H',
    questions: [{ path: '/description' }],
  })
  expect(Date.parse(question?.dueAt as string) - Date.parse(question?.at as string)).toBe(120 * 60_000)
  for (let each = 0; each < 10; each += 1) {
    const message = { awb, consignee: watched, pieces: 7 + each, minute: 12 + each, purpose: 'Update' } as const
    await file(xfwb(message))
  }
  expect(await carrier.pull()).toEqual([])
  const detail = await consignmentOf(`air/${awb}`)
  expect([detail.version, detail.status]).toEqual([11, 'asked'])
  expect(detail.referrals).toMatchObject([{ kind: 'RFI', state: 'open', version: 1, questions: question?.questions }])
  const open = (await carrier.referrals()).filter(({ consignmentId }) => consignmentId === detail.id)
  expect(open.map(({ state }) => state)).toEqual(['open'])
  // A version that changes what was asked about answers the question, and the case returns to review.
  await file(xfwb({ awb, consignee: watched, goods: 'OAK CHAIRS FOR A SCHOOL', minute: 40, purpose: 'Update' }))
  const [answered] = (await carrier.referrals()).filter(({ consignmentId }) => consignmentId === detail.id)
  expect(answered).toMatchObject({ state: 'answered', answeredBy: expect.any(String) })
  expect((await consignmentOf(`air/${awb}`)).status).toBe('in-review')
  expect(await carrier.pull()).toEqual([])
})

test('a filer answers its own open question once; the case returns to review for a person', async () => {
  const { awb, caseId, id } = await met()
  await file(xfwb({ awb, consignee: watched, goods: 'GARDEN TABLES', minute: 9 }), forwarder)
  const [question] = asked('Who uses the goods?').questions
  const about = (finding: string) => ({ questions: [{ ...question, finding }], deadline: null })
  expect((await propose(caseId, 'further-check', 'RFI', 'data-missing', about('see above'))).status).toBe(422)
  await propose(caseId, 'further-check', 'RFI', 'data-missing', about('VAGUE_DESCRIPTION'))
  // A filer sees the count of its own messages, and not that another one filed too.
  const own = (await carrier.referrals()).filter(({ consignmentId }) => consignmentId === id)
  expect(own.map(({ version }) => version)).toEqual([1])
  const [{ referralId, questions }] = (await carrier.pull()) as [CargoAnswer]
  expect(questions).toEqual([{ ...question, finding: 'VAGUE_DESCRIPTION' }])
  const given = { answers: [{ path: '/description', text: 'A school.' }] }
  expect(await forwarder.answer(referralId as string, given)).toEqual({ status: 404, code: 'not-found' })
  expect(await carrier.answer(referralId as string, { answers: [{ path: '/pieces', text: '6' }] })).toMatchObject({
    ...{ status: 422, code: 'body-invalid' },
  })
  const invoice = { name: 'invoice.pdf', mediaType: 'application/pdf', bytes: 1200, sha256: 'a'.repeat(64) }
  expect((await carrier.answer(referralId as string, { ...given, attachments: [invoice] })).status).toBe(202)
  expect(await carrier.answer(referralId as string, given)).toEqual({ status: 409, code: 'referral-answered' })
  await node.whenIdle()
  const { detail, call } = await view('analyst', caseId)
  expect(detail).toMatchObject({ state: 'in-review', assignedTo: null, decision: null })
  const listed = (await call('GET', `/v1/cargo/referrals?consignment=${id}`)).body as { items: Referral[] }
  expect(listed.items).toMatchObject([
    { version: 2, state: 'answered', answers: given.answers, attachments: [invoice] },
  ])
  expect(detail.answers.map(({ text }) => text)).toEqual(['Lune carrier: referral 7H'])
  // The same question in a later decision is a new one, because the first was answered.
  await propose(caseId, 'further-check', 'RFS', 'screening-needed', { method: 'xray', deadline: null })
  const [screening] = (await carrier.pull()) as [CargoAnswer]
  expect(screening).toMatchObject({ event: 'referral', result: 'RFS', code: '8H', method: 'xray' })
  expect(await carrier.answer(screening.referralId as string, { answers: [] })).toMatchObject({ status: 422 })
  expect((await carrier.answer(screening.referralId as string, { result: 'clear' })).status).toBe(202)
  await node.whenIdle()
  expect((await propose(caseId, 'no-action', 'AC', 'screened-clear')).body).toMatchObject({ state: 'decided' })
  expect((await carrier.pull()).map(({ event }) => event)).toEqual(['assessed'])
})

test('neither an answer in words nor a deadline deadlocks with a message about the same goods', async () => {
  const { caseId } = await met()
  const ask = async () => {
    await propose(caseId, 'further-check', 'RFI', 'data-missing', asked())
    return (await carrier.pull())[0]?.referralId as string
  }
  /** Does something while a message has locked the case and is about to end the referral. */
  const besideMessage = async <T>(referralId: string, work: () => Promise<T>): Promise<T> => {
    let started: Promise<T> | undefined
    await node.db.transaction().execute(async (db) => {
      await sql`select from case_file where id = ${caseId} for update`.execute(db)
      started = work()
      const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(async () => (await waiting.execute(node.db)).rows[0]?.n).toBe(1)
      await sql`update cargo_referral set reminded_at = reminded_at where id = ${referralId}`.execute(db)
    })
    return started as Promise<T>
  }
  const first = await ask()
  const words = { answers: [{ path: '/description', text: 'A school.' }] }
  expect((await besideMessage(first, () => carrier.answer(first, words))).status).toBe(202)
  await node.whenIdle()
  const second = await ask()
  pass(121)
  await besideMessage(second, () => keepReferral(deps(), { referralId: second, kind: 'due' }))
  await node.whenIdle()
  const states = node.db.selectFrom('cargo_referral').select(['id', 'state']).where('id', 'in', [first, second])
  expect(new Map((await states.execute()).map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [first, 'answered'],
      [second, 'missed'],
    ]),
  )
  await propose(caseId, 'no-action', 'AC', 'different-party')
  expect((await carrier.pull()).map(({ result }) => result)).toEqual(['AC'])
})

test('a deadline reminds at half time, fires once, and decides nothing', async () => {
  const { caseId, id } = await met()
  const deadline = new Date(stage.now().getTime() + 60 * 60_000).toISOString()
  await propose(caseId, 'further-check', 'RFI', 'data-missing', { ...asked(), deadline })
  const [{ referralId }] = (await carrier.pull()) as [CargoAnswer]
  const clocks = async () => {
    await runAnswerClocks(deps())
    await node.whenIdle()
  }
  await clocks()
  expect(await carrier.pull()).toEqual([])
  pass(31)
  await clocks()
  await clocks()
  expect(await carrier.pull()).toMatchObject([
    { event: 'referral-reminder', result: 'RFI', referralId, dueAt: deadline },
  ])
  // A job that runs before its time does nothing. The node may have been down when it was due.
  await keepReferral(deps(), { referralId: referralId as string, kind: 'due' })
  await node.halt()
  pass(40)
  await node.resume()
  await clocks()
  await clocks()
  await keepReferral(deps(), { referralId: referralId as string, kind: 'due' })
  expect(await carrier.answer(referralId as string, { answers: [{ path: '/description', text: 'Late.' }] })).toEqual({
    ...{ status: 409, code: 'referral-closed' },
  })
  const { call, detail } = await view('analyst', caseId)
  expect(detail).toMatchObject({ state: 'in-review', assignedTo: null, decision: null })
  const queue = (await call('GET', '/v1/cases?gateway=cargo')).body as CaseList
  expect(queue.items[0]?.id).toBe(caseId)
  const alarms = await node.db
    .selectFrom('alarm')
    .select(['code', 'ref'])
    .where('ref', '=', `consignment:${id}`)
    .execute()
  expect(alarms).toEqual([{ code: 'referral-unanswered', ref: `consignment:${id}` }])
  expect(await carrier.pull()).toEqual([])
  // An open case past its due time: one alarm, and no answer either.
  const due = () => node.db.selectFrom('alarm').select('id').where('ref', '=', `case:${caseId}`).execute()
  expect(await due()).toHaveLength(1)
  // The case is due later, and nobody has acknowledged the alarm: no job each minute, and no second alarm.
  await node.db.updateTable('case_file').set({ due_at: stage.now() }).where('id', '=', caseId).execute()
  pass(1)
  const jobs = node.db
    .selectFrom('graphile_worker.jobs' as never)
    .select('key' as never)
    .where('key' as never, '=', `case-due:${id}` as never)
  await node.db.transaction().execute(async (locked) => {
    // A job could not end while the case is locked.
    await locked.selectFrom('case_file').select('id').where('id', '=', caseId).forUpdate().execute()
    await runAnswerClocks(deps())
    expect(await jobs.execute()).toEqual([])
  })
  await warnOfDueCase(deps(), { consignmentId: id })
  expect(await due()).toHaveLength(1)
  const acknowledged = { acknowledged_at: stage.now(), acknowledged_by: randomUUID() }
  await node.db.updateTable('alarm').set(acknowledged).where('ref', '=', `case:${caseId}`).execute()
  await clocks()
  expect(await due()).toHaveLength(2)
})

test('two questions about one consignment that nobody answered are both in the open alarm', async () => {
  const { caseId, id } = await met()
  for (const words of ['Who is the buyer?', 'Who is the seller?']) {
    await propose(caseId, 'further-check', 'RFI', 'data-missing', asked(words))
    pass(200)
    await runAnswerClocks(deps())
    await node.whenIdle()
  }
  const raised = await node.db.selectFrom('alarm').select('detail').where('ref', '=', `consignment:${id}`).execute()
  const missed = node.db.selectFrom('cargo_referral').select('id').where('consignment_id', '=', id)
  const records = (await missed.execute()).map((row) => `referral:${row.id}`).sort()
  expect(records).toHaveLength(2)
  expect(raised).toEqual([{ detail: { records } }])
  await carrier.pull()
})

test('defective data asks its filer for a correction, and the corrected message clears it', async () => {
  const awb = nextAwb()
  await file(xfwb({ awb, goods: 'GOODS' }))
  const [correction] = (await carrier.pull()) as [CargoAnswer]
  expect(correction).toMatchObject({ event: 'correction-asked', result: 'RFI', code: '7H', dueAt: null })
  expect(correction.questions).toMatchObject([{ finding: 'VAGUE_DESCRIPTION' }])
  const detail = await consignmentOf(`air/${awb}`)
  expect([detail.caseId, detail.status]).toEqual([null, 'complete'])
  const words = { answers: [{ path: correction.questions[0]?.path ?? '', text: 'Chairs' }] }
  expect(await carrier.answer(correction.referralId as string, words)).toMatchObject({ status: 422 })
  // The same defect again is not asked again.
  await file(xfwb({ awb, goods: 'GOODS', pieces: 7, minute: 8, purpose: 'Update' }))
  expect(await carrier.pull()).toEqual([])
  await file(xfwb({ awb, goods: 'GARDEN CHAIRS', minute: 9, purpose: 'Update' }))
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
  expect((await carrier.referrals()).find(({ id }) => id === correction.referralId)).toMatchObject({
    ...{ state: 'answered', origin: 'data', basis: 'unreadable' },
  })
})

test('two workers that plan one correction store it once, and a referral that ended stays as it is', async () => {
  const awb = nextAwb()
  await file(xfwb({ awb, goods: 'GOODS' }))
  const { id } = await consignmentOf(`air/${awb}`)
  const referral = async () =>
    node.db.selectFrom('cargo_referral').selectAll().where('consignment_id', '=', id).executeTakeFirstOrThrow()
  const asked = await referral()
  await node.db
    .updateTable('cargo_referral')
    .set({ state: 'missed', ended_at: stage.now() })
    .where('id', '=', asked.id)
    .execute()
  const inside = <T>(work: (tx: Tx) => Promise<T>) =>
    systemAccess(deps(), 'customs-security').transaction({ action: 'record.write', type: 'record.read' }, work)
  const end = { id: asked.id, state: 'answered' as const, by: null }
  expect(await inside((tx) => endReferrals(tx, [end]))).toEqual(new Set())
  expect((await referral()).state).toBe('missed')
  await node.db
    .updateTable('cargo_referral')
    .set({ state: 'open', ended_at: null })
    .where('id', '=', asked.id)
    .execute()
  const planned = await inside(async (tx) => {
    const standings = await readStanding(tx, [id])
    // As another worker read them before the correction was stored.
    return answerStandings(
      tx,
      standings.map((one) => ({ ...one, referrals: [], answers: [] })),
    )
  })
  expect(planned).toEqual({ answers: 0, masters: [] })
  expect(about(await carrier.pull(), awb)).toEqual([['correction-asked', 'RFI']])
})

test('all traffic again in another order asks nothing twice and refuses nothing', async () => {
  expect(await sendAllAgain()).toBe(0)
})
