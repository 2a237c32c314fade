import { createSender, createSenderKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { matchSubjectsJob } from '../../pipeline/jobs/jobs.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { awbOf, xfwb } from './cargo-messages.fixture.ts'
import { addSightings, refreshPeers } from './features/refresh-peers.ts'
import { commitDays } from './select/commit-days.ts'
import { openDayDraws } from './select/draw.ts'

// Two workers, of one node or of two, work on the same goods at the same time. A lock of a table stops both at the same step.

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let filer: string
/** Only the owner of the database may change an assessment or lock its table. */
let owner: pg.Client
const member = { id: 'norland.example', name: 'Norland' }
const deps = () => ({ store: node.store, member, clock: () => now })
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const sender = await createSender(node.db, { name: 'Lune Air', gateway: 'cargo', settings: {} })
  filer = (await createSenderKey(node.db, sender)).key
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  await node.whenIdle()
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
})

async function send(bytes: Uint8Array): Promise<void> {
  now = new Date(now.getTime() + 60_000)
  const answer = await fetch(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${filer}` }, body: new Uint8Array(bytes) },
  })
  expect(answer.status).toBe(202)
}
const consignmentOf = (awb: string) =>
  node.db.selectFrom('cargo_consignment').selectAll().where('key', '=', `air/${awb}`).executeTakeFirstOrThrow()
const compareAgain = (subjectIds: string[]) =>
  systemAccess(deps(), 'customs-security').transaction({ action: 'record.write', type: 'record.read' }, (tx) =>
    tx.enqueue(matchSubjectsJob, { gateway: 'cargo', subjectIds }),
  )
/** Begins a day with a random share, committed before it. */
async function begin(day: string, rate: number): Promise<void> {
  const rates = {
    random: [{ stratum: '*/*/*', rate }],
    ...{ expected: { red: 0, yellow: 0, blue: 0 }, explorationShare: 0, capacity: 0 },
  }
  const { commitment } = openDayDraws(node.dataRoot).of(day)
  await node.db
    .insertInto('cargo_draw_day')
    .values({ day, commitment, committed_at: new Date(0), rates: JSON.stringify(rates) })
    .execute()
  now = new Date(`${day}T08:00:00.000Z`)
}
/** Waits until this many connections of the node wait for another one. */
const blocked = (count: number) =>
  expect
    .poll(async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(node.db)
      return rows[0]?.n
    })
    .toBe(count)

/** Does something while every worker stops before it writes into the table. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  await owner.query(`begin; lock table ${table} in exclusive mode`)
  await work().finally(() => owner.query('commit'))
  await node.whenIdle()
}
const laneCounts = async () =>
  Number(
    (
      await node.db
        .selectFrom('cargo_lane_count')
        .select((e) => e.fn.sum('count').as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const assessed = (id: string) =>
  node.db
    .selectFrom('cargo_assessment')
    .select(['sequence', 'version', 'day'])
    .where('consignment_id', '=', id)
    .orderBy('sequence')
    .execute()

test('a version is assessed although another worker assessed the goods since it was read', async () => {
  const awb = awbOf(6_100_001)
  await send(xfwb({ awb }))
  await node.whenIdle()
  const { id } = await consignmentOf(awb)
  // As if a job had assessed the first version again, just before the second one is stored.
  await owner.query(`create function overtake() returns trigger language plpgsql as $$ begin
      if pg_trigger_depth() = 1 and new.sequence = 2 then
        insert into cargo_assessment select (jsonb_populate_record(known, jsonb_build_object('id', gen_random_uuid(), 'sequence', 2))).*
          from cargo_assessment known where known.consignment_id = new.consignment_id;
      end if;
      return new;
    end $$;
    create trigger overtake before insert on cargo_assessment for each row execute function overtake()`)
  await send(xfwb({ awb, goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }))
  await node.whenIdle()
  await owner.query('drop trigger overtake on cargo_assessment; drop function overtake')
  const rows = await assessed(id)
  expect(rows.map(({ sequence, version }) => [sequence, version])).toEqual([
    [1, 1],
    [2, 1],
    [3, 2],
  ])
  expect(await laneCounts()).toBe(1)
})

test('a job that compared an older version does not assess it after the newer one', async () => {
  const awb = awbOf(6_100_002)
  await send(xfwb({ awb }))
  await node.whenIdle()
  const { id } = await consignmentOf(awb)
  // As if the rules had changed: the goods are assessed again although they did not.
  await owner.query('update cargo_assessment set digest = $1 where consignment_id = $2', [Buffer.alloc(16), id])
  await whileLocked('cargo_assessment', async () => {
    await send(xfwb({ awb, goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }))
    await blocked(1)
    await compareAgain([id])
    await blocked(2)
  })
  expect((await assessed(id)).map(({ version }) => version)).toEqual([1, 2])
})

test('a job that assesses and orders goods does not deadlock with a message about them', async () => {
  const awb = awbOf(6_100_005)
  await begin('2026-11-27', 1)
  await send(xfwb({ awb }))
  await node.whenIdle()
  const { id } = await consignmentOf(awb)
  // As if the rules had changed, and nothing were ordered yet.
  await owner.query('update cargo_assessment set digest = $1 where consignment_id = $2', [Buffer.alloc(16), id])
  await owner.query('delete from cargo_inspection_reason')
  await owner.query('delete from cargo_inspection')
  // A transaction that PostgreSQL ends is repeated without a word, so the statements themselves are asked.
  const statements = vi.spyOn(pg.Client.prototype, 'query')
  await whileLocked('cargo_assessment', async () => {
    await compareAgain([id])
    await blocked(1)
    await send(xfwb({ awb, goods: 'GARDEN TABLES', minute: 9, purpose: 'Update' }))
    await blocked(2)
  })
  const ended = await Promise.allSettled(statements.mock.results.map(({ value }) => value as Promise<unknown>))
  statements.mockRestore()
  const codes = ended.map((one) => (one.status === 'rejected' ? (one.reason as { code?: string }).code : null))
  expect(codes).not.toContain('40P01')
  expect((await assessed(id)).map(({ version }) => version)).toEqual([1, 1, 2])
  const orders = node.db.selectFrom('cargo_inspection').select(['state', 'consignment_version as version'])
  expect(await orders.where('consignment_id', '=', id).execute()).toEqual([{ state: 'open', version: 2 }])
})

/** Does something while each insert into the table fails, as if the process were killed there. */
async function whileFailing(table: string, work: () => Promise<void>): Promise<void> {
  await owner.query(`create function fail_here() returns trigger language plpgsql as $$ begin
      raise exception 'killed here';
    end $$;
    create trigger fail_here before insert on ${table} for each row execute function fail_here()`)
  await work().finally(() => owner.query(`drop trigger fail_here on ${table}; drop function fail_here`))
}
const count = async (table: 'cargo_sighting' | 'cargo_counter' | 'cargo_peer' | 'cargo_observation') => {
  const of = table === 'cargo_counter' ? sql<number>`coalesce(sum(count), 0)::int` : sql<number>`count(*)::int`
  return (await node.db.selectFrom(table).select(of.as('n')).executeTakeFirstOrThrow()).n
}

test('two workers that add up the counters at once count each sighting once', async () => {
  await send(xfwb({ awb: awbOf(6_100_003) }))
  await node.whenIdle()
  const [seen, counted] = [await count('cargo_sighting'), await count('cargo_counter')]
  expect(seen).toBeGreaterThan(3)
  let adding: Promise<void>[] = []
  await whileLocked('cargo_counter', async () => {
    adding = [addSightings(deps()), addSightings(deps())]
    await blocked(2)
  })
  await Promise.all(adding)
  expect([await count('cargo_sighting'), await count('cargo_counter')]).toEqual([0, counted + seen])
})

test('a kill while counters are added up or peers are measured loses nothing', async () => {
  await send(xfwb({ awb: awbOf(6_100_004), pieces: 7 }))
  await node.whenIdle()
  const [seen, counted] = [await count('cargo_sighting'), await count('cargo_counter')]
  await whileFailing('cargo_counter', () => expect(addSightings(deps())).rejects.toThrow('killed here'))
  expect([await count('cargo_sighting'), await count('cargo_counter')]).toEqual([seen, counted])
  await addSightings(deps())
  await whileFailing('cargo_peer', () => expect(refreshPeers(deps())).rejects.toThrow('killed here'))
  expect([await count('cargo_sighting'), await count('cargo_counter')]).toEqual([0, counted + seen])
  await refreshPeers(deps())
  expect(await count('cargo_peer')).toBeGreaterThan(0)
})

test('a kill at any step of features and selection leaves nothing half done, and the message is read again', async () => {
  for (const [place, table] of ['cargo_sighting', 'cargo_assessment', 'cargo_lane_count'].entries()) {
    const awb = awbOf(6_100_010 + place)
    const seen = await count('cargo_sighting')
    const lanes = await laneCounts()
    const waiting = () =>
      node.db
        .selectFrom('message')
        .select('attempts')
        .where('attempts', '>', 0)
        .where('read_at', 'is not', null)
        .execute()
    await whileFailing(table, async () => {
      await send(xfwb({ awb, consignee: `Lune Traders ${place} AS` }))
      await expect.poll(async () => (await waiting()).length).toBe(1)
    })
    expect(
      await node.db.selectFrom('cargo_consignment').select('id').where('key', '=', `air/${awb}`).execute(),
    ).toEqual([])
    expect([await count('cargo_sighting'), await laneCounts()]).toEqual([seen, lanes])
    now = new Date(now.getTime() + 3_600_000)
    await node.whenIdle()
    const { id } = await consignmentOf(awb)
    expect((await assessed(id)).map(({ sequence, version }) => [sequence, version])).toEqual([[1, 1]])
    expect(await laneCounts()).toBe(lanes + 1)
  }
})

test('two nodes that commit to a day at once publish one commitment, with one entry', async () => {
  now = new Date('2026-12-20T12:00:00.000Z')
  const drawing = { ...deps(), draws: openDayDraws(node.dataRoot), log: undefined as never }
  await Promise.all([commitDays(drawing), commitDays(drawing), commitDays(drawing)])
  const days = await node.db.selectFrom('cargo_draw_day').select('commitment').where('day', '=', '2026-12-20').execute()
  expect(days).toEqual([{ commitment: drawing.draws.of('2026-12-20').commitment }])
  const entries = node.db
    .selectFrom('audit.entry')
    .select('id')
    .where('type', '=', 'draw.commit')
    .where('ref', '=', 'draw:2026-12-20')
  expect(await entries.execute()).toHaveLength(1)
})
