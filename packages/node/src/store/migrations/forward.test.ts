import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPostgres, type PostgresServer } from '../postgres/index.ts'
import { temporaryFolder } from '../postgres/temporary-root.fixture.ts'
import { migrations } from './index.ts'

const folder = temporaryFolder()
let server: PostgresServer
let client: pg.Client
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000)
const sealed = (value: unknown) => Buffer.from(JSON.stringify(value))

const insert = (table: string, row: Record<string, unknown>) =>
  client.query(
    `insert into ${table} (${Object.keys(row).join()}) values (${Object.keys(row).map((_, at) => `$${at + 1}`)})`,
    Object.values(row),
  )
const rowsOf = async (text: string) => (await client.query(text)).rows
async function migrateFrom(name: string): Promise<void> {
  for (const { sql } of migrations.slice(migrations.findIndex((migration) => migration.name === name) + 1)) {
    await client.query(sql)
  }
}

/**
 * Fills a database as a node of the previous release would: with an account, two signals, a case that lacks its
 * record's later clocks, and corrected feedback.
 */
async function fill(): Promise<void> {
  const [person, account, flight, subject] = [id(1), id(2), id(3), id(4)]
  await insert('person', { id: person, name: 'Analyst' })
  await insert('account', { id: account, name: 'analyst', person_id: person, password_hash: 'x', failed_tries: 3 })
  await insert('account_role', { account_id: account, role: 'supervisor', state: 'active', confirmed_by: person })
  await insert('sender', {
    ...{ id: id(5), name: 'Carrier', gateway: 'travel', regimes: '{}', purposes: '{}' },
    ...{ callback_secret: 'x', answer_codes: '{}' },
  })
  const record = { regime: 'icao', purposes: ['border-control'], team: 'travel', received_at: daysFromNow(-9), b: '{}' }
  await insert('flight', { id: flight, key: 'k', carrier: '7N', number: '1', origin: 'AAA', destination: 'BBB' })
  const moved = { mask_at: daysFromNow(80), delete_at: daysFromNow(900) }
  await insert('traveller', { ...record, ...moved, id: subject, flight_id: flight, version: 2, ...present })
  const stale = { mask_at: daysFromNow(20), delete_at: daysFromNow(100) }
  await insert('case_file', {
    ...{ ...record, ...stale, id: id(6), gateway: 'travel', subject_id: subject, flight_id: flight },
    ...{ opened_at: daysFromNow(-9), state: 'open', rank_value: 1, band: 'strong' },
  })
  for (const [n, basisEnd] of [[7, daysFromNow(10)] as const, [8, null] as const]) {
    await insert('signal', {
      ...{ id: id(n), version: 1, owner: 'own', kind: 'person', status: 'active', tlp: 'amber', source_type: 'own' },
      ...{ purposes: ['border-control'], valid_from: daysFromNow(-9), valid_until: daysFromNow(50) },
      ...{ review_due: daysFromNow(9), created_at: daysFromNow(-9), modified_at: daysFromNow(-9) },
      ...{ received_at: daysFromNow(-9), delete_at: daysFromNow(60) },
      b: sealed({ lawfulBasis: { reference: 'Invented Act', validUntil: basisEnd?.toISOString() ?? null } }),
    })
    await insert('signal_version', { signal_id: id(n), version: 1, at: daysFromNow(-9), change: 'created', b: '{}' })
  }
  await insert('hit', {
    ...{ id: id(9), case_id: id(6), subject_id: subject, signal_id: id(7), signal_version: 1, score: 0.9, b: '{}' },
    ...{ band: 'strong', kind: 'name', source: 'own', at: daysFromNow(-9), engine: '{}', selectors: [0] },
  })
  for (const [n, outcome] of [[10, 'confirmed'] as const, [11, 'mistaken'] as const]) {
    const about = { signal_id: id(7), signal_version: 1, case_id: id(6), hit_id: id(9) }
    await insert('feedback', { id: id(n), ...about, outcome, at: daysFromNow(n - 15) })
  }
}
const present = { state: 'present', role: 'passenger' }

beforeAll(async () => {
  server = await openPostgres({ dataRoot: folder.path, fsync: false, log: () => {} })
  client = new pg.Client(server.connection('entente_owner'))
  await client.connect()
  for (const { sql } of migrations.slice(0, 7)) await client.query(sql)
  await fill()
  await migrateFrom('0007-flight-reservations')
})
afterAll(async () => {
  await client?.end()
  await server?.stop()
  folder.remove()
})

test('an older signal is usable until its own or its lawful basis ends', async () => {
  const rows = await rowsOf(
    'select basis_until, usable_until = least(valid_until, basis_until) as fits from signal order by id',
  )
  expect(rows).toEqual([
    { basis_until: expect.any(Date), fits: true },
    { basis_until: null, fits: true },
  ])
})

test('a case from before the stored order gets the strength of its hit', async () => {
  // A nearness of 0.9 is a quarter of the radius.
  const [row] = await rowsOf('select strength, compared_fields, band, cells from case_file')
  expect(row).toEqual({ strength: expect.closeTo(6, 4), compared_fields: 0, band: 'very-close', cells: null })
})

test('a case gets its record’s later clocks, and its subject another case after that', async () => {
  const clocks = 'mask_at, delete_at'
  expect(await rowsOf(`select ${clocks} from case_file`)).toEqual(await rowsOf(`select ${clocks} from traveller`))
  const another = `insert into case_file (id, gateway, team, regime, purposes, received_at, delete_at, subject_id, opened_at, state, strength, band, b)
    select gen_random_uuid(), gateway, team, regime, purposes, received_at, delete_at, subject_id, opened_at, state, strength, band, b from case_file limit 1`
  await expect(client.query(another)).rejects.toMatchObject({ code: '23505' })
  await client.query('update case_file set ended_at = now()')
  await client.query(another)
  expect(await rowsOf('select ended_at is null as open from case_file order by 1')).toEqual([
    { open: false },
    { open: true },
  ])
})

test('older feedback states its subject and the band of its hit; only the newest counts', async () => {
  expect(await rowsOf('select outcome, source, kind, band, latest from feedback order by at')).toEqual([
    { outcome: 'confirmed', source: 'own', kind: 'name', band: 'very-close', latest: false },
    { outcome: 'mistaken', source: 'own', kind: 'name', band: 'very-close', latest: true },
  ])
})

test('senders have no carriers, and a role confirmed by its own person can be revoked', async () => {
  expect(await rowsOf(`select settings -> 'carriers' as carriers from sender`)).toEqual([{ carriers: [] }])
  await client.query(`update account_role set state = 'revoked', confirmed_by = null`)
  expect(await rowsOf('select state from account_role')).toEqual([{ state: 'revoked' }])
  const again = client.query(`update account_role set state = 'active', confirmed_by = (select id from person)`)
  await expect(again).rejects.toMatchObject({ code: 'EN001' })
})

test('the node’s role cannot change the person of an account or a released version', async () => {
  const app = new pg.Client(server.connection('entente_app'))
  await app.connect()
  try {
    const asApp = (text: string) => expect(app.query(text)).rejects
    await asApp('update account set person_id = person_id').toMatchObject({ code: '42501' })
    await asApp('update account set name = name').toMatchObject({ code: '42501' })
    await asApp('update feedback set latest = true').toMatchObject({ code: '42501' })
    await asApp(`update signal_version set change = 'x'`).toMatchObject({ code: '42501' })
    await asApp('update signal_version set erased_at = now()').toMatchObject({ code: 'EN008' })
    await app.query('update account set last_sign_in_at = now()')
  } finally {
    await app.end()
  }
})
