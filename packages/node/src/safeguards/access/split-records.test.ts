import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readingClasses } from '../../gateways/travel/classes/reading-classes.ts'
import { travellerClasses } from '../../gateways/travel/crossing/traveller-classes.ts'
import { statementClasses } from '../../gateways/travel/statements/statement-classes.ts'
import { caseClasses } from '../../pipeline/cases/record-classes.ts'
import { restoreFrom } from '../../store/backup/index.ts'
import { createDatabase } from '../../store/database.ts'
import { liftRules } from '../../store/migrate.ts'
import { openPool } from '../../store/postgres/index.ts'
import { createAuditLog } from '../audit/audit-log.ts'
import { type FieldClasses, joinClasses, splitByClass } from './field-classes.ts'
import { plainCodec } from './plain-codec.fixture.ts'
import { mustSplit, type SealedTable, type SplitDeps, splitRecords } from './split-records.ts'

// The backup comes from a release that had one list of masked field names for all records. The test clock is set to the
// time of the backup, when some records are masked.
const backup = fileURLToPath(new URL('../../store/backup/fixtures/release-0029/node.backup', import.meta.url))
const at = new Date('2026-11-28T20:50:24.124Z')
const tables: SealedTable[] = [
  { table: 'case_file', id: 'id', classes: caseClasses },
  { table: 'statement', id: 'id', classes: statementClasses },
  { table: 'traveller', id: 'id', classes: travellerClasses },
  {
    ...{ table: 'reading', id: 'message_id', classes: readingClasses },
    owner: { table: 'message', key: 'message_id', gateway: 'travel' },
  },
]
let database: TestDatabase
let dataRoot: string
let deps: SplitDeps
let close: () => Promise<void>
beforeAll(async () => {
  database = await createTestDatabase('template0')
  dataRoot = mkdtempSync(join(tmpdir(), 'entente-split-'))
  const owner = database.connection('entente_owner')
  await restoreFrom(backup, { connection: owner, dataRoot })
  await liftRules(owner, ['clock'])
  const pool = openPool(database.connection('entente_app'), { max: 2, log: () => {} })
  close = () => pool.end()
  const db = createDatabase(pool)
  const clock = () => at
  const audit = createAuditLog({ db, node: 'norland', clock })
  const member = { id: 'norland.example', name: 'Norland' }
  deps = { db, codec: plainCodec, audit, clock, member, log: pino({ level: 'silent' }) }
}, 60_000)
afterAll(async () => {
  await close?.()
  await database?.drop()
  rmSync(dataRoot, { recursive: true, force: true })
})

interface Row {
  id: string
  value: unknown
  kept: unknown
  masked: boolean
  regime: string
}
async function rowsOf({ table, id, owner }: SealedTable): Promise<Row[]> {
  const from =
    owner === undefined ? sql`${sql.table(table)} t` : sql`${sql.table(table)} t join message m on m.id = t.message_id`
  const has = sql.raw(owner === undefined ? 't' : 'm')
  const { rows } = await sql<{ id: string; a: Buffer | null; b: Buffer; masked: boolean; regime: string }>`
    select t.${sql.ref(id)} as id, t.a, t.b, coalesce(${has}.mask_at <= ${at}, false) as masked, ${has}.regime from ${from} order by 1, t.b`.execute(
    deps.db,
  )
  return rows.map(({ id, a, b, masked, regime }) => {
    const kept = plainCodec.open(id, 'b', b)
    return { id, kept, masked, regime, value: joinClasses(plainCodec.open(id, 'a', a), kept) }
  })
}
const readAll = async () =>
  Object.fromEntries(await Promise.all(tables.map(async (each) => [each.table, await rowsOf(each)])))

test('records of an older release are split again in several runs, and none is lost', async () => {
  const before = await readAll()
  expect(before.traveller.some(({ masked }: Row) => masked)).toBe(true)
  expect(await mustSplit(deps.db, tables)).toBe(true)

  let changed = 0
  for (let runs = 0; ; runs += 1) {
    const run = await splitRecords(deps, tables, 2)
    changed += run.changed
    if (run.done) break
    expect(runs).toBeLessThan(20)
  }
  expect(changed).toBeGreaterThan(0)
  expect(await mustSplit(deps.db, tables)).toBe(false)

  const after = await readAll()
  for (const { table, classes } of tables) {
    const was = new Map<string, Row>(before[table].map((row: Row) => [row.id, row]))
    expect(after[table].map(({ id, value }: Row) => ({ id, value }))).toEqual(
      before[table].map(({ id, value }: Row) => ({ id, value })),
    )
    for (const row of after[table] as Row[]) {
      // The kept part contains no field that its classes mask.
      expect(splitByClass(row.kept, classes.fields, row.regime).b).toEqual(row.kept)
      if (row.masked)
        expect(leaves(row.kept).filter((leaf) => !leaves(was.get(row.id)?.kept).includes(leaf))).toEqual([])
    }
  }
  const entries = await deps.db.selectFrom('audit.entry').select('type').where('type', '=', 'retention.split').execute()
  expect(entries.length).toBeGreaterThan(0)
})

test('records are not split again until their classes change', async () => {
  expect(await splitRecords(deps, tables, 20)).toEqual({ changed: 0, done: true })
  const stricter: FieldClasses = { ...travellerClasses.fields, seat: 'masked' }
  const changed = tables.map((each) =>
    each.table === 'traveller' ? { ...each, classes: { ...travellerClasses, fields: stricter } } : each,
  )
  expect(await mustSplit(deps.db, changed)).toBe(true)
  expect((await splitRecords(deps, changed, 20)).changed).toBeGreaterThan(0)
  const rows = await rowsOf(changed.find(({ table }) => table === 'traveller') as SealedTable)
  expect(rows.every(({ kept }) => (kept as { seat: unknown }).seat === null)).toBe(true)
})

/** Returns every plain value of a record except null. */
function leaves(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves)
  return value === null ? [] : [JSON.stringify(value)]
}
