import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approveEvidence } from '../../pipeline/retention/evidence.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { nextRows, type SealedColumns, type SealedValue } from '../../safeguards/vault/sealed-columns.ts'
import { paxlst, pnrgov } from './edifact.fixture.ts'
import { createTravelModule } from './index.ts'
import { openTravelStage, type TravelStage } from './travel.fixture.ts'

const start = new Date('2026-08-31T10:00:00.000Z')
const deleted = new Date('2031-08-31T10:00:00.000Z')
const until = new Date('2032-03-31T00:00:00.000Z')
const afterDays = (time: Date, days: number) => new Date(time.getTime() + days * 86_400_000)
let stage: TravelStage
let owner: pg.Client
/** The account of the node, which walks through the sealed columns. */
let app: pg.Client
let sealed: readonly SealedColumns[]
let persons: string[]
beforeAll(async () => {
  stage = await openTravelStage({ now: start.toISOString() })
  owner = new pg.Client(stage.owner)
  await owner.connect()
  app = new pg.Client(stage.app)
  await app.connect()
  const deps = { ...stage.deps, settings: { interactiveDeadlineMs: 1000 } }
  sealed = (await createTravelModule(deps as unknown as Parameters<typeof createTravelModule>[0])).sealed ?? []
  const { rows } = await owner.query<{ id: string }>(
    "insert into person (id, name) values (gen_random_uuid(), 'one'), (gen_random_uuid(), 'two') returning id",
  )
  persons = rows.map(({ id }) => id)
})
afterAll(async () => {
  await app?.end()
  await owner?.end()
  await stage?.close()
})

const sweepAt = (time: Date) => stage.sweepAt(time)

const count = async (table: string, where = 'true', values: unknown[] = []) =>
  Number((await owner.query(`select count(*) from ${table} where ${where}`, values)).rows[0].count)

const hold = (travellerId: string, at: Date) =>
  owner.query(
    `insert into record_hold (id, gateway, subject_id, reason, basis, set_by, set_at, until, approved_by, approved_at)
     values (gen_random_uuid(), 'travel', $1, 'A court asked for it.', 'Act 7', $2, $4, $5, $3, $4)`,
    [travellerId, ...persons, at, until],
  )

/** The transaction of a person; the stage has only those of the node. */
const actingAs = (tx: Tx, person: string): Tx =>
  new Proxy(tx, {
    get(of, name) {
      if (name === 'actor') return { ...of.actor, person }
      const value = Reflect.get(of, name, of)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })

/** Stores an answer about a traveller, as to a carrier. */
async function answerAbout(travellerId: string): Promise<string> {
  const id = randomUUID()
  await owner.query(
    `insert into carrier_answer (id, kind, sender_id, at, regime, purposes, team, received_at, mask_at, delete_at, b)
     select $1, 'unsolicited', $2, received_at, regime, purposes, team, received_at, mask_at, delete_at, '{}' from traveller where id = $3`,
    [id, stage.sender.id, travellerId],
  )
  await owner.query(
    `insert into carrier_answer_person (answer_id, position, traveller_id, outcome, code, basis)
     values ($1, 0, $2, 'ok-to-board', '0', 'no-hit')`,
    [id, travellerId],
  )
  return id
}

/** Returns when the last key of a row may be deleted, as the walk that seals values anew sees it. */
async function keysEnd(table: string, rowId: string): Promise<Date | undefined> {
  const columns = sealed.find((one) => one.table === table)
  if (columns === undefined) return undefined
  const walk = { condition: `${columns.id ?? 't.id'} = $1`, value: rowId, after: null }
  const { rows } = await nextRows<SealedValue>(app, columns, 'b', walk)
  return rows[0]?.delete_at
}

const booking = (surname: string, document: string | undefined, locator: string) => [
  { locator, people: [{ surname, given: 'NILS', ...(document === undefined ? {} : { document, birth: '12MAR84' }) }] },
]

test.each([
  { held: 'the traveller who was merged', number: 1 },
  { held: 'the traveller who stays', number: 2 },
] as const)('a legal hold on $held keeps everything about both', async ({ number }) => {
  stage.clock.now = start
  const flight = `7N000${number}`
  const pushed = `7N+${number}`
  // Two messages about one person, who have nothing in common, and a third that joins them.
  const first = await stage.take(paxlst([{ surname: 'JOINMARK', given: 'NILS', document: 'KJOIN1' }], { flight }))
  await stage.take(pnrgov(booking('JOINMARK', undefined, 'QX7LP2'), { flight: pushed }))
  const travellers = await owner.query<{ id: string }>('select id from traveller order by received_at, id')
  expect(travellers.rowCount).toBe(2)
  const one = first.people[0]!.travellerId
  const other = travellers.rows.find(({ id }) => id !== one)!.id
  await answerAbout(one)
  await answerAbout(other)
  await stage.take(pnrgov(booking('JOINMARK', 'KJOIN1', 'QX7LP2'), { flight: pushed, at: '261123:1300' }))
  const merged = await owner.query<{ id: string; into: string }>(
    'select id, merged_into as into from traveller where merged_into is not null',
  )
  expect(merged.rowCount).toBe(1)
  const [gone] = merged.rows
  await hold(number === 1 ? gone!.id : gone!.into, afterDays(deleted, -10))
  // The clock of the other traveller ends earlier than everything else.
  await owner.query('update traveller set delete_at = $2, mask_at = $2 where id = $1', [
    number === 1 ? gone!.into : gone!.id,
    afterDays(deleted, -5),
  ])
  await sweepAt(afterDays(deleted, -5))
  expect(await count('traveller')).toBe(2)
  await sweepAt(afterDays(deleted, 5))
  const kept = {
    traveller: 2,
    statement: 3,
    reservation_version: 2,
    carrier_answer: 2,
    carrier_answer_person: 2,
    message: 3,
  }
  for (const [table, rows] of Object.entries(kept)) expect({ [table]: await count(table) }).toEqual({ [table]: rows })
  for (const table of ['traveller', 'statement', 'reservation_version', 'carrier_answer', 'traveller_version']) {
    const key = table === 'traveller_version' ? 'traveller_id' : 'id'
    const { rows } = await owner.query<{ id: string }>(`select distinct ${key} as id from ${table}`)
    for (const { id } of rows) expect({ [table]: await keysEnd(table, id) }).toEqual({ [table]: until })
  }
  const late = await owner.query('select is_retention_late($1) as late', [afterDays(deleted, 5)])
  expect(late.rows).toEqual([{ late: false }])
  await sweepAt(until)
  for (const table of Object.keys(kept)) expect({ [table]: await count(table) }).toEqual({ [table]: 0 })
})

test.each([
  { order: 'before the merge', number: 3 },
  { order: 'after the merge', number: 4 },
] as const)('evidence about a merged traveller, approved $order, keeps everything about both', async ({ number }) => {
  stage.clock.now = start
  const flight = `7N000${number}`
  const pushed = `7N+${number}`
  const sender = await stage.addSender(`Evidence Air ${number}`, {
    regimes: { PAXLST: 'eu-pnr', PNRGOV: 'eu-pnr' },
    purposes: { PAXLST: ['terrorism-prevention'], PNRGOV: ['terrorism-prevention'] },
  })
  await stage.take(paxlst([{ surname: 'EVIMARK', given: 'NILS', document: 'KEVI1' }], { flight }), { sender })
  await stage.take(pnrgov(booking('EVIMARK', undefined, 'QX7LP3'), { flight: pushed }), { sender })
  const ids = (await owner.query<{ id: string }>('select id from traveller')).rows.map(({ id }) => id)
  expect(ids).toHaveLength(2)
  const approve = async (id: string) => {
    await owner.query(
      `insert into retained_evidence (id, gateway, subject_id, ground, reference, set_by, set_at)
       values ($1, 'travel', $1, 'investigation', 'file 7', $2, $3)`,
      [id, persons[0], start],
    )
    const access = systemAccess(stage.deps, 'terrorism-prevention')
    await access.transaction({ action: 'record.write', type: 'record.read' }, (tx) =>
      approveEvidence(actingAs(tx, persons[1]!), stage.deps.gateways, id, id),
    )
  }
  const join = (at: string) =>
    stage.take(pnrgov(booking('EVIMARK', 'KEVI1', 'QX7LP3'), { flight: pushed, at }), { sender })
  // Which of the two is merged follows from their random ids: evidence about the one who is merged is what the merge must not lose.
  if (number === 3) for (const id of ids) await approve(id)
  await join('261123:1300')
  const { rows } = await owner.query<{ id: string }>('select id from traveller where merged_into is not null')
  expect(rows).toHaveLength(1)
  if (number === 3) await owner.query('delete from retained_evidence where subject_id <> $1', [rows[0]!.id])
  else await approve(rows[0]!.id)
  await join('261123:1400')
  for (const table of ['traveller', 'statement', 'reservation_version']) {
    const found = await owner.query(`select distinct delete_at from ${table}`)
    expect({ [table]: found.rows }).toEqual({ [table]: [{ delete_at: deleted }] })
  }
  await sweepAt(deleted)
  expect(await count('traveller')).toBe(0)
})
