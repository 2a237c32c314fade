import type { Signal } from '@entente/contracts'
import { createTestDatabase } from '@entente/testkit'
import { afterAll, expect, test } from 'vitest'
import { personValue } from '../case-people.fixture.ts'
import { openWorld } from '../case-world.fixture.ts'
import { matchSubjects } from './match-subjects.ts'
import { expireSignals, rematchSignals } from './rematch-signals.ts'

const database = await createTestDatabase()
const world = await openWorld(database.connection('entente_app'))
afterAll(() => world.close().then(() => database.drop()))

/** The bytes of a value that was cut off, and of values of another form. */
const damages = ['{"id":"', '[]', 'null', '{}']
const write = (id: string, columns: { a: Buffer | null; b: Buffer }) =>
  world.db.updateTable('signal').set(columns).where('id', '=', id).execute()
/** Damages a signal. Returns a function that restores it. */
async function damage({ id }: Signal, bytes: string): Promise<() => Promise<unknown>> {
  const stored = await world.db.selectFrom('signal').select(['a', 'b']).where('id', '=', id).executeTakeFirstOrThrow()
  await write(id, { a: null, b: Buffer.from(bytes) })
  return () => write(id, stored)
}
const alarmsOf = ({ id }: Signal) =>
  world.db.selectFrom('alarm').select(['code', 'detail']).where('ref', '=', `sig:${id}`).execute()
const rematch = (signals: Signal[]) =>
  rematchSignals(world.match, { signalIds: signals.map(({ id }) => id), cause: 'edit' })

// Names that resemble none of the others.
const names =
  'Okwuosa Vantongeren Merlevede Ostrovar Tormundsen Ekelund Harbrekke Quistorp Tredgold Bjelica Zubiri'.split(' ')
const nextName = () => names.pop() as string
const signalOf = (family: string, terms: Partial<Signal> = {}) =>
  world.signal({ value: personValue(family, 'Oda', { birthDates: ['1979-02-11'] }), ...terms })
/** Compares a new traveller of this name. Returns the subject's id. */
async function travel(family: string): Promise<string> {
  const subjectId = await world.traveller({ surname: family.toUpperCase(), given: 'ODA', birthDate: '1979-02-11' })
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
  return subjectId
}
const isOpen = async (subjectId: string) => (await world.caseOf(subjectId).catch(() => null))?.state === 'open'

test('the index of all other signals works beside a damaged one, and an alarm names it', async () => {
  for (const bytes of damages) {
    const [broken, whole] = [await signalOf(nextName()), await signalOf(nextName())]
    await damage(broken, bytes)
    await world.index.load()
    expect(world.index.get(broken.id)).toBeUndefined()
    expect(world.index.get(whole.id)).toBeDefined()
    expect(await alarmsOf(broken)).toEqual([{ code: 'record-unreadable', detail: { records: [broken.id] } }])
  }
})

test('a batch of changed signals is applied without the damaged one, until it is restored', async () => {
  const [ofBroken, ofWhole] = [nextName(), nextName()]
  const [broken, whole] = [await signalOf(ofBroken), await signalOf(ofWhole)]
  const restore = await damage(broken, damages[0]!)
  await rematch([broken, whole])
  expect(await isOpen(await travel(ofWhole))).toBe(true)
  const missed = await travel(ofBroken)
  expect(await isOpen(missed)).toBe(false)
  await restore()
  await rematch([broken])
  expect(await isOpen(missed)).toBe(true)
  expect(world.index.damaged(broken.id)).toBeUndefined()
})

test('a hit on a damaged signal remains until its signal ends', async () => {
  const family = nextName()
  const validUntil = new Date(world.clock().getTime() + 86_400_000).toISOString()
  const signal = await signalOf(family, { validUntil })
  await world.index.apply([signal.id])
  const subjectId = await travel(family)
  await damage(signal, damages[0]!)
  await rematch([signal])
  expect(await isOpen(subjectId)).toBe(true)
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
  expect(await isOpen(subjectId)).toBe(true)
  world.pass(86_400)
  await expireSignals(world.match)
  expect((await world.caseOf(subjectId)).state).toBe('closed')
})
