import type { CargoReading, CaseDetail, CaseList, ConsignmentDetail, ConsignmentList } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addSignal, giveTeams, personValue } from '../../pipeline/case-people.fixture.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { awbOf, watchedCompany, xffm, xfwb, xfzb } from './cargo-messages.fixture.ts'
import { resolveConsignments } from './consignments/resolve-consignments.ts'
import { createFilers } from './filers.fixture.ts'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
const keys: { carrier: string; forwarder: string; travel: string } = { carrier: '', forwarder: '', travel: '' }
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  Object.assign(keys, await createFilers(node.db))
  keys.travel = node.sender.key
  await giveTeams(node, ['cargo', 'travel'])
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now }
  await addSignal(core, watchedCompany)
  // A list for another purpose never meets goods.
  await addSignal(core, { value: personValue('Qarmouti', 'Yusuf Hamdan') })
  await node.halt()
  await node.resume()
})
afterAll(() => node.stop())

async function call(key: string, method: string, path: string, body?: Uint8Array | object) {
  const isBytes = body instanceof Uint8Array
  const response = await fetch(`${node.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/xml' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
/** Hands a message in and waits until it was read. Returns its id. */
async function file(bytes: Uint8Array, key = keys.carrier): Promise<string> {
  now = new Date(now.getTime() + 1000)
  const { status, body } = await call(key, 'POST', '/v1/cargo/messages', bytes)
  expect([status, body]).toMatchObject([202, { duplicate: false }])
  await node.whenIdle()
  return body.id as string
}
async function person(name: string): Promise<SignedIn['call']> {
  const signedIn = await node.signIn(name)
  const purpose = name.startsWith('oversight') ? 'human-rights-review' : 'customs-security'
  return (method, path, body) => signedIn.call(method, path, body, { 'entente-purpose': purpose })
}
const find = async (key: string): Promise<string> =>
  ((await (await person('analyst'))('POST', '/v1/cargo/consignments/find', { key })).body as { id: string }).id
const read = async (id: string, version?: number): Promise<ConsignmentDetail> => {
  const path = `/v1/cargo/consignments/${id}${version === undefined ? '' : `?version=${version}`}`
  const answer = await (await person('analyst'))('GET', path)
  expect([answer.status, answer.status === 200 ? null : answer.body]).toEqual([200, null])
  return answer.body as ConsignmentDetail
}

test('a waybill becomes a consignment that its filer and the team can read', async () => {
  const awb = awbOf(1234567)
  const id = await file(xfwb({ awb }))
  const state = (await call(keys.carrier, 'GET', `/v1/cargo/messages/${id}`)).body
  expect(state).toMatchObject({
    format: 'xfwb',
    status: 'read',
    counts: { messages: 1, consignments: 1 },
    readVersion: 1,
  })
  const reading = (await call(keys.carrier, 'GET', `/v1/cargo/messages/${id}/reading`)).body as unknown as CargoReading
  expect(reading).toMatchObject({ gateway: 'cargo', outcome: 'read', quarantined: [] })
  expect(reading.messages).toHaveLength(1)
  expect(reading.messages[0]?.consignments).toMatchObject([{ key: `air/${awb}`, pieces: 6 }])
  const detail = await read(await find(`air/${awb}`))
  expect(detail).toMatchObject({
    ...{ key: `air/${awb}`, generation: 1, level: 'master', mode: 'air', version: 1, status: 'complete' },
    ...{ masked: false, master: null, houses: [], caseId: null },
    filings: [{ messageId: id, filerName: 'Lune carrier', format: 'xfwb', inForce: true }],
    consignment: { origin: 'IST', destination: 'OSL', description: 'GARDEN CHAIRS' },
  })
  const analyst = await person('analyst')
  const { items } = (await analyst('GET', '/v1/cargo/consignments')).body as ConsignmentList
  expect(items).toMatchObject([{ key: `air/${awb}`, conveyance: 'ZZ0310', loadsAt: '2026-11-25T14:20:00.000Z' }])
  expect(JSON.stringify(items)).not.toMatch(/Acorn|Lune Traders|CHAIRS/)
})

test('a filer sees only its own messages and finds only its own consignments', async () => {
  const awb = awbOf(1000002)
  const id = await file(xfwb({ awb }))
  const foreign = await call(keys.forwarder, 'GET', `/v1/cargo/messages/${id}/reading`)
  expect(foreign).toMatchObject({ status: 403, body: { code: 'refused' } })
  const found = (key: string) => call(key, 'POST', '/v1/cargo/consignments/find', { key: `air/${awb}` })
  expect([(await found(keys.carrier)).status, (await found(keys.forwarder)).status]).toEqual([200, 404])
  const own = (await call(keys.forwarder, 'GET', '/v1/cargo/messages')).body as { items: unknown[] }
  expect(own.items).toEqual([])
  // A key of another gateway belongs to no filer.
  expect(await call(keys.travel, 'POST', '/v1/cargo/messages', xfwb({ awb }))).toMatchObject({
    ...{ status: 403, body: { code: 'sender-unknown' } },
  })
})

test('the same bytes again make no new version; an update makes one and names what changed', async () => {
  const awb = awbOf(1000003)
  const bytes = xfwb({ awb })
  const first = await file(bytes)
  const again = await call(keys.carrier, 'POST', '/v1/cargo/messages', bytes)
  expect(again).toMatchObject({ status: 202, body: { duplicate: true, duplicateOf: first } })
  const id = await find(`air/${awb}`)
  expect((await read(id)).version).toBe(1)
  await file(xfwb({ awb, goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }))
  const detail = await read(id)
  expect(detail).toMatchObject({ version: 2, consignment: { description: 'GARDEN TABLES' } })
  expect(detail.versions.map(({ changedPaths }) => changedPaths)).toEqual([[], ['description', 'items']])
  expect(detail.filings.map(({ inForce }) => inForce)).toEqual([false, true])
  expect((await read(id, 1)).consignment.description).toBe('GARDEN CHAIRS')
  // A message that was prepared earlier comes late: it is stored, and changes nothing.
  await file(xfwb({ awb, goods: 'PARASOLS', minute: 7 }))
  const after = await read(id)
  expect([after.version, after.filings.length]).toEqual([2, 3])
  expect(after.findings.map(({ code }) => code)).toContain('OUT_OF_ORDER')
  await file(xfwb({ awb, minute: 20, purpose: 'Deletion' }))
  expect((await read(id)).status).toBe('cancelled')
})

test('houses that come before their master wait for it and are linked when it comes', async () => {
  const awb = awbOf(1000004)
  const message = xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2' }])
  await file(message, keys.forwarder)
  const house = await find(`air/${awb}/HB-1`)
  // The list of houses names their master, so it is known from here on.
  const { master, status } = await read(house)
  expect([master?.key, status]).toEqual([`air/${awb}`, 'complete'])
  await file(xfwb({ awb, consolidation: true }))
  const detail = await read(master?.id as string)
  expect(detail.houses.map(({ key }) => key)).toEqual([`air/${awb}/HB-1`, `air/${awb}/HB-2`])
  expect(detail).toMatchObject({ status: 'complete', consignment: { description: 'GARDEN CHAIRS' } })
  const alone = awbOf(1000005)
  await file(xfwb({ awb: alone, consolidation: true }))
  expect((await read(await find(`air/${alone}`))).status).toBe('partial')
})

test('a waybill number that is used again after a year means other goods', async () => {
  const awb = awbOf(1000006)
  await file(xfwb({ awb, minute: 1 }))
  const first = await find(`air/${awb}`)
  // A filer cannot split goods by stating the issue of last year.
  await file(xfwb({ awb, issued: '2025-11-20T00:00:00', minute: 2 }))
  expect(await find(`air/${awb}`)).toBe(first)
  const lastYear = { first_received_at: new Date('2025-11-20T00:00:00Z'), issued_at: new Date('2025-11-20T00:00:00Z') }
  await node.db.updateTable('cargo_consignment').set(lastYear).where('id', '=', first).execute()
  await file(xfwb({ awb, goods: 'PARASOLS', minute: 30 }))
  const second = await find(`air/${awb}`)
  expect(second).not.toBe(first)
  expect([(await read(first)).generation, (await read(second)).generation]).toEqual([1, 2])
})

test('a watched party opens one case; a refusal needs two people; the filer is told nothing meanwhile', async () => {
  const awb = awbOf(1000007)
  await file(xfwb({ awb, consignee: 'Polar Dry Goods Trading', consignor: 'Yusuf Hamdan Qarmouti' }))
  const id = await find(`air/${awb}`)
  const analyst = await person('analyst')
  const { items } = (await analyst('GET', '/v1/cases?gateway=cargo')).body as CaseList
  expect(items).toMatchObject([{ subject: { id }, context: { route: 'IST-OSL' }, dueAt: '2026-11-25T13:20:00.000Z' }])
  const caseId = items[0]?.id as string
  expect(await read(id)).toMatchObject({ status: 'in-review', caseId })
  const detail = (await analyst('GET', `/v1/cases/${caseId}`)).body as CaseDetail
  // The list of people is for another purpose, so only the firm is met.
  expect(detail.hits.map(({ party }) => party)).toEqual(['consignee'])
  expect(detail.record?.sections.map((section) => section.id)).toEqual([
    ...['goods', 'parties', 'items', 'route', 'loads', 'differences', 'versions'],
  ])
  const view = async (by: SignedIn['call']) => {
    for (let passed = 0; passed <= 20; passed += 5) {
      expect((await by('POST', `/v1/cases/${caseId}/view`)).status).toBe(200)
      now = new Date(now.getTime() + 5000)
    }
  }
  await view(analyst)
  const contact = { name: 'Customs desk', phone: '+47 555 01 00' }
  const words = { text: 'The consignee is the firm that was named.', alternativesConsidered: [], details: { contact } }
  const hits = detail.hits.map((hit) => hit.id)
  const proposal = { outcome: 'adverse', act: 'DNL', reasons: ['same-party-evidence'], hits, ...words }
  expect((await analyst('POST', `/v1/cases/${caseId}/proposal`, proposal)).body).toMatchObject({
    ...{ state: 'awaiting-second', decision: null },
  })
  expect((await read(id)).status).toBe('in-review')
  const supervisor = await person('supervisor')
  await view(supervisor)
  const agreed = { agree: true, reasons: ['same-party-evidence'], text: 'I compared the names and the addresses.' }
  expect((await supervisor('POST', `/v1/cases/${caseId}/confirmation`, agreed)).body).toMatchObject({
    ...{ state: 'decided', decision: { act: 'DNL', adverse: true } },
  })
  await node.whenIdle()
  expect((await read(id)).status).toBe('do-not-load')
  // The refusal stands although the filer names another consignee, and although it cancels.
  await file(xfwb({ awb, minute: 39, purpose: 'Update' }))
  expect(await read(id)).toMatchObject({ version: 2, status: 'do-not-load' })
  await file(xfwb({ awb, minute: 40, purpose: 'Deletion' }))
  expect((await read(id)).status).toBe('do-not-load')
})

test('a filer that names another consignee closes no open case', async () => {
  const awb = awbOf(1000008)
  await file(xfwb({ awb, consignee: 'Polar Dry Goods Trading' }))
  const id = await find(`air/${awb}`)
  const { caseId } = await read(id)
  await file(xfwb({ awb, minute: 39, purpose: 'Update' }))
  expect(await read(id)).toMatchObject({ version: 2, status: 'in-review', caseId })
  const { state, hits } = (await (await person('analyst'))('GET', `/v1/cases/${caseId}`)).body as CaseDetail
  expect([state, hits.map(({ suppressedBy }) => suppressedBy)]).toEqual(['open', [null]])
})

test('another filer hides no party; a filer for a foreign carrier changes nothing, and a finding says so', async () => {
  const awb = awbOf(1000009)
  await file(xfwb({ awb, consignee: 'Polar Dry Goods Trading' }))
  const id = await find(`air/${awb}`)
  await file(xfwb({ awb, minute: 45, goods: 'PARASOLS' }), keys.forwarder)
  const detail = await read(id)
  expect(detail).toMatchObject({ version: 2, status: 'in-review', consignment: { description: 'PARASOLS' } })
  expect(JSON.stringify(detail.consignment)).toContain('Polar Dry Goods Trading')
  expect(detail.differences.map(({ path }) => path)).toContain('parties')
  const settings = (carriers: string[]) =>
    node.db
      .updateTable('sender')
      .set({ settings: JSON.stringify({ carriers }) })
      .where('name', '=', 'Lune forwarder')
      .execute()
  await settings(['QX'])
  await file(xfwb({ awb, minute: 46, goods: 'BASKETS' }), keys.forwarder)
  const after = await read(id)
  await settings([])
  expect(after.consignment.description).toBe('GARDEN CHAIRS')
  expect(after.findings.map(({ code }) => code)).toContain('CARRIER_NOT_ALLOWED')
})

test('a consignment lives by its earliest filing, and its master is listed only for those who may see it', async () => {
  const awb = awbOf(1000010)
  await file(xfzb(awb, [{ id: 'HB-9' }]), keys.forwarder)
  const house = await read(await find(`air/${awb}/HB-9`))
  const before = await read(house.master?.id as string)
  now = new Date(now.getTime() + 86_400_000)
  await file(xfzb(awb, [{ id: 'HB-9', consignee: 'Elm Traders AS' }], 50), keys.forwarder)
  const after = await read(house.id)
  expect([after.version, after.maskAt, after.deleteAt]).toEqual([2, house.maskAt, house.deleteAt])
  await node.db.updateTable('cargo_consignment').set({ team: 'other' }).where('id', '=', before.id).execute()
  expect((await read(house.id)).master).toBeNull()
})

test('a house of an earlier use of a number is not linked with the master of the later one', async () => {
  const awb = awbOf(1000011)
  await file(xfzb(awb, [{ id: 'HB-3' }, { id: 'HB-4' }]), keys.forwarder)
  const [early, late] = [await find(`air/${awb}/HB-3`), await find(`air/${awb}/HB-4`)]
  const houses = (first: Date, ids: string[]) =>
    node.db
      .updateTable('cargo_consignment')
      .set({ parent_id: null, first_received_at: first })
      .where('id', 'in', ids)
      .execute()
  await houses(now, [late])
  await houses(new Date(now.getTime() - 301 * 86_400_000), [early])
  await file(xfwb({ awb, consolidation: true }))
  expect([(await read(early)).master, (await read(late)).master?.key]).toEqual([null, `air/${awb}`])
})

test('nobody renames the declaration of another filer, and a former key still means it', async () => {
  const ids = new Map((await node.db.selectFrom('sender').select(['id', 'name']).execute()).map((s) => [s.name, s.id]))
  const law = { regime: 'cargo-own', purposes: ['customs-security'], team: 'cargo', received_at: now, mask_at: null }
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' } }
  const resolve = async (filer: string, key: string, formerKey: string | null = null) => {
    const filed = { key, formerKey, parentKey: null, level: 'declaration' as const, mode: null, issuedAt: null }
    const given = { ...filed, senderId: ids.get(`Lune ${filer}`) as string, receivedAt: now }
    const intent = { action: 'record.write', type: 'record.read' } as const
    const { ids: found } = await systemAccess(core, 'customs-security').transaction(intent, (tx) =>
      resolveConsignments(tx, [{ ...given, law: { ...law, delete_at: new Date('2029-01-01T00:00:00Z') } }]),
    )
    return found[0]
  }
  const own = await resolve('carrier', 'ens/S/L1')
  expect(await resolve('forwarder', 'ens/MRN-B', 'ens/S/L1')).not.toBe(own)
  expect(await resolve('carrier', 'ens/MRN-A', 'ens/S/L1')).toBe(own)
  expect(await resolve('carrier', 'ens/S/L1')).toBe(own)
  expect(await resolve('forwarder', 'ens/S/L1')).not.toBe(own)
})

test('an empty body is refused; bytes that are no message are kept and quarantined', async () => {
  expect(await call(keys.carrier, 'POST', '/v1/cargo/messages', Buffer.alloc(0))).toMatchObject({
    ...{ status: 400, body: { code: 'empty-body' } },
  })
  const id = await file(Buffer.from('%PDF-1.7 nothing of use'))
  const { body } = await call(keys.carrier, 'GET', `/v1/cargo/messages/${id}`)
  expect(body).toMatchObject({
    status: 'quarantined',
    format: null,
    counts: { consignments: 0, findings: { error: 1 } },
  })
  const reading = (await call(keys.carrier, 'GET', `/v1/cargo/messages/${id}/reading`)).body as unknown as CargoReading
  expect(reading.findings.map(({ code }) => code)).toEqual(['NO_INTERCHANGE'])
  const listed = async (status: string) =>
    (await call(keys.carrier, 'GET', `/v1/cargo/messages?status=${status}`)).body as { items: { id: string }[] }
  expect((await listed('quarantined')).items.map((each) => each.id)).toEqual([id])
  expect((await listed('read')).items.map((each) => each.id)).not.toContain(id)
  expect((await listed('reading')).items).toEqual([])
})

test('a manifest over 500 consignments is read in several transactions of few statements', async () => {
  const waybills = Array.from({ length: 1200 }, (_, at) => awbOf(2_000_000 + at))
  const before = await counted()
  const statements = vi.spyOn(pg.Client.prototype, 'query')
  const id = await file(xffm(waybills), keys.carrier)
  const work = transactionsIn(statements.mock)
  statements.mockRestore()
  const rows = await counted()
  const state = (await call(keys.carrier, 'GET', `/v1/cargo/messages/${id}`)).body
  expect(state).toMatchObject({ status: 'read', format: 'xffm', counts: { consignments: 1200 } })
  expect(rows - before).toBe(1200)
  // Three parts and the end of the reading.
  expect(work).toHaveLength(4)
  expect(work.flat().length).toBeLessThan(0.1 * 1200)
  const reading = (await call(keys.carrier, 'GET', `/v1/cargo/messages/${id}/reading`)).body as unknown as CargoReading
  expect(reading.messages[0]?.consignments.map(({ id: awb }) => awb)).toEqual(waybills)
  expect(reading.messages[0]?.loads).toHaveLength(1200)
  expect(reading.messages[0]?.equipment).toHaveLength(1200)
  const detail = await read(await find(`air/${waybills[700]}`))
  expect(detail.loads).toMatchObject([{ consignmentId: waybills[700], pieces: 4 }])
  // Read again: each filing is replaced, and nothing else changes.
  const analyst = await person('analyst')
  const reread = vi.spyOn(pg.Client.prototype, 'query')
  expect((await analyst('POST', `/v1/cargo/messages/${id}/read`)).status).toBe(202)
  await node.whenIdle()
  const reads = transactionsIn(reread.mock).map((all) =>
    all.filter((text) => /^select \* from "cargo_consignment"/.test(text)),
  )
  reread.mockRestore()
  // A filing beside the reading waits, so that no version is set back.
  expect(reads.flat().length).toBeGreaterThan(0)
  expect(reads.flat().every((text) => text.endsWith('for no key update'))).toBe(true)
  expect((await read(detail.id)).version).toBe(1)
  expect(await counted()).toBe(rows)
  // Another engine had stored a part: everything is read again, and each filing counts once.
  const part = { read_version: 0, read_parts: 1, read_engine: 'cargo 0', read_as: 2, read_at: now }
  await node.db.updateTable('message').set(part).where('id', '=', id).execute()
  await node.whenIdle()
  const filings = await node.db
    .selectFrom('cargo_filing')
    .select('read_version')
    .where('message_id', '=', id)
    .where('current', '=', true)
    .execute()
  expect([filings.length, new Set(filings.map((filing) => filing.read_version))]).toEqual([1200, new Set([3])])
  expect((await read(detail.id)).version).toBe(1)
})
/** Returns the statements of each transaction that wrote to a table of consignments. */
function transactionsIn({ calls, contexts }: { calls: unknown[][]; contexts: unknown[] }): string[][] {
  const open = new Map<unknown, string[]>()
  const ended: string[][] = []
  for (const [place, [query]] of calls.entries()) {
    const text = String((query as { text?: string }).text ?? query)
    const client = contexts[place]
    if (/^begin/i.test(text)) open.set(client, [])
    else if (/^commit/i.test(text)) ended.push(open.get(client) ?? [])
    else open.get(client)?.push(text)
  }
  return ended.filter((statements) => statements.some((text) => /(insert into|update) "?(cargo_|reading)/i.test(text)))
}
const counted = async (): Promise<number> =>
  (await node.db.selectFrom('cargo_consignment').select('id').execute()).length

test('after a year names, addresses and descriptions are masked; places and counts stay', async () => {
  const id = await find(`air/${awbOf(1234567)}`)
  now = new Date('2027-12-01T12:00:00.000Z')
  const detail = await read(id)
  expect(detail).toMatchObject({ masked: true, consignment: { description: null, origin: 'IST', pieces: 6 } })
  const analyst = await person('analyst')
  const { items } = (await analyst('GET', '/v1/cases?gateway=cargo')).body as CaseList
  const all = JSON.stringify([detail, items])
  expect(all).not.toMatch(/Acorn|Lune Traders|CHAIRS|Mill Lane/)
})
