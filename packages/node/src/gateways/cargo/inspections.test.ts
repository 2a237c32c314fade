// This file has over 400 lines because one node with one voyage of goods serves every test of inspections.
import { readdirSync } from 'node:fs'
import type { Account, CaseDetail, CaseList, InspectionDetail, InspectionList } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wavePicture } from '../../media/made-media.fixture.ts'
import { addSignal } from '../../pipeline/case-people.fixture.ts'
import { rawFolder } from '../../pipeline/raw/raw-files.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { awbOf, xfwb } from './cargo-messages.fixture.ts'
import { orderFor } from './inspections/order-for.fixture.ts'
import { ruleTracks } from './inspections/rule-tracks.ts'
import { sendWords } from './inspections/send-words.ts'
import { readLabelled } from './learn/labelled-rows.ts'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let key: string
type Call = SignedIn['call']
/** The officer has the team cargo, the inspector the team inspection, the supervisor both. */
const calls = {} as { officer: Call; inspector: Call; outsider: Call; supervisor: Call }
const core = () => ({ store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now })

beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const filer = await createSender(node.db, { name: 'Lune Air', gateway: 'cargo' })
  ;({ key } = await createSenderKey(node.db, filer))
  const administrator = await node.signIn('administrator')
  const { items } = (await administrator.call('GET', '/v1/accounts')).body as { items: Account[] }
  for (const [name, personName, team] of [
    ['inspector', 'Ida Lund', 'inspection'],
    ['outsider', 'Tor Berg', 'travel'],
  ]) {
    const account = { name, person: { name: personName }, roles: ['analyst'], teams: [team] }
    const made = await administrator.call('POST', '/v1/accounts', { ...account, reason: 'A colleague at the quay.' })
    expect(made.status).toBe(201)
  }
  // The one-time password of a new account must be changed: these have the password of the others.
  const { password_hash, must_change_password } = await node.db
    .selectFrom('account')
    .select(['password_hash', 'must_change_password'])
    .where('name', '=', 'analyst')
    .executeTakeFirstOrThrow()
  await node.db
    .updateTable('account')
    .set({ password_hash, must_change_password })
    .where('name', 'in', ['inspector', 'outsider'])
    .execute()
  const teams = { analyst: ['cargo'], supervisor: ['cargo', 'inspection'] } as Record<string, string[]>
  for (const { id, name } of items.filter((account) => teams[account.name] !== undefined)) {
    const change = { teams: teams[name], reason: 'The teams for goods and inspections.' }
    expect((await administrator.call('PATCH', `/v1/accounts/${id}`, change)).status).toBe(200)
  }
  const whole = { full: 'Polar Dry Goods Trading', family: null, given: null, script: 'Latn', quality: 'primary' }
  const company = { names: [whole], type: 'org', countries: [], addresses: [], identifiers: [] }
  await addSignal(core(), { purposes: ['customs-security'], kind: 'organisation', value: company })
  await node.halt()
  await node.resume()
  const signedIn = async (name: string): Promise<Call> => {
    const { call } = await node.signIn(name)
    return (method, path, body) => call(method, path, body, { 'entente-purpose': 'customs-security' })
  }
  calls.officer = await signedIn('analyst')
  calls.inspector = await signedIn('inspector')
  calls.outsider = await signedIn('outsider')
  calls.supervisor = await signedIn('supervisor')
})
afterAll(() => node.stop())

let waybills = 2_000_000
/** Files a waybill and returns the id of its consignment. */
async function file(given: Partial<Parameters<typeof xfwb>[0]> = {}, awb = awbOf(waybills++)): Promise<string> {
  now = new Date(now.getTime() + 1000)
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/xml' }
  const body = new Uint8Array(xfwb({ awb, ...given }))
  expect((await fetch(`${node.url}/v1/cargo/messages`, { method: 'POST', headers, body })).status).toBe(202)
  await node.whenIdle()
  const found = await calls.officer('POST', '/v1/cargo/consignments/find', { key: `air/${awb}` })
  return (found.body as { id: string }).id
}
const result = (call: Call, id: string, body: object) => call('POST', `/v1/cargo/inspections/${id}/result`, body)
const confirm = (call: Call, id: string, body: object = {}) => call('POST', `/v1/cargo/inspections/${id}/confirm`, body)
const read = async (call: Call, id: string) =>
  (await call('GET', `/v1/cargo/inspections/${id}`)).body as InspectionDetail
const list = async (call: Call, query = '') =>
  ((await call('GET', `/v1/cargo/inspections${query}`)).body as InspectionList).items
const weapons = { outcome: 'found', found: [{ description: 'Pistol parts', hs: '930591', quantity: '4 pieces' }] }

/** Files goods for the watched firm and decides their case so. Returns the consignment and the case. */
async function decided(act: 'AC' | 'inspect' | 'RFS') {
  const consignment = await file({ consignee: 'Polar Dry Goods Trading' })
  const { officer } = calls
  const { items } = (await officer('GET', '/v1/cases?gateway=cargo')).body as CaseList
  const caseId = items.find(({ subject }) => subject.id === consignment)?.id as string
  await officer('GET', `/v1/cases/${caseId}`)
  for (let passed = 0; passed <= 20; passed += 5) {
    await officer('POST', `/v1/cases/${caseId}/view`)
    now = new Date(now.getTime() + 5000)
  }
  const isClear = act === 'AC'
  const said = await officer('POST', `/v1/cases/${caseId}/proposal`, {
    ...{ outcome: isClear ? 'no-action' : 'further-check', act, hits: [], feedback: [] },
    ...{ reasons: [isClear ? 'different-party' : 'screening-needed'], text: '', alternativesConsidered: [] },
    details: act === 'inspect' ? { focus: ['/consignment/items/0'] } : act === 'RFS' ? { method: 'xray' } : null,
  })
  expect([said.status, said.body]).toMatchObject([201, { state: 'decided' }])
  await node.whenIdle()
  return { consignment, caseId }
}
const caseOf = async (id: string) => (await calls.officer('GET', `/v1/cases/${id}`)).body as CaseDetail

test('a consignment has one open order; reasons join it, and none orders twice', async () => {
  const awb = awbOf(waybills++)
  const consignment = await file({}, awb)
  const id = await orderFor(node, consignment)
  const rule = { kind: 'rule', ref: '7d0f3c52-41f8-4a0b-9a55-1d2f64b1e7c3', version: 2, text: 'Odd routes' } as const
  expect(await orderFor(node, consignment, { reasons: [rule] })).toBe(id)
  expect(await orderFor(node, consignment)).toBe(id)
  const order = await read(calls.inspector, id)
  expect(order).toMatchObject({
    ...{ key: `air/${awb}`, place: 'OSL', dueAt: '2026-11-25T18:00:00.000Z', lane: 'red', state: 'open' },
    goods: { description: 'GARDEN CHAIRS', pieces: 6, grossKg: 90, hsCodes: ['940171'] },
  })
  expect(order.reasons.map(({ kind, text }) => [kind, text])).toEqual([
    ['random', null],
    ['rule', 'Odd routes'],
  ])
  // An amendment brings the open order up to date, and orders nothing anew once it is closed.
  await file({ goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }, awb)
  expect(await orderFor(node, consignment, { reasons: [] })).toBe(id)
  expect((await read(calls.inspector, id)).goods.description).toBe('GARDEN TABLES')
  expect((await result(calls.inspector, id, { outcome: 'nothing-found' })).status).toBe(200)
  expect(await orderFor(node, consignment, { reasons: [rule, { kind: 'random', ref: '', text: null }] })).toBe('none')
  const other = await orderFor(node, consignment, { reasons: [{ kind: 'table', ref: 'arms', text: 'arms' }] })
  expect(other).not.toBe(id)
})

test('a random selection orders an inspection, opens no case and tells the filer nothing', async () => {
  const consignment = await file()
  await orderFor(node, consignment)
  const { items } = (await calls.officer('GET', '/v1/cases?gateway=cargo')).body as CaseList
  expect(items.filter(({ subject }) => subject.id === consignment)).toEqual([])
  const detail = (await calls.officer('GET', `/v1/cargo/consignments/${consignment}`)).body
  expect(detail).toMatchObject({ caseId: null, status: 'complete' })
})

test('goods with a finding get no clearance by themselves', async () => {
  const awb = awbOf(waybills++)
  const consignment = await file({}, awb)
  const cleared = () =>
    node.db
      .selectFrom('cargo_answer')
      .select(['version', 'replaced_at'])
      .where('consignment_id', '=', consignment)
      .where('result', '=', 'AC')
      .execute()
  expect(await cleared()).toMatchObject([{ version: 1, replaced_at: null }])
  const id = await orderFor(node, consignment)
  expect((await result(calls.inspector, id, weapons)).status).toBe(200)
  await file({ goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }, awb)
  expect((await cleared()).map(({ version }) => version)).toEqual([1])
})

test('a finding on goods without a case alarms supervisors, and any other result does not', async () => {
  const alarms = () =>
    node.db.selectFrom('alarm').select(['ref', 'detail']).where('code', '=', 'cargo-found-without-case').execute()
  const before = await alarms()
  const harmless = await orderFor(node, await file())
  expect((await result(calls.inspector, harmless, { outcome: 'nothing-found' })).status).toBe(200)
  // A case shows its officers the finding.
  const { consignment: known } = await decided('inspect')
  const [order] = await list(calls.inspector, `?consignment=${known}`)
  expect((await result(calls.inspector, order?.id as string, weapons)).status).toBe(200)
  expect(await alarms()).toEqual(before)
  const consignment = await file()
  const id = await orderFor(node, consignment)
  expect((await result(calls.inspector, id, weapons)).status).toBe(200)
  expect((await alarms()).filter(({ ref }) => ref === `consignment:${consignment}`)).toEqual([
    { ref: `consignment:${consignment}`, detail: { records: [`inspection:${id}`] } },
  ])
})

test('an inspector reads orders and records results, but sees no case and no consignment', async () => {
  const { consignment, caseId } = await decided('inspect')
  const [order] = await list(calls.inspector, `?consignment=${consignment}`)
  const id = order?.id as string
  expect(order).toMatchObject({ lane: 'red', reasons: [{ kind: 'act', text: 'inspect' }] })
  expect((await read(calls.inspector, id)).focus).toEqual(['/consignment/items/0'])
  const refused = { status: 403, body: { code: 'refused' } }
  for (const [method, path, body] of [
    ['GET', `/v1/cases/${caseId}`],
    ['POST', `/v1/cases/${caseId}/view`],
    ['POST', `/v1/cases/${caseId}/reopen`, { reason: 'I want to read what is in this case.' }],
    ['GET', `/v1/cargo/consignments/${consignment}`],
  ] as const)
    expect(await calls.inspector(method, path, body), `${method} ${path}`).toMatchObject(refused)
  const empty = { body: { items: [] } }
  expect(await calls.inspector('GET', '/v1/cases')).toMatchObject(empty)
  expect(await calls.inspector('GET', '/v1/cargo/consignments')).toMatchObject(empty)
  expect(await calls.inspector('GET', '/v1/cargo/messages')).toMatchObject(empty)
  expect((await result(calls.inspector, id, { outcome: 'nothing-found' })).body).toMatchObject({ words: [] })
  expect((await read(calls.officer, id)).words).toHaveLength(1)
  const words = { words: [{ hitId: (await caseOf(caseId)).hits[0]?.id, outcome: 'confirmed' }] }
  expect((await calls.inspector('PUT', `/v1/cargo/inspections/${id}/words`, words)).status).toBe(404)
  // A person of another team sees no order.
  expect(await list(calls.outsider)).toEqual([])
  expect(await calls.outsider('GET', `/v1/cargo/inspections/${id}`)).toMatchObject(refused)
  expect(await result(calls.outsider, id, { outcome: 'nothing-found' })).toMatchObject(refused)
})

test('an order closes only with a result, which nobody can change', async () => {
  const id = await orderFor(node, await file())
  for (const [body, code] of [
    [{ outcome: 'found' }, 'body-invalid'],
    [{ outcome: 'nothing-found', found: weapons.found }, 'body-invalid'],
    [{ outcome: 'not-inspected' }, 'inspection-reason-missing'],
    [{ outcome: 'not-inspected', reason: ' ' }, 'inspection-reason-missing'],
    [{ outcome: 'lost' }, 'body-invalid'],
    [{ ...weapons, attachments: ['7d0f3c52-41f8-4a0b-9a55-1d2f64b1e7c3'] }, 'not-found'],
  ] as const)
    expect((await result(calls.inspector, id, body)).body, JSON.stringify(body)).toMatchObject({ code })
  expect((await read(calls.inspector, id)).state).toBe('open')
  expect((await result(calls.inspector, id, weapons)).body).toMatchObject({
    ...{ state: 'closed', outcome: 'found', closedAt: now.toISOString() },
    results: [{ state: 'in-force', byName: 'Ida Lund', ...weapons, second: null }],
  })
  const again = await result(calls.supervisor, id, { outcome: 'nothing-found' })
  expect(again).toMatchObject({ status: 409, body: { code: 'inspection-closed' } })
  const client = new pg.Client(node.database.connection('entente_app'))
  await client.connect()
  for (const statement of [
    "update cargo_inspection_result set outcome = 'nothing-found'",
    'delete from cargo_inspection_result',
    'update cargo_inspection_answer set agree = true',
  ])
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
  const undone = client.query("update cargo_inspection set outcome = 'nothing-found' where id = $1", [id])
  await expect(undone).rejects.toMatchObject({ code: 'EN003' })
  await client.end()
})

test('goods that nobody inspected need a second person; the database refuses the same one', async () => {
  const id = await orderFor(node, await file())
  const missed = { outcome: 'not-inspected', reason: 'The lorry left before.' }
  expect((await result(calls.inspector, id, missed)).body).toMatchObject({ state: 'awaiting-second', outcome: null })
  const same = { status: 409, body: { code: 'same-person' } }
  expect(await result(calls.inspector, id, missed)).toMatchObject(same)
  expect(await confirm(calls.inspector, id)).toMatchObject(same)
  expect(await result(calls.supervisor, id, missed)).toMatchObject({ status: 409, body: { code: 'inspection-closed' } })
  const pending = node.db.selectFrom('cargo_inspection_result').selectAll().where('inspection_id', '=', id)
  const { id: resultId, person_id, account_id } = await pending.executeTakeFirstOrThrow()
  const own = { result_id: resultId, person_id, account_id, at: now, agree: true }
  await expect(node.db.insertInto('cargo_inspection_answer').values(own).execute()).rejects.toMatchObject({
    code: 'EN001',
  })
  const closing = node.db
    .updateTable('cargo_inspection')
    .set({ state: 'closed', outcome: 'not-inspected', result_id: resultId, pending_id: null })
    .where('id', '=', id)
  await expect(closing.execute()).rejects.toMatchObject({ code: 'EN005' })

  // Without agreement the goods are still to be inspected.
  expect((await confirm(calls.supervisor, id, { agree: false })).body).toMatchObject({ state: 'open' })
  await result(calls.inspector, id, missed)
  expect((await confirm(calls.supervisor, id)).body).toMatchObject({
    ...{ state: 'closed', outcome: 'not-inspected' },
    results: [{ state: 'refused' }, { state: 'in-force', second: { agree: true } }],
  })
  expect(await confirm(calls.supervisor, id)).toMatchObject({ status: 409, body: { code: 'inspection-closed' } })
})

test('goods that nobody inspected are ordered again for a newer version', async () => {
  const awb = awbOf(waybills++)
  const consignment = await file({}, awb)
  const missed = { outcome: 'not-inspected', reason: 'The lorry left before.' }
  const id = await orderFor(node, consignment)
  await result(calls.inspector, id, missed)
  expect((await confirm(calls.supervisor, id)).body).toMatchObject({ state: 'closed', outcome: 'not-inspected' })
  expect(await orderFor(node, consignment)).toBe('none')
  await file({ goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }, awb)
  const again = await orderFor(node, consignment)
  expect(again).not.toBeOneOf(['none', id])
  await result(calls.inspector, again, { outcome: 'nothing-found' })
  await file({ goods: 'GARDEN BENCHES', minute: 10, purpose: 'Update' }, awb)
  expect(await orderFor(node, consignment)).toBe('none')
})

test('a filer takes no finding out of the results by an amendment', async () => {
  const awb = awbOf(waybills++)
  const consignment = await file({}, awb)
  const intent = { action: 'record.write', type: 'signal.match', impersonal: true } as const
  const labelled = async () => {
    const rows = await systemAccess(core(), null).transaction(intent, readLabelled)
    return rows.find(({ id }) => id === consignment)
  }
  const observed = node.db.selectFrom('cargo_observation').select(['version', 'inputs', 'at'])
  const before = await observed.where('consignment_id', '=', consignment).executeTakeFirstOrThrow()
  await result(calls.inspector, await orderFor(node, consignment), weapons)
  const learnt = await labelled()
  expect(learnt).toMatchObject({ label: 1, drawn: true, inputs: before.inputs })
  await file({ goods: 'GARDEN TABLES', pieces: 9, minute: 9, purpose: 'Update' }, awb)
  const after = await observed.where('consignment_id', '=', consignment).executeTakeFirstOrThrow()
  expect(after).toEqual({ ...before, version: 2 })
  expect(await labelled()).toEqual(learnt)
})

test('a wrong result is corrected by a further one with a second person', async () => {
  const id = await orderFor(node, await file())
  await result(calls.inspector, id, { outcome: 'nothing-found' })
  const [first] = (await read(calls.inspector, id)).results
  const corrects = first?.id as string
  expect((await result(calls.officer, id, { ...weapons, corrects })).body).toMatchObject({
    code: 'inspection-reason-missing',
  })
  const correction = { ...weapons, corrects, reason: 'A second search found them.' }
  expect((await result(calls.officer, id, correction)).body).toMatchObject({
    state: 'closed',
    outcome: 'nothing-found',
  })
  expect((await confirm(calls.officer, id)).body).toMatchObject({ code: 'same-person' })
  expect((await confirm(calls.inspector, id)).body).toMatchObject({
    outcome: 'found',
    results: [{ state: 'replaced' }, { state: 'in-force' }],
  })
  expect((await result(calls.officer, id, correction)).body).toMatchObject({ code: 'not-found' })
})

test('a finding reopens a cleared case, and a result that of the act that ordered it', async () => {
  const cleared = await decided('AC')
  await result(calls.inspector, await orderFor(node, cleared.consignment), { outcome: 'nothing-found' })
  expect((await caseOf(cleared.caseId)).state).toBe('decided')
  const again = await orderFor(node, cleared.consignment, { reasons: [{ kind: 'quota', ref: '', text: null }] })
  await result(calls.inspector, again, weapons)
  expect(await caseOf(cleared.caseId)).toMatchObject({ state: 'in-review', decision: null })

  const ordered = await decided('RFS')
  const [order] = await list(calls.inspector, `?consignment=${ordered.consignment}`)
  expect(await read(calls.inspector, order?.id as string)).toMatchObject({ method: 'xray' })
  await result(calls.inspector, order?.id as string, { outcome: 'nothing-found' })
  expect((await caseOf(ordered.caseId)).state).toBe('in-review')
})

test('an officer who did not see a finding cannot clear the goods', async () => {
  const consignment = await file({ consignee: 'Polar Dry Goods Trading' })
  const { items } = (await calls.officer('GET', '/v1/cases?gateway=cargo')).body as CaseList
  const caseId = items.find(({ subject }) => subject.id === consignment)?.id as string
  await caseOf(caseId)
  for (let passed = 0; passed <= 20; passed += 5) {
    await calls.officer('POST', `/v1/cases/${caseId}/view`)
    now = new Date(now.getTime() + 5000)
  }
  await result(calls.inspector, await orderFor(node, consignment), weapons)
  const clear = {
    ...{ outcome: 'no-action', act: 'AC', reasons: ['different-party'], hits: [], text: '' },
    ...{ alternativesConsidered: [], details: null },
  }
  const refused = await calls.officer('POST', `/v1/cases/${caseId}/proposal`, clear)
  expect(refused).toMatchObject({ status: 409, body: { code: 'evidence-changed' } })
})

test('a result becomes feedback to the owner of the signal after a day, in the word that an officer chose', async () => {
  const words = async (outcome: string, wrongParty: boolean, change?: string) => {
    const { consignment, caseId } = await decided('inspect')
    const [order] = await list(calls.inspector, `?consignment=${consignment}`)
    const id = order?.id as string
    await result(calls.inspector, id, { ...(outcome === 'found' ? weapons : { outcome }), wrongParty })
    const [word] = (await read(calls.officer, id)).words
    const body = { words: [{ hitId: word?.hitId, outcome: change }] }
    if (change !== undefined)
      expect((await calls.officer('PUT', `/v1/cargo/inspections/${id}/words`, body)).status).toBe(200)
    await sendWords(core())
    expect((await caseOf(caseId)).feedback).toEqual([])
    // The day passes.
    await node.db.updateTable('cargo_inspection_word').set({ sends_at: now }).execute()
    await sendWords(core())
    await sendWords(core())
    await node.whenIdle()
    const { feedback } = await caseOf(caseId)
    if (change !== undefined)
      expect((await calls.officer('PUT', `/v1/cargo/inspections/${id}/words`, body)).body).toMatchObject({
        code: 'inspection-closed',
      })
    return [word?.outcome, feedback.map((each) => each.outcome)]
  }
  expect(await words('found', false)).toEqual(['confirmed', ['confirmed']])
  expect(await words('nothing-found', false)).toEqual(['not-useful', ['not-useful']])
  expect(await words('data-error', true)).toEqual(['mistaken', ['mistaken']])
  expect(await words('data-error', false)).toEqual([undefined, []])
  expect(await words('nothing-found', false, 'mistaken')).toEqual(['not-useful', ['mistaken']])
})

test('the track of a rule counts the inspections of what it picked, also where it did not order them', async () => {
  const rule = { id: '3b0f3c52-41f8-4a0b-9a55-1d2f64b1e7c3', version: 1 }
  const cause = { kind: 'rule', ref: rule.id, version: 1, text: 'Odd routes' } as const
  const track = async () => {
    const intent = { action: 'record.write', type: 'signal.match', impersonal: true } as const
    const [found] = await systemAccess(core(), null).transaction(intent, (tx) => ruleTracks(tx, [rule]))
    return found
  }
  expect(await track()).toMatchObject({ reviewed: 0, confirmed: 0, low: 0, high: 1 })
  for (const [body, given] of [
    [weapons, { reasons: [cause] }],
    [{ outcome: 'nothing-found' }, { spoke: [cause] }],
    [{ outcome: 'data-error' }, { spoke: [cause] }],
  ] as const)
    await result(calls.inspector, await orderFor(node, await file(), given), body)
  // Goods that nobody inspected do not count.
  const missed = await orderFor(node, await file(), { reasons: [cause] })
  await result(calls.inspector, missed, { outcome: 'not-inspected', reason: 'The lorry left before.' })
  await confirm(calls.supervisor, missed)
  const found = await track()
  expect(found).toMatchObject({ reviewed: 3, confirmed: 1 })
  expect(found?.text.text).toBe(
    'Of 3 inspected consignments this rule picked, 1 had a finding; the true share is between 6 and 79 of 100 (95 % interval).',
  )
})

const photo = async (id: string, bytes: Uint8Array, type = 'image/jpeg', name = 'inspector') => {
  const { cookie, csrf } = await node.signIn(name)
  const headers = { cookie, 'entente-csrf': csrf, 'content-type': type, 'entente-purpose': 'customs-security' }
  const body = new Uint8Array(bytes)
  return fetch(`${node.url}/v1/cargo/inspections/${id}/photos`, { method: 'POST', headers, body })
}

test('photos are stored sealed and shown anew; one that cannot be decoded leaves the result as it is', async () => {
  const id = await orderFor(node, await file())
  const picture = await wavePicture(200, 120).jpeg().toBuffer()
  expect((await photo(id, picture)).status).toBe(200)
  const [stored] = (await read(calls.inspector, id)).photos
  expect(stored).toMatchObject({ byName: 'Ida Lund', mediaType: 'image/jpeg', bytes: picture.length })
  expect(readdirSync(rawFolder(node.dataRoot))).toContain(stored?.id)
  const { cookie } = await node.signIn('analyst')
  const headers = { cookie, 'entente-purpose': 'customs-security' }
  const shown = await fetch(`${node.url}/v1/cargo/inspections/${id}/photos/${stored?.id}`, { headers })
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(
    Buffer.from(await shown.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')

  const closed = await result(calls.inspector, id, { ...weapons, attachments: [stored?.id] })
  expect(closed.body).toMatchObject({ state: 'closed', results: [{ attachments: [stored?.id] }] })
  const gif = await wavePicture(40, 40).gif().toBuffer()
  for (const bytes of [Buffer.from('no picture'), picture.subarray(0, 20), gif]) {
    const refused = await photo(id, bytes)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([422, 'media-undecodable'])
  }
  const over = await photo(id, new Uint8Array(10 * 1024 * 1024 + 1))
  expect(over.status).toBe(413)
  expect(await read(calls.inspector, id)).toMatchObject({ state: 'closed', outcome: 'found', photos: [{}] })
  for (let more = 2; more <= 20; more += 1) expect((await photo(id, picture)).status).toBe(200)
  expect(await (await photo(id, picture)).json()).toMatchObject({ code: 'inspection-photos' })
})

test('orders are listed by arrival with filters and pages, and those due today are counted', async () => {
  const { body } = await calls.inspector('GET', '/v1/badges?day=2026-11-25')
  const all = await list(calls.inspector, '?day=2026-11-25&limit=100')
  const waiting = all.filter(({ state }) => state !== 'closed').length
  expect(waiting).toBeGreaterThan(0)
  expect(body).toMatchObject({ inspectionsDue: waiting })
  expect((await calls.inspector('GET', '/v1/badges?day=2026-11-20')).body).toMatchObject({ inspectionsDue: 0 })
  expect(await list(calls.inspector, '?day=2026-11-26')).toEqual([])
  expect(await list(calls.inspector, '?place=BGO')).toEqual([])
  expect(await list(calls.inspector, '?lane=yellow')).toEqual([])
  expect(new Set((await list(calls.inspector, '?state=closed&limit=100')).map(({ state }) => state))).toEqual(
    new Set(['closed']),
  )
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = (await calls.inspector('GET', `/v1/cargo/inspections?limit=3${next === '' ? '' : `&next=${next}`}`))
      .body as InspectionList
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
  }
  expect(seen).toEqual((await list(calls.inspector, '?limit=100')).map(({ id }) => id))
  expect(new Set(seen).size).toBe(seen.length)
  expect((await calls.inspector('GET', '/v1/cargo/inspections?next=abc')).body).toMatchObject({ code: 'body-invalid' })
})
