import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordUnreadable } from '../../safeguards/access/record-unreadable.ts'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { writeNote } from '../review/work-on-cases.ts'
import { confirm } from './confirm.ts'
import {
  adverse,
  agree,
  codeOf,
  type DecideStage,
  disagree,
  innocent,
  openDecideStage,
} from './decide-stage.fixture.ts'
import { propose } from './propose.ts'
import { reviewSettings as review } from './settings.ts'

let database: TestDatabase
let stage: DecideStage
let owner: ReturnType<typeof createDatabase>
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  // The node itself may not change what people wrote.
  owner = createDatabase(openPool(database.connection('entente_owner'), { max: 1, log: () => {} }))
})
afterAll(async () => {
  await owner?.destroy()
  await stage?.world.close()
  await database?.drop()
})

// The bytes of a value that was cut off, and of values of another kind.
const damages = ['{"evidence":[', '[]', 'null', '{}']

/** Damages a stored part. Returns a function that restores it. */
async function damage(table: 'case_file' | 'hit' | 'signal', id: string, bytes: string): Promise<() => Promise<void>> {
  const { db } = stage.world
  const { a, b } = await db.selectFrom(table).select(['a', 'b']).where('id', '=', id).executeTakeFirstOrThrow()
  const write = async (columns: { a: Buffer | null; b: Buffer }) => {
    await db.updateTable(table).set(columns).where('id', '=', id).execute()
  }
  await write({ a: null, b: Buffer.from(bytes) })
  return () => write({ a, b: b ?? Buffer.alloc(0) })
}

/** The gateways of the world, with a record whose bytes are damaged. */
function withDamagedRecord(): Gateways {
  const { gateways } = stage.world
  const record = async (_: unknown, subjectId: string) => {
    throw recordUnreadable(subjectId)
  }
  return { ...gateways, of: (kind) => ({ ...gateways.of(kind), record }) }
}

describe.each(['hit', 'signal', 'case_file'] as const)('with a damaged %s', (table) => {
  const idOf = (made: { id: string; hits: string[] }): string =>
    ({ hit: made.hits[0] as string, signal: stage.signal.id, case_file: made.id })[table]

  test('nobody can propose an outcome', async () => {
    const made = await stage.newCase()
    await stage.view(stage.analyst, made.id, 20)
    for (const bytes of damages) {
      const restore = await damage(table, idOf(made), bytes)
      for (const input of [adverse(made.hits), innocent(made.hits), innocent([])])
        expect(await codeOf(stage.asked(stage.analyst, made.id, input))).toBe('record-unreadable')
      await restore()
    }
    expect(await stage.world.caseOf(made.subjectId)).toMatchObject({ state: 'in-review' })
    expect(await codeOf(stage.asked(stage.analyst, made.id, adverse(made.hits)))).toBe('done')
  })

  test('nobody can answer as the second person', async () => {
    const made = await stage.newCase()
    for (const person of [stage.analyst, stage.supervisor]) await stage.view(person, made.id, 20)
    await stage.asked(stage.analyst, made.id, adverse(made.hits))
    for (const bytes of damages) {
      const restore = await damage(table, idOf(made), bytes)
      for (const input of [agree, disagree])
        expect(await codeOf(stage.answered(stage.supervisor, made.id, input))).toBe('record-unreadable')
      await restore()
    }
    expect((await stage.world.caseOf(made.subjectId)).state).toBe('awaiting-second')
    expect(await codeOf(stage.answered(stage.supervisor, made.id, agree))).toBe('done')
  })
})

test('nobody can propose while a note of the case is damaged', async () => {
  const { id, hits } = await stage.newCase()
  const { world, analyst } = stage
  await writeNote(world.access(analyst), id, 'A note.')
  const note = await world.db.selectFrom('case_note').select('id').where('case_id', '=', id).executeTakeFirstOrThrow()
  await stage.view(analyst, id, 20)
  const { a, b } = await owner
    .selectFrom('case_note')
    .select(['a', 'b'])
    .where('id', '=', note.id)
    .executeTakeFirstOrThrow()
  const write = (bytes: { a: Buffer | null; b: Buffer }) =>
    owner.updateTable('case_note').set(bytes).where('id', '=', note.id).execute()
  await write({ a: null, b: Buffer.from('null') })
  expect(await codeOf(stage.asked(analyst, id, adverse(hits)))).toBe('record-unreadable')
  await write({ a, b })
  expect(await codeOf(stage.asked(analyst, id, adverse(hits)))).toBe('done')
})

test('nobody can propose or confirm while the record is damaged', async () => {
  const { id, hits } = await stage.newCase()
  const { world, analyst, supervisor } = stage
  const deps = { review, gateways: withDamagedRecord() }
  await stage.view(analyst, id, 20)
  expect(await codeOf(propose(world.access(analyst), deps, id, adverse(hits)))).toBe('record-unreadable')
  await stage.asked(analyst, id, adverse(hits))
  await stage.view(supervisor, id, 20)
  expect(await codeOf(confirm(world.access(supervisor), deps, id, agree))).toBe('record-unreadable')
  expect(await codeOf(stage.answered(supervisor, id, agree))).toBe('done')
})

test('a damaged hit that no longer counts stops no decision', async () => {
  const { id, hits } = await stage.newCase()
  const [first] = hits as [string]
  const { db } = stage.world
  const { id: _, ...row } = await db.selectFrom('hit').selectAll().where('id', '=', first).executeTakeFirstOrThrow()
  const withdrawn = { ...row, party: '2', withdrawn_at: row.at, a: null, b: Buffer.from('[]') }
  await db
    .insertInto('hit')
    .values({
      ...withdrawn,
      id: crypto.randomUUID(),
      engine: JSON.stringify(row.engine),
      cells: JSON.stringify(row.cells),
    } as never)
    .execute()
  await stage.view(stage.analyst, id, 20)
  expect(await codeOf(stage.asked(stage.analyst, id, innocent(hits)))).toBe('done')
})
