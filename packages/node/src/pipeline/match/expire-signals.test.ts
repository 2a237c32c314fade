import type { Signal } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillBasisEnds } from '../../store/migrations/0008-sign-in-and-second-person.ts'
import { openPool } from '../../store/postgres/index.ts'
import { personValue } from '../case-people.fixture.ts'
import { openWorld, type World } from '../case-world.fixture.ts'
import { matchSubjects } from './match-subjects.ts'
import { expireSignals } from './rematch-signals.ts'

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

const inDays = (days: number) => new Date(world.clock().getTime() + days * 86_400_000).toISOString()
const basis = (validUntil: string | null): Signal['lawfulBasis'] => ({
  reference: 'Invented Act, section 9',
  validUntil,
})
let people = 0
/** Returns a traveller with a case that rests on one signal. */
async function caseOn(terms: Partial<Signal>) {
  people += 1
  const family = `Harbrekke${String.fromCharCode(97 + people).repeat(4)}`
  const value = personValue(family, 'Oda Kristine', { birthDates: ['1979-02-11'] })
  const signal = await world.signal({ value, ...terms })
  await world.index.load()
  const subjectId = await world.traveller({ surname: family, given: 'ODA KRISTINE', birthDate: '1979-02-11' })
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
  const state = async () => (await world.caseOf(subjectId)).state
  expect(await state()).toBe('open')
  return { signal, state }
}

test.each([
  ['its use', () => ({ validUntil: inDays(1) })],
  ['its lawful basis, though its use would go on', () => ({ lawfulBasis: basis(inDays(1)) })],
  ['its use, though its lawful basis goes on', () => ({ validUntil: inDays(1), lawfulBasis: basis(inDays(100)) })],
])('a case on one signal closes at the end of %s, and not before', async (_what, terms) => {
  const { state } = await caseOn(terms())
  world.pass(86_400 - 1)
  await expireSignals(world.match)
  expect(await state()).toBe('open')
  world.pass(1)
  await expireSignals(world.match)
  expect(await state()).toBe('closed')
})

test('after an edit, the new end of the lawful basis applies', async () => {
  const { signal, state } = await caseOn({ lawfulBasis: basis(inDays(1)) })
  await world.changeSignal(signal, { lawfulBasis: basis(inDays(50)) })
  await world.index.apply([signal.id])
  world.pass(2 * 86_400)
  await expireSignals(world.match)
  expect(await state()).toBe('open')
})

test('signals stored without an end of their lawful basis get it from their statement', async () => {
  const [ends, never] = [inDays(3), null]
  const signals = [await caseOn({ lawfulBasis: basis(ends) }), await caseOn({ lawfulBasis: basis(never) })]
  const owner = openPool(database.connection('entente_owner'), { max: 1, log: () => {} })
  await owner.query('update signal set basis_until = null')
  await owner.query(fillBasisEnds)
  await owner.end()
  const rows = await world.db.selectFrom('signal').select(['id', 'basis_until']).execute()
  const kept = signals.map(({ signal }) => rows.find(({ id }) => id === signal.id)?.basis_until?.toISOString() ?? null)
  expect(kept).toEqual([ends, never])
})
