import type { CargoAnswer, CaseDetail, ConsignmentDetail } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { createFilerClient, type FilerClient, startTestNode } from '@entente/testkit'
import { expect } from 'vitest'
import { addSignal, giveTeams } from '../../../pipeline/case-people.fixture.ts'
import { answerSubjectJob, matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { awbOf, xfwb } from '../cargo-messages.fixture.ts'
import { readStanding } from './standing.ts'

/** The secret of the webhook of the carrier. */
export const secret = 'a-secret-of-the-carrier'
/** A firm on a list: goods for it open a case. */
export const watched = 'Polar Dry Goods Trading'
/** The contact that a refusal names. */
export const contact = { name: 'Customs desk', phone: '+47 555 01 00' }
/** The details of a request for information. */
export const asked = (text = 'What are these goods used for?') => ({
  questions: [{ path: '/description', text }],
  deadline: null,
})
/** Returns events and results of the answers about an air waybill and its houses. */
export const about = (answers: readonly CargoAnswer[], awb: string) =>
  answers
    .filter(({ consignment }) => consignment.key.startsWith(`air/${awb}`))
    .map(({ event, result }) => [event, result])

/** Opens a node with a carrier and a forwarder, a list with one firm, and a clock that only moves when it is told to. */
export async function openAnswersStage() {
  let now = new Date('2026-11-24T12:00:00.000Z')
  let serial = 3_000_000
  const filed: { by: FilerClient; bytes: Uint8Array }[] = []
  const node = await startTestNode({ clock: () => now })
  const member = { id: 'norland.example', name: 'Norland' }
  const deps = () => ({ store: node.store, member, clock: () => now })

  async function filer(name: 'carrier' | 'forwarder', answerCodes: 'acas' | 'plain') {
    const settings = { filer: name, answerCodes }
    const id = await createSender(node.db, { name: `Lune ${name}`, gateway: 'cargo', synthetic: true, settings })
    const { key } = await createSenderKey(node.db, id)
    return { id, key, client: createFilerClient({ url: node.url, key, now: () => now }) }
  }
  const [{ client: carrier, ...ofCarrier }, { client: forwarder, ...ofForwarder }] = [
    await filer('carrier', 'acas'),
    await filer('forwarder', 'plain'),
  ]

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
  /** Files a waybill that meets the watched firm, and returns its consignment with its case. */
  async function met(awb = nextAwb()): Promise<{ awb: string; id: string; caseId: string }> {
    await file(xfwb({ awb, consignee: watched }))
    const { id, caseId } = await consignmentOf(`air/${awb}`)
    expect(caseId).not.toBeNull()
    return { awb, id, caseId: caseId as string }
  }
  /**
   * Sends all messages again in another order, and compares and answers all consignments again. Expects neither a new question nor
   * a new refusal, and two people behind each refusal. Returns the number of refusals.
   */
  async function sendAllAgain(): Promise<number> {
    const counts = async () => ({
      referrals: await node.db.selectFrom('cargo_referral').select(['id', 'state']).orderBy('id').execute(),
      refusals: await node.db.selectFrom('cargo_answer').select('id').where('result', 'in', ['DNL', 'HOLD']).execute(),
    })
    const before = await counts()
    for (const { by, bytes } of filed.toReversed()) expect((await by.send(bytes)).duplicate).toBe(true)
    const consignments = await node.db.selectFrom('cargo_consignment').select('id').orderBy('id', 'desc').execute()
    const again = { gateway: 'cargo', subjectIds: consignments.map(({ id }) => id) }
    const intent = { action: 'record.write', type: 'record.read' } as const
    await systemAccess(deps(), 'customs-security').transaction(intent, async (tx) => {
      await tx.enqueue(matchSubjectsJob, again)
      await tx.enqueue(answerSubjectJob, again)
    })
    await node.whenIdle()
    expect(await counts()).toEqual(before)
    const refused = await node.db
      .selectFrom('cargo_answer as a')
      .innerJoin('decision as d', 'd.id', 'a.decision_id')
      .select(['d.proposed_by', 'd.confirmed_by'])
      .where('a.result', 'in', ['DNL', 'HOLD'])
      .execute()
    for (const { proposed_by, confirmed_by } of refused) expect(confirmed_by).not.toBeOneOf([null, proposed_by])
    return refused.length
  }

  await giveTeams(node, ['cargo'])
  await watch(watched)
  return {
    ...{ node, carrier, forwarder, deps, now: () => now },
    ids: { carrier: ofCarrier.id, forwarder: ofForwarder.id },
    keys: { carrier: ofCarrier.key, forwarder: ofForwarder.key },
    ...{ watch, pass, nextAwb, file, person, analyst, consignmentOf, standingOf, view },
    ...{ propose, confirm, reopen, met, sendAllAgain },
    async close(): Promise<void> {
      await carrier.close()
      await node.stop()
    },
  }
}
