import { randomUUID } from 'node:crypto'
import type { Signal } from '@entente/contracts'
import { createTestDatabase } from '@entente/testkit'
import { afterAll, expect, test } from 'vitest'
import { toSignalRow } from '../../exchange/signals/stored/signal-row.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { insertRecords } from '../../store/write-records.ts'
import { personValue } from '../case-people.fixture.ts'
import { openWorld } from '../case-world.fixture.ts'
import { createMatchIndex, type MatchIndex, type Subset } from './match-index.ts'

const database = await createTestDatabase()
const world = await openWorld(database.connection('entente_app'))
afterAll(() => world.close().then(() => database.drop()))

const wanted = { names: ['Oda Vantongeren'], birthDates: ['1979-02-11'] }
/** Stores signals of one name in one transaction. */
async function signalsOf(count: number, family: string, birthDates: string[] = []): Promise<Signal[]> {
  const first = await world.signal({ value: personValue(family, 'Oda', { birthDates }) })
  const others = Array.from({ length: count - 1 }, (): Signal => ({ ...first, id: randomUUID() }))
  const intent = { action: 'signal.match', type: 'signal.import' } as const
  await systemAccess(world, 'border-control').transaction(intent, async (tx) => {
    const rows = others.map((signal) => ({ ...toSignalRow(tx, signal), value_key: null }))
    await insertRecords('signal', rows, { bytes: ['a', 'b'] }).execute(tx.db)
  })
  return [first, ...others]
}
const idsOf = (signals: readonly Signal[]) => signals.map(({ id }) => id)
const idsFound = (hits: readonly { id: string }[]) => hits.map(({ id }) => id)
const hitsOf = (index: MatchIndex, only?: Subset) => {
  const use = { purposes: ['border-control'], now: world.clock(), only, threshold: 0.2 }
  return index.screen(wanted, use).map(({ signal, result }) => ({ id: signal.id, score: result.score }))
}

test('a subset of most signals gives the hits of a small index of them', async () => {
  await signalsOf(210, 'Vantongeren', ['1979-02-11'])
  const compared = await signalsOf(640, 'Vantongeren')
  await world.index.load()
  const only = await world.index.subset(idsOf(compared))
  expect(only.own).toBeNull()
  const ids = new Set(idsOf(compared))
  const found = hitsOf(world.index, only)
  // The closest signals of the whole index are others.
  expect(hitsOf(world.index).some(({ id }) => ids.has(id))).toBe(false)
  expect(found).toHaveLength(200)
  expect(found.every(({ id }) => ids.has(id))).toBe(true)
  const own = await world.index.subset(idsFound(found.slice(0, 3)))
  expect(own.own).not.toBeNull()
  expect(hitsOf(world.index, own)).toEqual(found.slice(0, 3))
  // Later changes are taken over: one more of the others, one less of the compared.
  const another = await world.signal({ value: personValue('Vantongeren', 'Oda', { birthDates: ['1979-02-11'] }) })
  const gone = found[0]?.id as string
  const before = compared.find(({ id }) => id === gone) as Signal
  await world.changeSignal(before, { status: 'withdrawn', value: null, withdrawal: null })
  await world.index.apply([another.id, gone])
  const later = idsFound(hitsOf(world.index, only))
  expect(later).toHaveLength(200)
  expect(later).not.toContain(gone)
  expect(later).not.toContain(another.id)
})

test('an index uses the screener of another thread, except for signals that it read later', async () => {
  await world.db.updateTable('signal').set({ status: 'expired' }).execute()
  const signals = await signalsOf(520, 'Merlevede')
  const [changed, gone] = [signals[0] as Signal, signals[1] as Signal]
  const other = createMatchIndex(world, undefined, { shares: true })
  const built = structuredClone(await other.apply(idsOf(signals)))
  expect(built?.writings.join('\n').split('\n')).toHaveLength(520)
  // These changes happen after the other index read the signals.
  await world.changeSignal(changed, { value: personValue('Vantongeren', 'Oda', { birthDates: ['1979-02-11'] }) })
  await world.changeSignal(gone, { status: 'withdrawn', value: null })
  let calls = 0
  const index = createMatchIndex(world, async () => {
    calls += 1
    return built
  })
  await index.apply(idsOf(signals))
  expect(calls).toBe(1)
  expect([index.size, other.size]).toEqual([519, 520])
  expect(hitsOf(index)[0]).toMatchObject({ id: changed.id })
  expect(idsFound(hitsOf(other)).includes(changed.id)).toBe(false)
  const alone = createMatchIndex(world)
  await alone.load()
  for (const names of [['Oda Merlevede'], ['Oda Vantongeren']]) {
    const use = { purposes: ['border-control'], now: world.clock(), threshold: 0.2 }
    const scoresOf = (of: MatchIndex) =>
      of.screen({ names }, use).map(({ signal, result }) => [signal.id, result.score])
    expect(scoresOf(index)).toEqual(scoresOf(alone))
  }
  expect(index.screen({ names: ['Oda Merlevede'] }, { purposes: ['border-control'], now: world.clock() })).toHaveLength(
    200,
  )
})

test('an index builds a large change itself while the other thread does not run', async () => {
  const signals = await world.db.selectFrom('signal').select('id').where('status', '=', 'active').execute()
  const index = createMatchIndex(world, async () => {
    throw new Error('the reader thread is not running')
  })
  await expect(index.apply(signals.map(({ id }) => id))).rejects.toThrow('not running')
  expect(index.size).toBe(519)
})
