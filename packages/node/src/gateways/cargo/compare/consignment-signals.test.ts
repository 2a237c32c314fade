import type { CaseDetail, CaseList, ComparableSignals, ConsignmentValue } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personDraft } from '../../../exchange/peers/signals.fixture.ts'
import { giveTeams } from '../../../pipeline/case-people.fixture.ts'
import { awbOf, xfwb } from '../cargo-messages.fixture.ts'

let node: TestNode
let key: string
let filer: string
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  await giveTeams(node, ['cargo'])
  filer = await createSender(node.db, { name: 'Lune carrier', gateway: 'cargo' })
  key = (await createSenderKey(node.db, filer)).key
  officer = await node.signIn('officer')
})
afterAll(() => node.stop())

const customs = { 'entente-purpose': 'customs-security' }
async function share(given: Partial<ConsignmentValue>, purpose = 'customs-security'): Promise<string> {
  const value = {
    ...{ hsPrefixes: null, consignee: null, consignor: null, containerNumber: null, transportDocument: null },
    ...{ routeFrom: null, routeTo: null, grossMassMinKg: null, grossMassMaxKg: null },
    ...given,
  }
  const draft = { ...personDraft('A', 'B', []), kind: 'consignment', value, purposes: [purpose] }
  const made = await officer.call('POST', '/v1/signals', draft, { 'entente-purpose': purpose })
  expect([made.status, made.body]).toMatchObject([201, {}])
  await node.whenIdle()
  return (made.body as { id: string }).id
}
async function file(awb: string, more: Omit<Parameters<typeof xfwb>[0], 'awb'> = {}): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/xml' }
  const body = new Uint8Array(xfwb({ awb, ...more }))
  expect((await fetch(`${node.url}/v1/cargo/messages`, { method: 'POST', headers, body })).status).toBe(202)
  await node.whenIdle()
}
/** Returns the signals and states of the hits on the consignments with this waybill number. */
const hits = async (awb: string) =>
  (
    await node.db
      .selectFrom('hit as h')
      .innerJoin('cargo_consignment as c', 'c.id', 'h.subject_id')
      .select(['h.signal_id', 'h.signal_version', 'h.withdrawn_at'])
      .where('c.key', '=', `air/${awb}`)
      .where('h.signal_id', 'is not', null)
      .execute()
  ).map((hit) => [hit.signal_id, hit.signal_version, hit.withdrawn_at === null])

test('a consignment meets a signal about it, and the case shows what agreed', async () => {
  const [awb, other] = [awbOf(1200001), awbOf(1200002)]
  const id = await share({ transportDocument: awb.replace('-', ' '), consignee: 'LUNE TRADERS', routeTo: 'NO' })
  await file(awb)
  await file(other)
  expect(await hits(awb)).toEqual([[id, 1, true]])
  expect(await hits(other)).toEqual([])
  const analyst = await node.signIn('analyst')
  const { items } = (await analyst.call('GET', '/v1/cases?gateway=cargo', undefined, customs)).body as CaseList
  const detail = (await analyst.call('GET', `/v1/cases/${items[0]?.id}`, undefined, customs)).body as CaseDetail
  expect(detail.hits).toMatchObject([{ of: 'signal', signalId: id, party: 'goods' }])
  expect(detail.hits[0]?.comparison.map(({ field, a, b }) => [field, a, b])).toEqual([
    ['transport document', awb, awb.replace('-', '')],
    ['route to', 'OSL, NO', 'NO'],
    ['consignee', 'Lune Traders AS', 'LUNE TRADERS'],
  ])
  expect(detail.otherExplanations.length).toBeGreaterThan(0)
})

test('a later signal meets known goods; the screening after its withdrawal meets none', async () => {
  const [awb, next] = [awbOf(1200003), awbOf(1200004)]
  await file(awb, { consignee: 'Harbour Lamps Oy' })
  const id = await share({ consignee: 'Harbour Lamps Oy', grossMassMinKg: 80, grossMassMaxKg: 90 })
  expect(await hits(awb)).toEqual([[id, 1, true]])
  const withdrawn = await officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'wrong', text: '' }, customs)
  expect(withdrawn.status).toBe(200)
  // No job has run yet: the goods that arrive next meet nothing all the same.
  await file(next, { consignee: 'Harbour Lamps Oy' })
  expect(await hits(next)).toEqual([])
  expect((await hits(awb)).map(([, , live]) => live)).toEqual([false])
})

test('a signal for another purpose never meets goods', async () => {
  const awb = awbOf(1200005)
  await share({ transportDocument: awb }, 'terrorism-prevention')
  await file(awb)
  expect(await hits(awb)).toEqual([])
})

test('an administrator sees how many signals may be compared with the goods of a filer', async () => {
  const administrator = await node.signIn('administrator')
  const count = async (id = filer) => {
    const { status, body } = await administrator.call('GET', `/v1/cargo/senders/${id}/signals`)
    return status === 200 ? (body as ComparableSignals) : status
  }
  const before = (await count()) as ComparableSignals
  await share({ transportDocument: awbOf(1200091) }, 'terrorism-prevention')
  expect(await count()).toEqual({ ...before, signals: before.signals + 1 })
  await share({ transportDocument: awbOf(1200092) })
  expect(await count()).toEqual({ comparable: before.comparable + 1, signals: before.signals + 2 })
  expect(await count(await createSender(node.db, { name: 'A carrier of people' }))).toBe(404)
})
