import type { CargoTable, CargoTableList, HsTextList, Problem } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveTeams } from '../../../pipeline/case-people.fixture.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { createAccount } from '../../../safeguards/access/accounts/create-account.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { awbOf, xfwb } from '../cargo-messages.fixture.ts'
import { shippedTable } from './shipped-tables.ts'
import { tablesInForce, tablesOf } from './tables-in-force.ts'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let analyst: SignedIn
let supervisor: SignedIn
let second: SignedIn
/** Sessions end after a while without use, so a test that moves the clock signs in again. */
async function signIn(at: string): Promise<void> {
  now = new Date(at)
  analyst = await node.signIn('analyst')
  supervisor = await node.signIn('supervisor')
  second = await node.signIn('supervisor-2')
}
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  await giveTeams(node, ['cargo'])
  await createAccount(node.db, {
    ...{ name: 'supervisor-2', person: { name: 'Astrid Vik' }, roles: [{ role: 'supervisor', state: 'active' }] },
    ...{
      teams: ['cargo'],
      password: testPassword,
      mustChangePassword: false,
      grantedBy: null,
      grantedAt: new Date('2026-01-01T00:00:00.000Z'),
    },
  })
  await signIn('2026-11-24T12:00:00.000Z')
})
afterAll(() => node.stop())

const terms = { source: 'Order 12', sourceDate: '2026-11-20' }
const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  systemAccess({ store: node.store, member: { id: 'norland.example', name: 'Norland' } }, null).transaction(
    { action: 'signal.match', type: 'signal.match', impersonal: true },
    async (tx) => {
      tx.leavesNoEntry()
      return work(tx)
    },
  )
const post = (by: SignedIn, kind: string, body: object) => by.call('POST', `/v1/cargo/tables/${kind}`, body)
const postCsv = (kind: string, csv: string) => {
  const path = `/v1/cargo/tables/${kind}?source=Order%2012&sourceDate=2026-11-20`
  return analyst.call('POST', path, new TextEncoder().encode(csv), { 'content-type': 'text/csv' })
}
const approve = (by: SignedIn, kind: string, version: number) =>
  by.call('POST', `/v1/cargo/tables/${kind}/versions/${version}/approve`)
const read = async (kind: string, query = '') =>
  (await analyst.call('GET', `/v1/cargo/tables/${kind}${query}`)).body as CargoTable
const deadline = (minutes: unknown, name = 'rfi-answer') => ({ deadline: name, minutes })

test('the table of the release counts until a second person approved another version', async () => {
  expect(await read('deadlines')).toMatchObject({ inForce: { version: 0, state: 'in-force' }, may: { write: true } })
  const written = await post(analyst, 'deadlines', { ...terms, rows: [deadline(30)] })
  expect(written).toMatchObject({ status: 201, body: { kind: 'deadlines', version: 1, rows: 1 } })
  expect(await inside(async (tx) => (await tablesInForce(tx)).deadlineOf('rfi-answer'))).toBe(120)
  expect(await approve(analyst, 'deadlines', 1)).toMatchObject({ status: 403, body: { code: 'role' } })
  const approved = await approve(supervisor, 'deadlines', 1)
  expect(approved).toMatchObject({ status: 200, body: { inForce: { version: 1 } } })
  expect(await inside(async (tx) => (await tablesInForce(tx)).deadlineOf('rfi-answer'))).toBe(30)
  const { versions, shown } = await read('deadlines')
  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [1, 'in-force'],
    [0, 'ended'],
  ])
  const removed = (versions.at(-1)?.rows ?? 0) - 1
  expect(shown.difference).toMatchObject({ from: 0, counts: { added: 0, removed, changed: 1 } })
  expect(shown.difference?.changed).toEqual([{ before: deadline(120), after: deadline(30) }])
  expect(await approve(supervisor, 'deadlines', 1)).toMatchObject({ status: 409, body: { code: 'table-state' } })
  expect(await approve(supervisor, 'deadlines', 9)).toMatchObject({ status: 404 })
})

test('an older version is not approved after a newer one', async () => {
  await post(analyst, 'deadlines', { ...terms, rows: [deadline(40)] })
  await post(analyst, 'deadlines', { ...terms, rows: [deadline(50)] })
  expect(await approve(supervisor, 'deadlines', 3)).toMatchObject({ status: 200 })
  expect(await approve(supervisor, 'deadlines', 2)).toMatchObject({ status: 409, body: { code: 'table-state' } })
  // The difference is to what it replaced, and not to the proposal that nobody approved.
  expect((await read('deadlines', '?version=3')).shown.difference).toMatchObject({ from: 1 })
})

test('every bad value is listed with line and column, and nothing changes', async () => {
  const lines = Array.from({ length: 1000 }, (_, at) => `${840000 + at},6,steel,look,Order 12,2026-11-20,2026-12-01`)
  lines[810] = '84000x,6,steel,look,Order 12,2026-11-20,2026-12-01'
  lines[900] = '840900,4,steel,look,Order 12,2026-11-20,2026-02-30'
  const csv = ['hs,level,tag,effect,source,sourceDate,validFrom', ...lines].join('\n')
  const answer = await postCsv('strategic-goods', csv)
  const problem = answer.body as Problem
  expect([answer.status, problem.code]).toEqual([422, 'table-invalid'])
  expect(problem.errors?.map(({ at, line, column }) => [at, line, column])).toEqual([
    ['/rows/810/hs', 812, 1],
    ['/rows/900/validFrom', 902, 7],
  ])
  expect((await read('strategic-goods')).versions).toHaveLength(1)
  const json = await post(analyst, 'strategic-goods', { ...terms, rows: [{ hs: 930190 }, 'x', { extra: 1 }] })
  const { errors = [] } = json.body as Problem
  expect(json.status).toBe(422)
  expect(errors.find(({ at }) => at === '/rows/0/hs')).toMatchObject({
    line: 1,
    column: 1,
    message: expect.stringContaining('no text'),
  })
  expect(errors.filter(({ line }) => line === 2)).toHaveLength(1)
  expect(errors.map(({ at }) => at)).toContain('/rows/2/extra')
})

test('a correct file in CSV is read in any order of its columns', async () => {
  const csv = '\ufeffminutes;deadline\r\n15;rfs-answer\r\n'
  expect(await postCsv('deadlines', csv)).toMatchObject({ status: 201, body: { rows: 1 } })
  expect((await read('deadlines')).shown.rows).toEqual([deadline(15, 'rfs-answer')])
})

test('a version begins and ends with its days, and the table before counts again', async () => {
  const dated = { ...terms, validFrom: '2030-11-26', validUntil: '2030-11-28' }
  const rows = [{ currency: 'JPY', base: 'EUR', rate: 0.006, validFrom: '2030-01-01', validUntil: '2031-01-01' }]
  await post(analyst, 'rates', { ...dated, rows })
  expect(await approve(supervisor, 'rates', 1)).toMatchObject({
    body: { inForce: { version: 0 }, versions: [{ state: 'approved' }, {}] },
  })
  const rate = (at: string) => {
    now = new Date(at)
    return inside(async (tx) => {
      const tables = await tablesInForce(tx)
      return [
        tables.rateOf('JPY', '2030-11-27'),
        tables.rateOf('EUR', '2030-11-27'),
        tables.rateOf('USD', '2030-11-27'),
      ]
    })
  }
  expect(await rate('2030-11-25T23:59:59.000Z')).toEqual([undefined, undefined, undefined])
  expect(await rate('2030-11-26T00:00:00.000Z')).toEqual([0.006, 1, undefined])
  expect(await rate('2030-11-28T00:00:00.000Z')).toEqual([undefined, undefined, undefined])
  await signIn('2026-11-24T12:00:00.000Z')
  // Without a rate of the day there is no value.
  expect(
    await inside(async (tx) => (await tablesInForce(tx, '2030-11-27')).rateOf('JPY', '2029-12-31')),
  ).toBeUndefined()
  const jobs = await node.db
    .selectFrom('graphile_worker.jobs' as never)
    .select(['task_identifier' as never, 'run_at' as never])
    .execute()
  expect(JSON.stringify(jobs)).toMatch(/apply-cargo-tables.*2030-11-26T00:00:00.*apply-cargo-tables.*2030-11-28/)
})

test('a capacity begins tomorrow, and two supervisors set it', async () => {
  const rows = [
    { setting: 'inspections', value: 40 },
    { setting: 'inspections', weekdays: '67', value: 5 },
    { setting: 'random-rate', of: '*/*/*', value: 0.01 },
    { setting: 'random-rate', of: 'air/import/*', value: 0.02 },
    { setting: 'expected-rate', of: 'red', value: 0.03 },
  ]
  expect(await post(analyst, 'capacity', { ...terms, rows })).toMatchObject({ status: 403 })
  const today = await post(supervisor, 'capacity', { ...terms, validFrom: '2026-11-24', rows })
  expect(today).toMatchObject({ status: 409, body: { code: 'draw-day-over' } })
  expect(await post(supervisor, 'capacity', { ...terms, rows })).toMatchObject({ status: 201 })
  expect(await approve(supervisor, 'capacity', 1)).toMatchObject({ status: 409, body: { code: 'same-person' } })
  expect(await approve(second, 'capacity', 1)).toMatchObject({ status: 200, body: { inForce: { version: 0 } } })
  const on = (day: string) => inside(async (tx) => (await tablesInForce(tx, day)).capacityOf(day))
  const before = await on('2026-11-24')
  expect([before.inspections, before.explorationShare, before.randomRateOf('air/import/known')]).toEqual([
    0, 0.05, 0.005,
  ])
  const friday = await on('2026-11-27')
  expect([friday.inspections, friday.expected]).toEqual([40, { red: 0.03, yellow: 0, blue: 0 }])
  expect(['air/import/known', 'sea/import/other'].map(friday.randomRateOf)).toEqual([0.02, 0.01])
  expect((await on('2026-11-28')).inspections).toBe(5)
  // Approved after its first day has begun.
  await post(supervisor, 'capacity', { ...terms, validFrom: '2026-11-25', rows })
  await signIn('2026-11-25T00:00:01.000Z')
  expect(await approve(second, 'capacity', 2)).toMatchObject({ status: 409, body: { code: 'draw-day-over' } })
  // The draw of the next day is committed, and its rates are published with it.
  const draw = { day: '2026-11-26', commitment: '0'.repeat(64), committed_at: now, rates: '{}' }
  await node.db.insertInto('cargo_draw_day').values(draw).execute()
  await post(supervisor, 'capacity', { ...terms, validFrom: '2026-11-26', rows })
  expect(await approve(second, 'capacity', 3)).toMatchObject({ status: 409, body: { code: 'draw-day-over' } })
  await post(supervisor, 'capacity', { ...terms, rows: [{ setting: 'inspections', value: 70 }] })
  expect(await approve(second, 'capacity', 4)).toMatchObject({ status: 200 })
  expect([(await on('2026-11-26')).inspections, (await on('2026-11-27')).inspections]).toEqual([40, 70])
  await signIn('2026-11-24T12:00:00.000Z')
})

test('the database refuses the author, an analyst, and any change', async () => {
  const written = (await post(analyst, 'hs', { ...terms, rows: [{ code: '01' }] })).body as { version: number }
  const { version } = written
  const [author] = await node.db
    .selectFrom('cargo_table_version')
    .select(['person_id', 'account_id'])
    .where('kind', '=', 'hs')
    .execute()
  const approval = { kind: 'hs', version, ...(author as { person_id: string; account_id: string }), at: now }
  const insert = node.db.insertInto('cargo_table_approval').values({ ...approval, valid_from: '2026-11-24' })
  await expect(insert.execute()).rejects.toMatchObject({ code: 'EN001' })
  await expect(node.db.updateTable('cargo_table_version').set({ source: 'x' }).execute()).rejects.toThrow(
    /permission denied/,
  )
  await expect(node.db.deleteFrom('cargo_table').execute()).rejects.toThrow(/permission denied/)
})

test('replaced tables and those of the release are found by their hash', async () => {
  const before = await inside((tx) => tablesInForce(tx))
  await post(analyst, 'text-terms', {
    ...terms,
    rows: [{ term: 'WIDGET', language: 'en', tag: 'widgets', effect: 'look', ...terms, validFrom: '2026-01-01' }],
  })
  await approve(supervisor, 'text-terms', 1)
  const after = await inside((tx) => tablesInForce(tx))
  const goods = { hsCodes: ['930110'], description: 'Used rifles and widgets', handlingText: [], items: [] }
  const tags = (tables: typeof after) => [...tables.tagsOf(goods, '2026-11-24')].sort()
  expect([tags(before), tags(after)]).toEqual([
    ['arms', 'arms-words'],
    ['arms', 'widgets'],
  ])
  const again = await inside((tx) => tablesOf(tx, before.hashes))
  expect(tags(again)).toEqual(['arms', 'arms-words'])
  const stored = await node.db
    .selectFrom('cargo_table')
    .select('hash')
    .where('hash', '=', shippedTable('strategic-goods').hash)
    .execute()
  expect(stored).toHaveLength(1)
  const list = (await analyst.call('GET', '/v1/cargo/tables')).body as CargoTableList
  expect(list.items.map(({ kind, inForce }) => [kind, inForce.version])).toContainEqual(['text-terms', 1])
})

test('the reader judges texts by the vague terms in force, from the next message on', async () => {
  const sender = await createSender(node.db, { name: 'Lune carrier', gateway: 'cargo' })
  const { key } = await createSenderKey(node.db, sender)
  const file = async (serial: number): Promise<string[]> => {
    const body = new Uint8Array(xfwb({ awb: awbOf(serial) }))
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/xml' }
    const sent = await fetch(`${node.url}/v1/cargo/messages`, { method: 'POST', headers, body })
    const { id } = (await sent.json()) as { id: string }
    await node.whenIdle()
    const rows = await node.db.selectFrom('reading').select('findings').where('message_id', '=', id).execute()
    return rows.flatMap(({ findings }) => Object.keys(findings))
  }
  expect(await file(1300001)).not.toContain('VAGUE_DESCRIPTION')
  await post(analyst, 'vague-terms', { ...terms, rows: [{ list: 'term', text: 'GARDEN CHAIRS' }] })
  await approve(supervisor, 'vague-terms', 1)
  expect(await file(1300002)).toContain('VAGUE_DESCRIPTION')
})

test('codes have the texts of the table in force, else those of the release', async () => {
  const of = async (codes: string) => {
    const { status, body } = await analyst.call('GET', `/v1/cargo/hs-texts?codes=${codes}`)
    return status === 200 ? (body as HsTextList).items.map(({ code, of: part, text }) => [code, part, text]) : status
  }
  expect(shippedTable('hs').rows.filter(({ text }) => text === null)).toEqual([])
  const release = await of('9305990000,0101,7777')
  expect(release).toEqual([
    ['9305990000', '930599', expect.stringMatching(/^Firearms; parts/)],
    ['0101', '0101', 'Horses, asses, mules and hinnies; live'],
  ])
  expect(await of('93x')).toBe(422)
  const rows = [{ code: '01' }, { code: '0101', text: 'Horses' }, { code: '010121' }]
  const { version } = (await post(analyst, 'hs', { ...terms, rows })).body as { version: number }
  expect(await approve(supervisor, 'hs', version)).toMatchObject({ status: 200 })
  expect(await of('0101,010121,930599')).toEqual([
    ['0101', '0101', 'Horses'],
    ['010121', '010121', 'Horses; live, pure-bred breeding animals'],
  ])
})
