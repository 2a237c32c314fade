import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personValue } from '../../pipeline/case-people.fixture.ts'
import { openWorld, type World } from '../../pipeline/case-world.fixture.ts'
import { eraseWithdrawn } from './erase-withdrawn.ts'

let database: TestDatabase
let world: World
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

/**
 * Stores a withdrawn signal of another member. `hold` says whether it has a legal hold, and whether that is approved or
 * ended.
 */
async function withdrawn(hold: { approved: boolean; ended: boolean } | null): Promise<string> {
  const now = world.clock()
  const made = await world.signal({ owner: 'sudmark.example', value: personValue('Okwuosa', 'Chinedu') })
  await world.changeSignal(made, { status: 'withdrawn', withdrawal: { at: now.toISOString(), reason: 'wrong' } })
  const { db } = world
  if (hold === null) return made.id
  const [one, two] = [await world.person('One', 'signal-officer'), await world.person('Two', 'supervisor')]
  const until = new Date(now.getTime() + 9 * 86_400_000)
  const columns = { id: randomUUID(), signal_id: made.id, reason: 'court-order' as const, basis: 'Order 17', until }
  await db
    .insertInto('signal_hold')
    .values({
      ...columns,
      ...{ set_by: one.person, set_at: now },
      ...(hold.approved ? { approved_by: two.person, approved_at: now } : {}),
      ...(hold.ended ? { ended_at: now } : {}),
    })
    .execute()
  return made.id
}

test('the nightly erasure keeps only the signals with a legal hold in force', async () => {
  const signals = {
    inForce: await withdrawn({ approved: true, ended: false }),
    onlyAsked: await withdrawn({ approved: false, ended: false }),
    over: await withdrawn({ approved: true, ended: true }),
    none: await withdrawn(null),
  }
  expect(await eraseWithdrawn(world)).toBe(3)
  const rows = await world.db.selectFrom('signal_version').select(['signal_id', 'a', 'erased_at']).execute()
  const kept = rows.filter(({ a }) => a?.includes('Okwuosa') === true)
  expect(kept).toMatchObject([{ signal_id: signals.inForce, erased_at: null }])
})
