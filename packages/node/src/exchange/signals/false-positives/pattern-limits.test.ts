import type { Signal } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { RE2JS } from 're2js'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { askStored } from './ask-stored.ts'

let node: TestNode
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
})
afterAll(() => node.stop())

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const wallet = (address: string) => ({
  ...{ kind: 'wallet', value: { chain: 'btc', address }, labels: [], entity: null, agreements: [], recipients: null },
  ...{ purposes: ['border-control'], lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null } },
  ...{ tlp: 'amber', pap: 'green', confidence: 60, action: 'inform', minor: false },
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: later(-3) },
  necessity: 'Needed to show in a test what a pattern may be.',
  ...{ validFrom: later(-2), validUntil: later(200), retainUntil: later(300), reviewDue: later(90) },
})
const list = (id: string, entries: string[], type = 'regex') => ({
  ...{ id, name: 'A list of a test', kind: 'wallet', type, effect: 'block', entries, validUntil: null },
})
const keep = (body: unknown) => officer.call('POST', '/v1/false-positives', body)

afterEach(() => sql`delete from false_positive_list`.execute(node.db))

test('a pattern without a linear algorithm is refused when its list is written', async () => {
  expect(await keep(list('look-around', ['(?<=a)b']))).toMatchObject({
    status: 422,
    body: {
      code: 'false-positive-list-invalid',
      at: '/entries',
      detail: '(?<=a)b is no usable pattern: look-around is not available.',
    },
  })
})

test('the patterns of one officer are limited over all lists', async () => {
  const patterns = (from: number, count: number) => Array.from({ length: count }, (_, n) => `^Invented${from + n}$`)
  expect((await keep(list('first-patterns', patterns(0, 150)))).status).toBe(200)
  const more = await keep(list('more-patterns', patterns(150, 100)))
  expect(more).toMatchObject({ status: 422, body: { code: 'false-positive-list-invalid', at: '/entries' } })
  // Replacing a list counts only its new patterns.
  expect((await keep(list('first-patterns', patterns(0, 100)))).status).toBe(200)
  expect((await keep(list('more-patterns', patterns(150, 100)))).status).toBe(200)
})

test('a list with more patterns than allowed is refused before one is compiled', async () => {
  const compiled = vi.spyOn(RE2JS, 'compile')
  const patterns = Array.from({ length: 100_000 }, (_, n) => `^Uncounted${n}$`)
  const refused = await keep(list('too-many', patterns))
  const calls = compiled.mock.calls.length
  compiled.mockRestore()
  expect(refused).toMatchObject({ status: 422, body: { code: 'false-positive-list-invalid', at: '/entries' } })
  expect(calls).toBe(0)
})

test('an officer writes one list at a time', async () => {
  // The lock keeps the first list from being written until the second was refused.
  const both = await node.db.transaction().execute(async (db) => {
    await sql`lock table false_positive_list in access exclusive mode`.execute(db)
    const writing = [keep(list('at-once', ['^One'])), keep(list('at-once', ['^Two']))]
    expect(await Promise.race(writing)).toMatchObject({ status: 429 })
    return writing
  })
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 429])
})

test('the entries of one officer are limited over all lists', async () => {
  const exact = (id: string) =>
    list(
      id,
      Array.from({ length: 100_000 }, (_, n) => `${id}${n}`),
      'exact',
    )
  expect((await keep(exact('exact-one'))).status).toBe(200)
  expect((await keep(exact('exact-two'))).status).toBe(200)
  expect(await keep(list('exact-three', ['one more'], 'exact'))).toMatchObject({
    status: 422,
    body: { code: 'false-positive-list-invalid' },
  })
}, 60_000)

test('a stored pattern that cannot be tested is reported, and its signals stay blocked', async () => {
  const made = (await officer.call('POST', '/v1/signals', wallet('InventedOldWallet'))).body as Signal
  expect((await keep(list('of-an-older-release', ['^InventedOld']))).status).toBe(200)
  await node.whenIdle()
  const blocked = async () =>
    (await sql<{ false_positive: boolean }>`select false_positive from signal where id = ${made.id}`.execute(node.db))
      .rows[0]?.false_positive
  expect(await blocked()).toBe(true)
  // An older release also stored patterns with look-around.
  const old = '(?<!x)InventedOld'
  await sql`update false_positive_list set entries = ${[old]} where id = 'of-an-older-release'`.execute(node.db)
  await sql`update false_positive_finding set entry = ${old} where signal_id = ${made.id}`.execute(node.db)
  await node.halt()
  await node.resume()
  const alarm = await node.db.selectFrom('alarm').selectAll().where('code', '=', 'pattern-unusable').executeTakeFirst()
  expect(alarm).toMatchObject({ ref: 'list:of-an-older-release', detail: { value: 1, patterns: [{ pattern: old }] } })
  const lists = (await officer.call('GET', '/v1/false-positives')).body as {
    items: { id: string; unusable: unknown }[]
  }
  expect(lists.items.find(({ id }) => id === 'of-an-older-release')?.unusable).toEqual([
    { pattern: old, reason: 'look-around is not available' },
  ])
  // New signals can still be written while such a list is stored.
  expect((await officer.call('POST', '/v1/signals', wallet('InventedNewWallet'))).status).toBe(201)
  const member = { id: 'norland.example', name: 'Norland' }
  await askStored({ store: node.store, member }, { kinds: ['wallet'] })
  expect(await blocked()).toBe(true)
  expect((await keep(list('of-an-older-release', ['^SomethingElse']))).status).toBe(200)
  await node.whenIdle()
  expect(await blocked()).toBe(false)
})
