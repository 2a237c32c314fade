import { Purpose } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../../store/database.ts'
import { openPool } from '../../../store/postgres/index.ts'
import type { Schema } from '../../../store/schema.ts'
import { judgeSignal, loadSignalAccess, signalAccessSql } from './index.ts'
import { fillWorld, makeWorldTables, members, now, randomAsk, randomFrom } from './signal-world.fixture.ts'

// The number of pairs of a signal and a question for which the function and the SQL are compared. The benchmark uses
// 10,000.
const cases = Number(process.env.ENTENTE_ACCESS_CASES ?? 1500)
const seed = Number(process.env.ENTENTE_ACCESS_SEED ?? 26)
const signals = 25

let database: TestDatabase
let pool: pg.Pool
let db: Kysely<Schema>
beforeAll(async () => {
  database = await createTestDatabase()
  // Use a single connection, because a temporary table exists only in the connection that created it.
  pool = openPool(database.connection('entente_owner'), { max: 1, log: () => {} })
  db = createDatabase(pool)
  await makeWorldTables(db)
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

test(`the function and the SQL agree in ${cases} cases, some with missing attributes (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const alone = new Map<string, number>()
  let [asked, allowed] = [0, 0]
  for (let turn = 0; asked < cases; turn += 1) {
    if (turn % 4 === 0) await fillWorld(db, random, signals)
    const ask = randomAsk(random)
    const { actor, ...rest } = ask
    const rows = await db.selectFrom('signal').selectAll().orderBy('id').execute()
    const inputs = await loadSignalAccess(db, rows, ask)
    const found = await db
      .selectFrom('signal')
      .select('id')
      .where(signalAccessSql({ ...actor, ...rest }))
      .orderBy('id')
      .execute()
    const judged = inputs.map((input) => ({ input, ...judgeSignal(input) }))
    const byFunction = judged.filter((one) => one.allowed).map(({ input }) => input.signal.id)
    const differing = judged.filter(({ input, allowed: is }) => is !== found.some(({ id }) => id === input.signal.id))
    expect(
      differing.map(({ input, clauses }) => ({ input, clauses: clauses.filter((c) => c.result === 'fail') })),
    ).toEqual([])
    for (const one of judged.filter((each) => !each.allowed)) {
      const failed = [...new Set(one.clauses.filter(({ result }) => result === 'fail').map(({ id }) => id))]
      if (failed.length === 1) alone.set(failed[0] as string, (alone.get(failed[0] as string) ?? 0) + 1)
    }
    asked += rows.length
    allowed += byFunction.length
  }
  // If all cases were allowed, or all refused, the comparison would prove little.
  expect(allowed / asked).toBeGreaterThan(0.1)
  expect(allowed / asked).toBeLessThan(0.9)
  expect(alone.size, [...alone.keys()].join(' ')).toBeGreaterThan(cases >= 10_000 ? 20 : 12)
})

test('the SQL for several members and any purpose agrees with the function for each', async () => {
  const random = randomFrom(seed + 1)
  const release = { member: 'a.example', role: 'system', action: 'release' } as const
  let given = 0
  for (let world = 0; world < 3; world += 1) {
    await fillWorld(db, random, signals)
    const found = await db
      .selectFrom('signal')
      .innerJoin('member_standing as m', (join) => join.onTrue())
      .select(['signal.id', 'm.member'])
      .where(signalAccessSql({ ...release, purpose: 'any', now, destination: sql.ref('m.member') }))
      .execute()
    const rows = await db.selectFrom('signal').selectAll().execute()
    const expected: string[] = []
    for (const destination of members) {
      const can = new Set<string>()
      for (const purpose of Purpose.options) {
        const actor = { member: release.member, role: release.role }
        const inputs = await loadSignalAccess(db, rows, { actor, action: 'release', purpose, now, destination })
        for (const input of inputs) if (judgeSignal(input).allowed) can.add(input.signal.id)
      }
      for (const id of can) expected.push(`${destination} ${id}`)
    }
    expect(found.map(({ id, member }) => `${member} ${id}`).sort()).toEqual(expected.sort())
    given += expected.length
  }
  expect(given).toBeGreaterThan(10)
})
