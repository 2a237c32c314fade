// This file has over 400 lines because one node with its filers and their clock serves every test of answers.
import { randomUUID } from 'node:crypto'
import type { CargoAnswer, CaseDetail, CaseList, ConsignmentDetail, Referral } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import {
  createFilerClient,
  type FilerClient,
  startCallbackServer,
  startTestNode,
  type TestNode,
} from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSignal, giveTeams } from '../../../pipeline/case-people.fixture.ts'
import { answerSubjectJob, matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { awbOf, xffm, xfwb, xfzb } from '../cargo-messages.fixture.ts'
import { answerStandings } from './answer-consignments.ts'
import { answerAssessed } from './cargo-answers.ts'
import { deliverAnswer } from './deliver-answer.ts'
import { endReferrals } from './end-referrals.ts'
import { keepReferral, runAnswerClocks, warnOfDueCase } from './keep-deadlines.ts'
import { listAnswers } from './list-answers.ts'
import { readStanding } from './standing.ts'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
const secret = 'a-secret-of-the-carrier'
const ids = { carrier: '', forwarder: '' }
const keys = { carrier: '', forwarder: '' }
const filed: { by: FilerClient; bytes: Uint8Array }[] = []
let carrier: FilerClient
let forwarder: FilerClient
const member = { id: 'norland.example', name: 'Norland' }
const deps = () => ({ store: node.store, member, clock: () => now })
const watched = 'Polar Dry Goods Trading'
let serial = 3_000_000

beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const clients = []
  for (const name of ['carrier', 'forwarder'] as const) {
    const settings = { filer: name, answerCodes: name === 'carrier' ? 'acas' : 'plain' }
    ids[name] = await createSender(node.db, { name: `Lune ${name}`, gateway: 'cargo', settings })
    const { key } = await createSenderKey(node.db, ids[name])
    keys[name] = key
    clients.push(createFilerClient({ url: node.url, key, now: () => now }))
  }
  ;[carrier, forwarder] = clients as [FilerClient, FilerClient]
  await giveTeams(node, ['cargo'])
  await watch(watched)
})
afterAll(async () => {
  await carrier?.close()
  await node?.stop()
})

/** Adds a signal about a company with this name, which the next comparison uses. */
async function watch(name: string): Promise<void> {
  const whole = { full: name, family: null, given: null, script: 'Latn', quality: 'primary' }
  const company = { names: [whole], type: 'org', countries: [], addresses: [], identifiers: [] }
  await addSignal(deps(), { purposes: ['customs-security'], kind: 'organisation', value: company })
  await node.halt()
  await node.resume()
}
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
const nextAwb = () => {
  serial += 1
  return awbOf(serial)
}
/** Hands a message in and waits until it was read and answered. */
async function file(bytes: Uint8Array, by: FilerClient = carrier): Promise<string> {
  pass(1)
  filed.push({ by, bytes })
  const { id } = await by.send(bytes)
  await node.whenIdle()
  return id
}
async function person(name: string) {
  const { call } = await node.signIn(name)
  return (method: string, path: string, body?: unknown) =>
    call(method, path, body, { 'entente-purpose': 'customs-security' })
}
const analyst = () => person('analyst')
async function consignmentOf(key: string): Promise<ConsignmentDetail> {
  const call = await analyst()
  const { id } = (await call('POST', '/v1/cargo/consignments/find', { key })).body as { id: string }
  return (await call('GET', `/v1/cargo/consignments/${id}`)).body as ConsignmentDetail
}
const standingOf = async (id: string, comparedNow: string[] = []) =>
  (await readStanding({ db: node.db as never, now }, [id], comparedNow))[0]
/** Views a case for twenty seconds, and reads it. */
async function view(name: string, caseId: string) {
  const call = await person(name)
  for (let passed = 0; passed <= 20; passed += 5) {
    await call('POST', `/v1/cases/${caseId}/view`)
    now = new Date(now.getTime() + 5000)
  }
  return { call, detail: (await call('GET', `/v1/cases/${caseId}`)).body as CaseDetail }
}
const contact = { name: 'Customs desk', phone: '+47 555 01 00' }
/** Proposes an act on a case. The text is long enough for a refusal. */
async function propose(caseId: string, outcome: string, act: string, reason: string, details: object | null = null) {
  const { call, detail } = await view('analyst', caseId)
  const hits = detail.hits.map(({ id }) => id)
  const words = { text: 'The consignee is the firm that was named.', alternativesConsidered: [] }
  const proposal = { outcome, act, reasons: [reason], hits, ...words, details }
  const answer = await call('POST', `/v1/cases/${caseId}/proposal`, proposal)
  await node.whenIdle()
  return answer
}
async function confirm(caseId: string) {
  const { call } = await view('supervisor', caseId)
  const agreed = { agree: true, reasons: ['same-party-evidence'], text: 'I compared the names and the addresses.' }
  const answer = await call('POST', `/v1/cases/${caseId}/confirmation`, agreed)
  await node.whenIdle()
  return answer
}
async function reopen(caseId: string) {
  const { call } = await view('analyst', caseId)
  expect(
    (await call('POST', `/v1/cases/${caseId}/reopen`, { reason: 'New papers about the consignee came in.' })).status,
  ).toBe(204)
  await node.whenIdle()
}
const asked = (text = 'What are these goods used for?') => ({
  questions: [{ path: '/description', text }],
  deadline: null,
})
/** Files a waybill that meets the watched firm, and returns its consignment with its case. */
async function met(awb = nextAwb()): Promise<{ awb: string; id: string; caseId: string }> {
  await file(xfwb({ awb, consignee: watched }))
  const { id, caseId } = await consignmentOf(`air/${awb}`)
  expect(caseId).not.toBeNull()
  return { awb, id, caseId: caseId as string }
}
const about = (answers: readonly CargoAnswer[], awb: string) =>
  answers
    .filter(({ consignment }) => consignment.key.startsWith(`air/${awb}`))
    .map(({ event, result }) => [event, result])

test('a complete consignment without a case is cleared once for each message', async () => {
  const awb = nextAwb()
  const first = await file(xfwb({ awb }))
  const [answer] = await carrier.pull()
  expect(answer).toEqual({
    ...{
      sequence: expect.any(Number),
      at: now.toISOString(),
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

test('a house in doubt keeps its master from clearance; neither filer learns of the other', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2', consignee: watched }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  expect(about(await carrier.pull(), awb)).toEqual([])
  const [house] = await forwarder.pull()
  expect(house).toMatchObject({ consignment: { masterId: awb, houseId: 'HB-1' }, result: 'AC', code: 'AC' })
  const { caseId } = await consignmentOf(`air/${awb}/HB-2`)
  await propose(caseId as string, 'no-action', 'AC', 'different-party')
  expect(about(await forwarder.pull(), awb)).toEqual([['assessed', 'AC']])
  const [master] = await carrier.pull()
  expect(master).toMatchObject({ event: 'assessed', result: 'AC', consignment: { key: `air/${awb}`, houseId: null } })
})

test('a refused house that its filer cancels still keeps its master from clearance', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1', consignee: watched }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 2 }))
  const { caseId } = await consignmentOf(`air/${awb}/HB-1`)
  await propose(caseId as string, 'adverse', 'DNL', 'same-party-evidence', { contact })
  await confirm(caseId as string)
  await file(xfzb(awb, [{ id: 'HB-1', consignee: watched }], 20, 'Deletion'), forwarder)
  expect((await consignmentOf(`air/${awb}/HB-1`)).status).toBe('do-not-load')
  await file(xfwb({ awb, consolidation: true, pieces: 2, goods: 'GARDEN TABLES', minute: 30, purpose: 'Update' }))
  expect(about(await forwarder.pull(), awb).at(-1)).toEqual(['do-not-load', 'DNL'])
  expect(about(await carrier.pull(), awb)).toEqual([])
})

test('officers are alarmed if a house is refused after its master was cleared', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2' }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
  const [master, house] = [await consignmentOf(`air/${awb}`), await consignmentOf(`air/${awb}/HB-1`)]
  const review = { text: 'The sender asked twice for the time of loading.' }
  const opened = await (await analyst())('POST', `/v1/cargo/consignments/${house.id}/review`, review)
  const { caseId } = opened.body as { caseId: string }
  await node.whenIdle()
  const alarms = () =>
    node.db.selectFrom('alarm').select(['ref', 'detail']).where('code', '=', 'cargo-master-cleared').execute()
  // A review alone says nothing yet.
  expect(await alarms()).toEqual([])
  await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })
  await confirm(caseId)
  expect(await alarms()).toEqual([{ ref: `consignment:${master.id}`, detail: { records: [house.id] } }])
  // Only people refuse the load of the master.
  expect(about(await carrier.pull(), awb)).toEqual([])
  // An alarm that people acknowledged does not return with each amendment of the refused house.
  await node.db
    .updateTable('alarm')
    .set({ acknowledged_at: now, acknowledged_by: randomUUID() })
    .where('ref', '=', `consignment:${master.id}`)
    .execute()
  const again = { action: 'record.write', type: 'record.read' } as const
  await systemAccess(deps(), 'customs-security').transaction(again, (tx) =>
    tx.enqueue(answerSubjectJob, { gateway: 'cargo', subjectIds: [house.id, master.id] }),
  )
  await node.whenIdle()
  expect(await alarms()).toHaveLength(1)
})

test('officers are alarmed if a house is refused while its master is pulled', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2' }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  const [master, house] = [await consignmentOf(`air/${awb}`), await consignmentOf(`air/${awb}/HB-1`)]
  const { caseId } = (
    await (
      await analyst()
    )('POST', `/v1/cargo/consignments/${house.id}/review`, {
      text: 'The sender asked twice for the time of loading.',
    })
  ).body as { caseId: string }
  await node.whenIdle()
  await propose(caseId, 'no-action', 'AC', 'different-party')
  let [markPulled, markRefused] = [() => {}, () => {}]
  const pulled = new Promise<void>((resolve) => (markPulled = resolve))
  const refused = new Promise<void>((resolve) => (markRefused = resolve))
  const intent = { action: 'record.write', type: 'record.read' } as const
  const pull = systemAccess(deps(), 'customs-security').transaction(intent, async (tx) => {
    const { items } = await listAnswers(tx, ids.carrier, { after: 0, limit: 100 })
    await tx.flush()
    markPulled()
    await refused
    return about(items, awb)
  })
  await pulled
  await reopen(caseId)
  await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })
  await confirm(caseId)
  markRefused()
  expect(await pull).toEqual([['assessed', 'AC']])
  await node.whenIdle()
  const alarms = node.db.selectFrom('alarm').select('detail').where('code', '=', 'cargo-master-cleared')
  expect(await alarms.where('ref', '=', `consignment:${master.id}`).execute()).toEqual([
    { detail: { records: [house.id] } },
  ])
})

test('a master waits for the houses that its pieces announce', async () => {
  const awb = nextAwb()
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  await file(xfzb(awb, [{ id: 'HB-1' }]), forwarder)
  expect(about(await carrier.pull(), awb)).toEqual([])
  await file(xfzb(awb, [{ id: 'HB-2' }], 8), forwarder)
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
  expect(about(await forwarder.pull(), awb)).toHaveLength(2)
  // A version that a job has not compared yet clears neither its consignment nor its master.
  const master = (await consignmentOf(`air/${awb}`)).id
  const house = (await consignmentOf(`air/${awb}/HB-2`)).id
  const isCompared = async (comparedNow: string[] = []) => (await standingOf(master, comparedNow))?.compared
  const version = (change: number) =>
    node.db.updateTable('cargo_consignment').set({ version: change }).where('id', '=', house).execute()
  expect(await isCompared()).toBe(true)
  await version(2)
  expect(await isCompared()).toBe(false)
  expect(await isCompared([house])).toBe(true)
  await version(1)
})

test('by air, a house without pieces leaves its master incomplete', async () => {
  const awb = nextAwb()
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  await file(xfzb(awb, [{ id: 'HB-1' }]), forwarder)
  const [master, house] = [(await consignmentOf(`air/${awb}`)).id, (await consignmentOf(`air/${awb}/HB-1`)).id]
  const set = (id: string, to: { pieces: number | null } | { key: string }) =>
    node.db.updateTable('cargo_consignment').set(to).where('id', '=', id).execute()
  const isComplete = async () => (await standingOf(master))?.houses_complete
  await set(house, { pieces: 4 })
  expect(await isComplete()).toBe(true)
  await set(house, { pieces: null })
  expect(await isComplete()).toBe(false)
  await set(master, { key: `sea/LUNE/${awb}` })
  expect(await isComplete()).toBe(true)
  await set(master, { key: `air/${awb}` })
  await set(master, { pieces: null })
  expect(await isComplete()).toBe(true)
})

test('a master that was compared together with its corrected house is cleared after it', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1', goods: 'GOODS' }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 2 }))
  expect(about(await forwarder.pull(), awb)).toEqual([['correction-asked', 'RFI']])
  expect(about(await carrier.pull(), awb)).toEqual([])
  const [master, house] = [(await consignmentOf(`air/${awb}`)).id, (await consignmentOf(`air/${awb}/HB-1`)).id]
  // However many messages state the house, the one with a defect counts.
  await expect(
    node.db.transaction().execute(async (db) => {
      await sql`insert into cargo_filing select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(),
        'ordinal', f.ordinal + n, 'received_at', f.received_at + interval '1 minute', 'defective', false))).*
        from cargo_filing f, generate_series(1, 500) n where f.consignment_id = ${house}`.execute(db)
      const [standing] = await readStanding({ db: db as never, now }, [house])
      throw new Error(`${standing?.filings.length} ${standing?.filings.some(({ defective }) => defective)}`)
    }),
  ).rejects.toThrow('500 true')
  await node.db.updateTable('cargo_filing').set({ defective: false }).where('consignment_id', '=', house).execute()
  const compared = [house, master].map((id) => ({ context: { subject: { id } } }))
  await systemAccess(deps(), 'customs-security').transaction({ action: 'record.write', type: 'record.read' }, (tx) =>
    answerAssessed(tx, compared as never, [], 'message'),
  )
  await node.whenIdle()
  expect(about(await forwarder.pull(), awb)).toEqual([['assessed', 'AC']])
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
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
  await propose(caseId, 'further-check', 'RFI', 'data-missing', asked('Who uses the goods?'))
  // A filer sees the count of its own messages, and not that another one filed too.
  const own = (await carrier.referrals()).filter(({ consignmentId }) => consignmentId === id)
  expect(own.map(({ version }) => version)).toEqual([1])
  const [{ referralId }] = (await carrier.pull()) as [CargoAnswer]
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
  const deadline = new Date(now.getTime() + 60 * 60_000).toISOString()
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
  await node.db.updateTable('case_file').set({ due_at: now }).where('id', '=', caseId).execute()
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
  const acknowledged = { acknowledged_at: now, acknowledged_by: randomUUID() }
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

test('every defective house is asked about, also beyond the findings that a file keeps', async () => {
  const awb = nextAwb()
  const houses = Array.from({ length: 103 }, (_, at) => ({ id: `HB-${at}`, goods: at < 102 ? 'GOODS' : 'OAK CHAIRS' }))
  await file(xfzb(awb, houses), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 206 }))
  const asked = (await forwarder.pull()).filter(({ event }) => event === 'correction-asked')
  expect(asked).toHaveLength(102)
  for (const { questions } of asked) expect(questions).toMatchObject([{ finding: 'VAGUE_DESCRIPTION' }])
  expect((await carrier.pull()).map(({ result }) => result)).toEqual([])
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
  await node.db.updateTable('cargo_answer').set({ give_up_at: now }).where('id', '=', lifted.id).execute()
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

test('two workers that plan one correction store it once, and a referral that ended stays as it is', async () => {
  const awb = nextAwb()
  await file(xfwb({ awb, goods: 'GOODS' }))
  const { id } = await consignmentOf(`air/${awb}`)
  const referral = async () =>
    node.db.selectFrom('cargo_referral').selectAll().where('consignment_id', '=', id).executeTakeFirstOrThrow()
  const asked = await referral()
  await node.db
    .updateTable('cargo_referral')
    .set({ state: 'missed', ended_at: now })
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

test('within the period of the administration, lawful, reviewed and defective goods look the same', async () => {
  const rows = [{ deadline: 'clearance-after-receipt', minutes: 30 }]
  const table = { source: 'Order 7', sourceDate: '2026-11-20', rows }
  const path = '/v1/cargo/tables/deadlines'
  expect((await (await analyst())('POST', path, table)).status).toBe(201)
  expect((await (await person('supervisor'))('POST', `${path}/versions/1/approve`)).status).toBe(200)
  const lawful = nextAwb()
  await file(xfwb({ awb: lawful }))
  const filedAt = now.getTime()
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
  const counts = async () => ({
    referrals: await node.db.selectFrom('cargo_referral').select(['id', 'state']).orderBy('id').execute(),
    refusals: await node.db.selectFrom('cargo_answer').select('id').where('result', 'in', ['DNL', 'HOLD']).execute(),
  })
  const before = await counts()
  const messages = filed.toReversed()
  for (const { by, bytes } of messages) expect((await by.send(bytes)).duplicate).toBe(true)
  const consignments = await node.db.selectFrom('cargo_consignment').select('id').orderBy('id', 'desc').execute()
  const subjectIds = consignments.map(({ id }) => id)
  const again = { gateway: 'cargo', subjectIds }
  await systemAccess(deps(), 'customs-security').transaction(
    { action: 'record.write', type: 'record.read' },
    async (tx) => {
      await tx.enqueue(matchSubjectsJob, again)
      await tx.enqueue(answerSubjectJob, again)
    },
  )
  await node.whenIdle()
  expect(await counts()).toEqual(before)
  const refused = await node.db
    .selectFrom('cargo_answer as a')
    .innerJoin('decision as d', 'd.id', 'a.decision_id')
    .select(['d.proposed_by', 'd.confirmed_by'])
    .where('a.result', 'in', ['DNL', 'HOLD'])
    .execute()
  expect(refused.length).toBeGreaterThan(2)
  for (const { proposed_by, confirmed_by } of refused) expect(confirmed_by).not.toBeOneOf([null, proposed_by])
})
