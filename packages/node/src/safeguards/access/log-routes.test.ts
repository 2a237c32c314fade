import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import { makeEntry } from '../audit/entry.ts'

let node: TestNode
const now = new Date('2027-01-04T09:00:00.000Z')
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
})
afterAll(() => node.stop())

type Page = { items: { id: string; actorName: string | null }[]; next: string | null }

test('oversight can page through all entries, even if many have the same millisecond', async () => {
  const analyst = await node.signIn('analyst')
  const oversight = await node.signIn('oversight-1')
  for (let n = 0; n < 8; n += 1) await analyst.call('GET', '/v1/cases')
  const written = await node.db.selectFrom('audit.entry').select('id').execute()
  const met = new Set<string>()
  let next: string | null = null
  do {
    const place: string = next === null ? '' : `&next=${encodeURIComponent(next)}`
    const page = (await oversight.call('GET', `/v1/audit/entries?limit=3${place}`)).body as Page
    for (const { id } of page.items) met.add(id)
    next = page.next
  } while (next !== null)
  expect(written.filter(({ id }) => !met.has(id))).toEqual([])
})

test('a page position that the node did not issue is refused', async () => {
  const oversight = await node.signIn('oversight-1')
  for (const next of [
    'x',
    '2027-01-04T09:00:00.000Z',
    '2027-01-04T09:00:00.000Z_x',
    'x_5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa',
  ]) {
    const refused = await oversight.call('GET', `/v1/audit/entries?next=${next}`)
    expect(refused, next).toMatchObject({ status: 422, body: { code: 'body-invalid' } })
  }
})

test("oversight still sees the names of last year's actors this year", async () => {
  const analyst = await node.signIn('analyst')
  const lastYear = new Date('2026-12-31T23:00:00.000Z')
  const key = await node.audit.actorKey(2026)
  expect(key).toHaveLength(32)
  const me = (await analyst.call('GET', '/v1/me')).body as { account: string }
  const actor = { account: me.account, person: 'p', member: 'm', role: 'analyst' as const, teams: [] }
  const draft = { type: 'record.read', decision: 'allow' as const }
  const row = makeEntry(draft, { actor, purpose: null, node: 'test', now: lastYear, actorKey: key })
  // Only the owner of the database can add an old entry.
  const owner = createDatabase(openPool(node.database.connection('entente_owner'), { max: 1, log: () => {} }))
  await owner.insertInto('audit.entry').values(row).execute()
  await owner.destroy()
  const oversight = await node.signIn('oversight-1')
  const page = (await oversight.call('GET', '/v1/audit/entries?to=2027-01-01T00:00:00.000Z')).body as Page
  expect(page.items[0]?.actorName).toBe('Analyst (analyst)')
})
