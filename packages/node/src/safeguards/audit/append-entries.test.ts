import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDatabase } from '../../store/database.ts'
import { liftRules } from '../../store/migrate.ts'
import { openPool } from '../../store/postgres/index.ts'
import type { Schema } from '../../store/schema.ts'
import { appendEntries } from './append-entries.ts'
import { canonicalJson } from './canonical.ts'
import { type EntryRow, makeEntry } from './entry.ts'

let database: TestDatabase
/** The role of the node, as an attacker in its process has it. */
let app: Kysely<Schema>
const actor = { account: 'a', person: 'p', member: 'm', role: 'analyst', teams: [] } as const
const context = { actor: { ...actor, teams: [] }, purpose: null, node: 'test', actorKey: Buffer.alloc(32) }

beforeAll(async () => {
  database = await createTestDatabase()
  app = createDatabase(openPool(database.connection('entente_app'), { max: 1, log: () => {} }))
})
afterAll(async () => {
  await app.destroy()
  await database.drop()
})
beforeEach(() => liftRules(database.connection('entente_owner'), []))

const entry = (draft: { details?: Record<string, unknown>; ref?: string | null } = {}, now = new Date()): EntryRow =>
  makeEntry({ type: 'record.read', decision: 'allow', ...draft }, { ...context, now })
const append = (...rows: EntryRow[]) => appendEntries(rows).execute(app)
const changed = (fields: Record<string, unknown>): EntryRow => {
  const row = entry()
  return { ...row, entry: canonicalJson(JSON.parse(JSON.stringify({ ...JSON.parse(row.entry), ...fields }))) }
}
const count = async () => Number((await app.selectFrom('audit.entry').select(sql`count(*)`.as('n')).execute())[0]?.n)

test('each entry of a call is stored with its own columns, details and salt', async () => {
  const rows = [
    entry({ details: { note: 'Ærø "quoted"\n' }, ref: 'case:1' }),
    entry(),
    entry({ details: { list: [1, 2, 3] } }),
  ]
  await append(...rows)
  const stored = await app.selectFrom('audit.entry').selectAll().execute()
  const byId = new Map(stored.map((row) => [row.id, row]))
  for (const row of rows) expect(byId.get(row.id)).toMatchObject(row)
})

test('row 16: the app’s role inserts no row into the log', async () => {
  const forged = app.insertInto('audit.entry').values(entry({}, new Date('2026-01-02T03:04:05.678Z')))
  await expect(forged.execute()).rejects.toMatchObject({ code: '42501' })
  const allowed = sql`insert into audit.lifted_rule values ('clock')`.execute(app)
  await expect(allowed).rejects.toMatchObject({ code: '42501' })
})

test('row 16: an entry of another time than that of the database is refused', async () => {
  const before = await count()
  for (const seconds of [-3600, -6, 6, 3600]) {
    const at = new Date(Date.now() + seconds * 1000)
    await expect(append(entry(), entry({}, at)), `${seconds} s`).rejects.toMatchObject({ code: 'EN012' })
  }
  expect(await count()).toBe(before)
  await append(entry({}, new Date(Date.now() - 3000)))
})

test('row 16: an entry of another form than that of the log is refused', async () => {
  const before = await count()
  const forged: [string, EntryRow][] = [
    ['an unknown field', changed({ extra: 1 })],
    ['a missing field', changed({ role: undefined })],
    ['text as a count', changed({ count: '1' })],
    ['a negative count', changed({ count: -1 })],
    ['an unknown decision', changed({ decision: 'maybe' })],
    ['another version', changed({ v: 2 })],
    ['a type in other words', changed({ type: 'Record read' })],
    ['a time in words', changed({ at: 'now' })],
    ['an id that is none', changed({ id: 'mine' })],
    ['no object', { ...entry(), entry: '[]' }],
    ['a field twice', { ...entry(), entry: entry().entry.replace('{', '{"actor":"x",') }],
    ['spaces', { ...entry(), entry: entry().entry.replace(',', ', ') }],
  ]
  for (const [what, row] of forged) await expect(append(entry(), row), what).rejects.toMatchObject({ code: 'EN011' })
  await expect(append({ ...entry(), salt: Buffer.alloc(8) })).rejects.toMatchObject({ code: '23514' })
  expect(await count()).toBe(before)
})

test('only the app’s role calls the function, and its search path is fixed', async () => {
  const { rows } = await sql<{ others: boolean; path: string[]; definer: boolean }>`
    select has_function_privilege('entente_oversight', p.oid, 'execute') as others, p.proconfig as path, p.prosecdef as definer
    from pg_proc p where p.proname = 'append' and p.pronamespace = 'audit'::regnamespace`.execute(app)
  const path = expect.arrayContaining(['search_path=pg_catalog, pg_temp'])
  expect(rows).toEqual([{ others: false, path, definer: true }])
})

test('an entry of more than a minute before the last one is refused', async () => {
  // As if the clock had been set back since.
  const owner = createDatabase(openPool(database.connection('entente_owner'), { max: 1, log: () => {} }))
  await owner
    .insertInto('audit.entry')
    .values(entry({}, new Date(Date.now() + 90_000)))
    .execute()
  await expect(append(entry())).rejects.toMatchObject({ code: 'EN013' })
  await liftRules(database.connection('entente_owner'), ['clock'])
  await append(entry(), entry({}, new Date('2026-01-02T03:04:05.678Z')))
  await owner.destroy()
})
