import type { Actor } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listTables } from '../../store/backup/tables.ts'
import { adverse, agree, codeOf, type DecideStage, disagree, openDecideStage } from '../decide/decide-stage.fixture.ts'
import { readCase } from '../review/read-case.ts'
import { assignCase, handOver } from '../review/work-on-cases.ts'
import { sweepDrafts } from './delete-drafts.ts'
import { keepDraft, mostDraft, readDraft, throwDraftAway } from './keep-draft.ts'

let database: TestDatabase
let stage: DecideStage
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

const marker = 'Quibbleworth'
const body = (text = `${marker}: the scan is marked manual entry.`) => ({
  outcome: 'adverse' as const,
  act: 'do-not-board',
  reasons: ['same-document'],
  text,
  alternatives: ['Another person with this name.'],
  hits: [],
  feedback: {},
  details: [],
})
const keep = (who: Actor, id: string, version = 0, text?: string, kind: 'first' | 'second' = 'first') =>
  keepDraft(stage.world.access(who), id, kind, { ...body(text), version })
const read = async (who: Actor, id: string, kind: 'first' | 'second' = 'first') =>
  (await readDraft(stage.world.access(who), id, kind)).draft
const draftsOf = async (id: string) =>
  (await stage.world.db.selectFrom('case_draft').select('id').where('case_id', '=', id).execute()).length
const logged = async (id: string) => {
  const rows = await stage.world.db
    .selectFrom('audit.entry')
    .select(['type', 'details'])
    .where('ref', '=', `case:${id}`)
    .where('type', 'in', ['draft.keep', 'draft.delete'])
    .orderBy('recorded_at')
    .execute()
  return rows.map((row) => ({ type: row.type, ...JSON.parse(row.details.toString()) }))
}
/** Returns the tables that contain a text anywhere in their rows, as a dump of the database would show them. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await stage.world.pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and has_table_privilege(c.oid, 'select')`,
  )
  const hex = Buffer.from(text).toString('hex')
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: hits } = await stage.world.pool.query(
      `select 1 from ${name} t where t::text like $1 or t::text like $2 limit 1`,
      [`%${text}%`, `%${hex}%`],
    )
    if (hits.length > 0) found.push(name)
  }
  return found
}

test('a draft comes back with everything that was entered, to its own person only', async () => {
  const { id } = await stage.newCase()
  const kept = await keep(stage.analyst, id)
  expect(await read(stage.analyst, id)).toEqual({ ...body(), ...kept })
  expect(await read(stage.colleague, id)).toBeNull()
  expect(await read(stage.supervisor, id)).toBeNull()
  const oversight = await stage.world.person('Officer of oversight', 'oversight')
  await expect(readDraft(stage.world.access(oversight, 'human-rights-review'), id, 'first')).rejects.toMatchObject({
    code: 'role',
  })
  const administrator = await stage.world.person('Administrator', 'administrator')
  await expect(readDraft(stage.world.access(administrator, null), id, 'first')).rejects.toMatchObject({
    code: 'refused',
  })
  for (const other of [stage.colleague, stage.supervisor]) {
    const detail = await readCase(
      { ...stage.world, review: { minReviewSecondsAdverse: 20, minReviewSecondsOther: 8 } },
      stage.world.access(other),
      id,
    )
    expect(JSON.stringify(detail)).not.toContain(marker)
  }
})

test('keeping a draft again leaves one log entry until the draft is deleted', async () => {
  const { id } = await stage.newCase()
  let { version } = await keep(stage.analyst, id)
  for (const text of ['a', 'ab', 'abc']) version = (await keep(stage.analyst, id, version, text)).version
  expect(await logged(id)).toEqual([{ type: 'draft.keep', kind: 'first' }])
  await throwDraftAway(stage.world.access(stage.analyst), id, 'first')
  await throwDraftAway(stage.world.access(stage.analyst), id, 'first')
  await keep(stage.analyst, id)
  expect(await logged(id)).toEqual([
    { type: 'draft.keep', kind: 'first' },
    { type: 'draft.delete', cause: 'person' },
    { type: 'draft.keep', kind: 'first' },
  ])
})

test('a tab never replaces a newer draft of another tab, and is told both times', async () => {
  const { id } = await stage.newCase()
  const first = await keep(stage.analyst, id)
  stage.world.pass(60)
  const other = await keep(stage.analyst, id, first.version, 'From the other tab.')
  await expect(keep(stage.analyst, id, first.version, 'From the first tab.')).rejects.toMatchObject({
    code: 'draft-newer',
    fields: { detail: `The node keeps a draft of ${other.keptAt}. This tab knows that of ${first.keptAt}.` },
  })
  await expect(keep(stage.analyst, id, 0)).rejects.toMatchObject({ code: 'draft-newer' })
  expect((await read(stage.analyst, id))?.text).toBe('From the other tab.')
  await throwDraftAway(stage.world.access(stage.analyst), id, 'first')
  expect((await keep(stage.analyst, id, first.version)).version).toBeGreaterThan(first.version)
})

test('of drafts that two tabs begin at once, one is kept and the other refused', async () => {
  const { id } = await stage.newCase()
  const results = await Promise.all(['one', 'two', 'three'].map((text) => codeOf(keep(stage.analyst, id, 0, text))))
  expect(results.sort()).toEqual(['done', 'draft-newer', 'draft-newer'])
  expect(await draftsOf(id)).toBe(1)
})

test('a draft over 20 kB and a draft over the limit of a person are refused', async () => {
  const { id } = await stage.newCase()
  await expect(keep(stage.analyst, id, 0, 'x'.repeat(mostDraft.bytes))).rejects.toMatchObject({
    code: 'draft-too-large',
  })
  const busy = await stage.world.person('Busy analyst', 'analyst')
  const { rows } = await stage.world.pool.query<{ columns: string }>(
    `select string_agg(column_name, ', ') as columns from information_schema.columns
     where table_name = 'case_file' and column_name not in ('id', 'number', 'subject_id')`,
  )
  const columns = rows[0]?.columns
  await stage.world.pool.query(
    `insert into case_file (id, subject_id, ${columns}) select gen_random_uuid(), gen_random_uuid(), ${columns}
     from case_file, generate_series(1, $1) where id = $2`,
    [mostDraft.ofPerson, id],
  )
  await stage.world.pool.query(
    `insert into case_draft (id, case_id, person_id, kind, kept_at, b) select gen_random_uuid(), c.id, $1, 'first', now(), '{}' from case_file c where c.id <> $2 limit $3`,
    [busy.person, id, mostDraft.ofPerson],
  )
  await expect(keep(busy, id)).rejects.toMatchObject({ code: 'draft-limit' })
  await stage.world.db.deleteFrom('case_draft').where('person_id', '=', busy.person).execute()
})

test('after an adverse decision no table contains a byte of the drafts', async () => {
  const { id, hits } = await stage.newCase()
  const second = 'Thistlemarch'
  await keep(stage.analyst, id)
  await keep(stage.colleague, id)
  expect(await tablesWith(marker)).toContain('public.case_draft')
  await stage.view(stage.analyst, id, 20)
  await stage.asked(stage.analyst, id, adverse(hits))
  expect(await read(stage.analyst, id), 'the proposal replaces the draft').toBeNull()
  await stage.view(stage.supervisor, id, 20)
  await keep(stage.supervisor, id, 0, second, 'second')
  expect(await tablesWith(second)).toEqual(['public.case_draft'])
  await stage.answered(stage.supervisor, id, agree)
  expect(await draftsOf(id)).toBe(0)
  await stage.world.db.deleteFrom('case_draft').execute()
  expect(await tablesWith(marker)).toEqual([])
  expect(await tablesWith(second)).toEqual([])
  await expect(keep(stage.colleague, id)).rejects.toMatchObject({ code: 'case-decided' })
  await expect(keep(stage.supervisor, id, 0, second, 'second')).rejects.toMatchObject({ code: 'case-decided' })
})

test('a second person keeps a draft of their own, and loses it with their answer', async () => {
  const { id, hits } = await stage.newCase()
  await stage.view(stage.analyst, id, 20)
  await stage.asked(stage.analyst, id, adverse(hits))
  await expect(keep(stage.analyst, id, 0, 'x', 'second')).rejects.toMatchObject({ code: 'role' })
  await expect(keep(stage.colleague, id, 0, 'x', 'first')).rejects.toMatchObject({ code: 'second-person-required' })
  await stage.view(stage.supervisor, id, 20)
  await keep(stage.supervisor, id, 0, 'My own answer.', 'second')
  expect(JSON.stringify(await read(stage.supervisor, id, 'second'))).not.toContain(adverse(hits).text)
  expect(await read(stage.other, id, 'second')).toBeNull()
  await stage.answered(stage.supervisor, id, disagree)
  expect(await draftsOf(id)).toBe(0)
})

test('a handover and an assignment delete the drafts of everybody who can no longer propose', async () => {
  const { id } = await stage.newCase()
  await keep(stage.analyst, id)
  await keep(stage.supervisor, id)
  await handOver(stage.world.access(stage.analyst), id, { to: stage.colleague.person, text: 'I know this person.' })
  expect(await draftsOf(id)).toBe(0)
  await expect(keep(stage.analyst, id)).rejects.toMatchObject({ code: 'refused' })
  await expect(keep(stage.supervisor, id)).rejects.toMatchObject({ code: 'refused' })
  await keep(stage.colleague, id)
  await assignCase(stage.world.access(stage.colleague), id, null)
  expect(await read(stage.colleague, id), 'whoever gives a case back may still decide it').not.toBeNull()
})

test('a draft is gone after a day, for its person at once and from the table by the job', async () => {
  const { id } = await stage.newCase()
  const other = await stage.newCase()
  await keep(stage.analyst, id)
  stage.world.pass(12 * 3600)
  await keep(stage.analyst, other.id)
  stage.world.pass(12 * 3600)
  expect(await read(stage.analyst, id)).toBeNull()
  await sweepDrafts(stage.world)
  expect([await draftsOf(id), await draftsOf(other.id)]).toEqual([0, 1])
  expect(await read(stage.analyst, other.id)).not.toBeNull()
})

test('the job deletes drafts of people without the right to the case, and of erased cases', async () => {
  const left = await stage.world.person('Leaver', 'analyst')
  const { id } = await stage.newCase()
  await keep(left, id)
  await keep(stage.analyst, id)
  await stage.world.db
    .updateTable('account_role')
    .set({ state: 'revoked' })
    .where('account_id', '=', left.account)
    .execute()
  await sweepDrafts(stage.world)
  expect(await draftsOf(id)).toBe(1)
  await stage.world.db.updateTable('case_file').set({ ended_at: stage.world.clock() }).where('id', '=', id).execute()
  await sweepDrafts(stage.world)
  expect(await draftsOf(id)).toBe(0)
})

test('a backup contains no draft', async () => {
  const client = await stage.world.pool.connect()
  try {
    const names = (await listTables(client)).map(({ name }) => name)
    expect(names).toContain('case_read')
    expect(names).not.toContain('case_draft')
  } finally {
    client.release()
  }
})

test('a draft that is written while its case is decided does not outlive the decision', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id, hits } = await stage.newCase()
    await stage.view(stage.analyst, id, 20)
    await stage.asked(stage.analyst, id, adverse(hits))
    await stage.view(stage.supervisor, id, 20)
    const kept = keep(stage.other, id, 0, undefined, 'second')
    await Promise.allSettled([kept, stage.answered(stage.supervisor, id, agree)])
    expect(await draftsOf(id)).toBe(0)
    // The limit of decisions in an hour is not what this test is about.
    stage.world.pass(3600)
  }
})
