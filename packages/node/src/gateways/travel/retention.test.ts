import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maskMessages } from '../../pipeline/read/mask-messages.ts'
import { plainCodec } from '../../safeguards/access/plain-codec.fixture.ts'
import { rawCopiesOf } from '../../safeguards/access/with-keys.ts'
import { paxlst, pnrgov } from './edifact.fixture.ts'
import { openTravelStage, type TravelStage } from './travel.fixture.ts'

const start = new Date('2026-08-31T10:00:00.000Z')
const masked = new Date('2027-02-28T10:00:00.000Z')
const deleted = new Date('2031-08-31T10:00:00.000Z')
const minorMasked = new Date('2026-11-30T10:00:00.000Z')
const before = (time: Date) => new Date(time.getTime() - 1)
let stage: TravelStage
let owner: pg.Client
beforeAll(async () => {
  stage = await openTravelStage({ now: start.toISOString() })
  owner = new pg.Client(stage.owner)
  await owner.connect()
  await owner.query("insert into person (id, name) values (gen_random_uuid(), 'one'), (gen_random_uuid(), 'two')")
})
afterAll(async () => {
  await owner?.end()
  await stage?.close()
})

const sweepAt = (time: Date, batches?: number) => stage.sweepAt(time, batches)

/** Returns the tables in which a text is stored, in the clear or as bytes, except the log, and ids of the last day for the index of names. */
async function tablesWith(marker: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name <> 'name_change' order by 1`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const like = [`%${marker}%`, `%${Buffer.from(marker).toString('hex')}%`]
    const { rowCount } = await owner.query(`select from ${name} t where t::text like any($1) limit 1`, [like])
    if (rowCount !== 0) found.push(name)
  }
  return found
}

/** Opens a case about a traveller, with a hit and the rows of a decided case that stand in the way of deletion. */
async function addCase(travellerId: string, text: string): Promise<string> {
  const id = randomUUID()
  const sealed = { a: Buffer.from(JSON.stringify({ text })), b: Buffer.from(JSON.stringify({ kept: `b ${text}` })) }
  await owner.query(
    `insert into case_file (id, gateway, team, regime, purposes, received_at, mask_at, delete_at, subject_id, opened_at, state, strength,
       compared_fields, band, a, b)
     select $1, 'travel', team, regime, purposes, received_at, mask_at, delete_at, id, received_at, 'closed', 1, 1, 'strong', $3, $4
       from traveller where id = $2`,
    [id, travellerId, sealed.a, sealed.b],
  )
  await owner.query(
    'insert into case_note (id, case_id, person_id, at, a, b) select $1, $2, p.id, now(), $3, $4 from person p limit 1',
    [...[randomUUID(), id, sealed.a, sealed.b]],
  )
  return id
}

const person = (surname: string, birth: string) => ({ surname, given: 'NILS', document: `K${surname}9`, birth })
const bookingOf = (surname: string, locator: string) => [
  { locator, people: [{ surname, given: 'NILS', document: `K${surname}9`, birth: '12MAR84' }] },
]

test('S12: a traveller is masked and deleted on stored bytes, with the case, the index and the messages', async () => {
  const { people, message } = await stage.take(paxlst([person('VORKMARK', '840312')], { flight: '7N0001' }))
  await stage.take(pnrgov(bookingOf('VORKMARK', 'QX7LP2'), { flight: '7N+1' }))
  const { travellerId } = people[0]!
  const caseId = await addCase(travellerId, 'VORKMARK')
  expect(await tablesWith('VORKMARK')).toEqual(
    expect.arrayContaining([
      'case_file',
      'case_note',
      'message',
      'reading',
      'statement',
      'traveller',
      'traveller_version',
    ]),
  )
  const count = async (table: string, where: string) =>
    Number((await owner.query(`select count(*) from ${table} where ${where}`)).rows[0].count)
  expect(await count('selector_index', `owner_id = '${travellerId}'`)).toBeGreaterThan(0)

  expect(await sweepAt(before(masked))).toMatchObject({ masked: 0, deleted: 0 })
  expect((await sweepAt(masked)).masked).toBeGreaterThan(4)
  expect(await count('selector_index', `owner_id = '${travellerId}'`)).toBe(0)
  expect(await count('statement', "document_keys <> '{}' or name_birth_key is not null")).toBe(0)
  // The part that is kept has what the test put there itself.
  expect(await tablesWith('"VORKMARK"')).toEqual([])
  expect(await tablesWith('KVORKMARK9')).toEqual([])
  const { rows } = await owner.query('select raw, bytes, raw_file from message where id = $1', [message.id])
  expect(rows[0]).toMatchObject({ raw_file: null })
  expect(rows[0].raw.length).toBe(rows[0].bytes)
  expect(rows[0].raw.toString()).toContain('UNH+')
  expect(await sweepAt(masked)).toMatchObject({ masked: 0, deleted: 0 })

  expect(await sweepAt(before(deleted))).toMatchObject({ masked: 0, deleted: 0 })
  // The traveller with everything about it, the reservation and both messages.
  expect((await sweepAt(deleted)).deleted).toBe(4)
  expect(await tablesWith('VORKMARK')).toEqual([])
  expect(await tablesWith(travellerId)).toEqual([])
  expect(await tablesWith(caseId)).toEqual([])
  expect(await count('message', 'true')).toBe(0)
})

test('S12: under EU PNR a traveller without evidence is deleted at six months, and one with evidence at five years', async () => {
  stage.clock.now = start
  const sender = await stage.addSender('Evidence Air', {
    regimes: { PAXLST: 'eu-pnr', PNRGOV: 'eu-pnr' },
    purposes: { PAXLST: ['terrorism-prevention'], PNRGOV: ['terrorism-prevention'] },
  })
  const list = paxlst([person('KEPTMARK', '840312'), person('GONEMARK', '850312')], { flight: '7N0002' })
  const { people } = await stage.take(list, { sender })
  const rows = await owner.query('select distinct delete_at, mask_at from traveller')
  expect(rows.rows).toEqual([{ delete_at: masked, mask_at: masked }])
  const [kept, gone] = people.map(({ travellerId }) => travellerId)
  const persons = await owner.query<{ id: string }>(
    "insert into person (id, name) values (gen_random_uuid(), 'one'), (gen_random_uuid(), 'two') returning id",
  )
  const [one, two] = persons.rows.map(({ id }) => id)
  await owner.query(
    `insert into retained_evidence (id, gateway, subject_id, ground, reference, set_by, set_at)
     values (gen_random_uuid(), 'travel', $1, 'investigation', 'file 7', $2, $3)`,
    [kept, one, start],
  )
  const again = (at: string) => stage.take(paxlst([person('KEPTMARK', '840312')], { flight: '7N0002', at }), { sender })
  await again('260831:1030')
  expect((await owner.query('select distinct delete_at from traveller')).rows).toEqual([{ delete_at: masked }])
  const approve = (by: string | undefined) =>
    owner.query('update retained_evidence set approved_by = $1, approved_at = $2', [by, start])
  await expect(approve(one)).rejects.toMatchObject({ code: '23514' })
  await approve(two)
  // A merge after the evidence was approved keeps the later end.
  await again('260831:1100')
  const clocks = await owner.query('select id, delete_at from traveller order by delete_at')
  expect(clocks.rows).toEqual([
    { id: gone, delete_at: masked },
    { id: kept, delete_at: deleted },
  ])
  await sweepAt(masked)
  expect(await tablesWith('GONEMARK')).toEqual([])
  expect(await tablesWith('KEPTMARK')).toEqual([])
  expect((await owner.query('select id, a from traveller')).rows).toEqual([{ id: kept, a: null }])
  await sweepAt(deleted)
  expect((await owner.query('select from traveller')).rowCount).toBe(0)
})

test('S35: of one message the minor is masked earlier than the adult, where the regime says so', async () => {
  stage.clock.now = start
  const sender = await stage.addSender('Minor Air', { regimes: { PAXLST: 'own', PNRGOV: 'own' } })
  const list = paxlst([person('CHILDMARK', '120304'), person('ADULTMARK', '840312')], { flight: '7N0003' })
  const { message } = await stage.take(list, { sender })
  await sweepAt(before(minorMasked))
  expect(await tablesWith('CHILDMARK')).toContain('traveller')
  await sweepAt(minorMasked)
  expect(await tablesWith('CHILDMARK')).toEqual([])
  expect(await tablesWith('ADULTMARK')).toEqual(['statement', 'traveller', 'traveller_version'])
  expect((await owner.query('select raw from message where id = $1', [message.id])).rows[0].raw.toString()).not.toMatch(
    /MARK/,
  )
  await sweepAt(deleted)
})

test('S14: a legal hold of two people stops deletion and not masking, until it ends', async () => {
  stage.clock.now = start
  const { people } = await stage.take(paxlst([person('HELDMARK', '840312')], { flight: '7N0004' }))
  const { travellerId } = people[0]!
  const { rows } = await owner.query<{ id: string }>('select id from person limit 2')
  const until = new Date('2031-12-31T00:00:00.000Z')
  const hold = (approved: boolean) =>
    owner.query(
      `insert into record_hold (id, gateway, subject_id, reason, basis, set_by, set_at, until, approved_by, approved_at)
       values (gen_random_uuid(), 'travel', $1, 'A court asked for it.', 'Act 7', $2, $3, $4, $5, $6)`,
      [
        travellerId,
        rows[0]!.id,
        before(deleted),
        until,
        approved ? rows[1]!.id : null,
        approved ? before(deleted) : null,
      ],
    )
  await hold(false)
  await hold(true)
  await sweepAt(masked)
  expect(await tablesWith('HELDMARK')).toEqual([])
  expect(await sweepAt(deleted)).toMatchObject({ held: 1 })
  expect((await owner.query('select from traveller where id = $1', [travellerId])).rowCount).toBe(1)
  expect((await owner.query('select from statement where traveller_id = $1', [travellerId])).rowCount).toBe(1)
  await sweepAt(until)
  expect(await tablesWith(travellerId)).toEqual(['record_hold'])
})

test('a sweep that stops anywhere goes on, and leaves no half-deleted record', async () => {
  stage.clock.now = start
  await stage.take(paxlst([person('STOPMARK', '840312')], { flight: '7N0005' }))
  for (let runs = 0; runs < 40; runs++) {
    await sweepAt(deleted, 1)
    const left = await owner.query(
      'select (select count(*) from traveller) as one, (select count(*) from traveller_version) as other',
    )
    expect(left.rows[0].one === '0').toBe(left.rows[0].other === '0')
  }
  expect(await tablesWith('STOPMARK')).toEqual([])
})

test('a masked record whose clock moved is masked again at its new time', async () => {
  stage.clock.now = start
  const { people } = await stage.take(paxlst([person('AGAINMARK', '840312')], { flight: '7N0009' }))
  const { travellerId } = people[0]!
  await sweepAt(masked)
  const later = new Date(masked.getTime() + 86_400_000)
  await owner.query('update traveller set mask_at = $2, a = $3 where id = $1', [
    ...[travellerId, later, Buffer.from(JSON.stringify({ name: 'AGAINMARK' }))],
  ])
  await sweepAt(before(later))
  expect(await tablesWith('AGAINMARK')).toContain('traveller')
  await sweepAt(later)
  expect((await owner.query('select from traveller where id = $1 and a is null', [travellerId])).rowCount).toBe(1)
  await sweepAt(deleted)
})

test('the bytes of messages are masked in transactions of about 16 MB', async () => {
  stage.clock.now = start
  for (const number of [1, 2, 3])
    await stage.take(paxlst([person(`BULKMARK${'ABC'[number - 1]}`, '840312')], { flight: `7N008${number}` }))
  await owner.query('update message set bytes = 7 * 1024 * 1024 where masked_at is null')
  stage.clock.now = masked
  const deps = { ...stage.deps, rawCopies: rawCopiesOf(plainCodec) }
  const step = () => stage.act((tx) => maskMessages(deps, tx, masked, 100))
  expect([await step(), await step(), await step()]).toEqual([2, 1, 0])
  const { rows } = await owner.query("select raw from message where convert_from(raw, 'UTF8') like '%MARK%'")
  expect(rows).toEqual([])
  await sweepAt(deleted)
})

test('a sweep waits for no lock, and the next one deletes what was locked', async () => {
  stage.clock.now = start
  const { people } = await stage.take(paxlst([person('LOCKMARK', '840312')], { flight: '7N0008' }))
  const { travellerId } = people[0]!
  await owner.query('begin')
  await owner.query('select from traveller_version where traveller_id = $1 for update', [travellerId])
  await sweepAt(deleted)
  await owner.query('commit')
  expect((await owner.query('select from traveller where id = $1', [travellerId])).rowCount).toBe(1)
  await sweepAt(deleted)
  expect(await tablesWith('LOCKMARK')).toEqual([])
})

test('the alarm retention-late is raised once when due records are still here after an hour', async () => {
  stage.clock.now = start
  await stage.take(paxlst([person('LATEMARK', '840312')], { flight: '7N0006' }))
  await owner.query("delete from alarm where code = 'retention-late'")
  await sweepAt(masked)
  const alarms = () => owner.query("select from alarm where code = 'retention-late'")
  expect((await alarms()).rowCount).toBe(0)
  await sweepAt(new Date(deleted.getTime() + 7_200_000), 0)
  expect((await alarms()).rowCount).toBe(1)
  await sweepAt(new Date(deleted.getTime() + 7_200_000))
  expect((await alarms()).rowCount).toBe(1)
})

test('the role of the node masks and deletes nothing before its time by the clock of the database', async () => {
  stage.clock.now = new Date('2031-12-31T00:00:00.000Z')
  await stage.take(paxlst([person('EARLYMARK', '840312')], { flight: '7N0007' }))
  const app = new pg.Client(stage.app)
  await app.connect()
  const due = async (work: string) =>
    (await app.query(`select from ${work}('traveller', '2050-01-01T00:00:00Z', 10)`)).rowCount
  try {
    await owner.query("delete from audit.lifted_rule where rule = 'clock'")
    expect([await due('mask_due'), await due('erase_due')]).toEqual([0, 0])
    await expect(app.query("select erase_rows('traveller', '{}', null)")).rejects.toMatchObject({ code: '42501' })
    // By the clock of the database it is due now, and the clock stepped by days since the node last looked.
    await owner.query("update traveller set mask_at = now() - interval '1 hour', delete_at = now() - interval '1 hour'")
    const looked = (since: string, waits: number) =>
      owner.query(
        `insert into key_keeping (looked_at, waits) values (now() - $1::interval, $2)
           on conflict (only_row) do update set looked_at = excluded.looked_at, waits = excluded.waits`,
        [since, waits],
      )
    for (const [since, waits] of [
      ['3 days', 0],
      ['-2 hours', 0],
      ['1 hour', 5],
    ] as const) {
      await looked(since, waits)
      expect([await due('mask_due'), await due('erase_due')]).toEqual([0, 0])
    }
    await looked('1 hour', 0)
    expect([await due('mask_due'), await due('erase_due')]).toEqual([1, 1])
    await owner.query("insert into audit.lifted_rule (rule) values ('clock')")
  } finally {
    await app.end()
  }
})

test('a table that refers to what the sweep deletes is found by an index', async () => {
  const { rows } = await owner.query(`
    with recursive reached (id) as (select name::regclass::oid from retention_root
      union select c.conrelid from pg_constraint c join reached r on c.confrelid = r.id where c.contype = 'f')
    select distinct c.conrelid::regclass::text as child, a.attname as part from pg_constraint c join reached r on r.id = c.confrelid
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`)
  expect(rows).toEqual([])
})
