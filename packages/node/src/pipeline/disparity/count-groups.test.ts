import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAccess } from '../../safeguards/access/system.ts'
import { personValue } from '../case-people.fixture.ts'
import { openWorld, type TravellerGiven, type World } from '../case-world.fixture.ts'
import { noteGroupsDue } from '../cases/note-groups-due.ts'
import { type Gateway, gatewaysOf, type JoinedSubjects } from '../gateway/gateway.ts'
import { matchSubjects } from '../match/match-subjects.ts'
import { closePeriods } from './close-periods.ts'
import { type CountDeps, countGroups } from './count-groups.ts'

let database: TestDatabase
let world: World
let deps: CountDeps & World['match']
/** Who is the same person as whom, as a gateway finds it. */
const same = new Map<string, { other: string; by: JoinedSubjects['by'] }>()

beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'), '2026-11-02T12:00:00.000Z')
  await world.signal({ value: personValue('Tredgolde', 'Una') })
  await world.index.load()
  const gateway: Gateway = {
    ...(world.gateways.all[0] as Gateway),
    groups: ({ subject }) => ({
      sex: subject.parties[0]?.selectors.find(({ kind }) => kind === 'sex')?.value ?? 'not-said',
    }),
    joined: (_tx, ids) => {
      const rows = [...same].filter(([subject]) => ids.includes(subject))
      const joined = sql`select subject, other, by from unnest(${rows.map(([subject]) => subject)}::uuid[],
        ${rows.map(([, { other }]) => other)}::uuid[], ${rows.map(([, { by }]) => by)}::text[]) as r (subject, other, by)`
      return Promise.resolve(joined as RawBuilder<JoinedSubjects>)
    },
  }
  deps = { ...world.match, gateways: gatewaysOf([gateway]) }
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const counts = async (source = '') => {
  const rows = await world.db
    .selectFrom('disparity_count')
    .select(['grp', 'subjects', 'with_hit', 'reviewed', 'mistaken', 'confirmed'])
    .where('source', '=', source)
    .orderBy('grp')
    .execute()
  return rows.map((row) => Object.values(row).join(' '))
}
const matched = async (...given: TravellerGiven[]): Promise<string[]> => {
  const ids: string[] = []
  for (const one of given) ids.push(await world.traveller(one))
  await matchSubjects(deps, { gateway: 'travel', subjectIds: ids })
  return ids
}
const quill = (sex?: string): TravellerGiven => ({ surname: 'QUILL', given: 'ODA', ...(sex && { sex }) })
const una = (sex: string): TravellerGiven => ({ surname: 'TREDGOLDE', given: 'UNA', sex })
const background = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
const note = (...ids: string[]) =>
  systemAccess(world, null).transaction(background, async (tx) => noteGroupsDue(tx, 'travel', ids))
const giveFeedback = async (subject: string, outcome: string): Promise<void> => {
  const { id: caseId } = await world.caseOf(subject)
  const hit = await world.db.selectFrom('hit').selectAll().where('case_id', '=', caseId).executeTakeFirstOrThrow()
  await world.db
    .insertInto('feedback')
    .values({
      ...{ id: randomUUID(), signal_id: hit.signal_id as string, signal_version: hit.signal_version as number },
      ...{
        case_id: caseId,
        hit_id: hit.id,
        outcome,
        at: world.clock(),
        first_seen: null,
        last_seen: null,
        person_id: null,
      },
    })
    .execute()
  await note(subject)
}

test('F9: each person is counted once in a month, in one group, with what came of the hits', async () => {
  const [first, second, third, namesake] = ['F', 'F', 'F', 'F'].map(() => randomUUID()) as [
    string,
    string,
    string,
    string,
  ]
  same.set(second, { other: first, by: 'document' })
  same.set(third, { other: second, by: 'booking' })
  same.set(namesake, { other: first, by: 'name-and-birth-date' })
  const ids = [first, second, third, namesake].map((id) => ({ ...quill('F'), id }))
  await matched(...ids.slice(0, 2))
  await countGroups(deps)
  await matched(...ids.slice(2), quill('M'), quill())
  const [hit] = await matched(una('M'), una('F'))
  await countGroups(deps)
  expect(await counts()).toEqual(['F 3 1 0 0 0', 'M 2 1 0 0 0', 'not-said 1 0 0 0 0'])
  await giveFeedback(hit as string, 'mistaken')
  await countGroups(deps)
  expect(await counts()).toEqual(['F 3 1 0 0 0', 'M 2 1 1 1 0', 'not-said 1 0 0 0 0'])
  const [{ source } = { source: '' }] = await world.db.selectFrom('hit').select('source').limit(1).execute()
  expect(await counts(source)).toEqual(['F 0 1 0 0 0', 'M 0 1 1 1 0'])
  // A corrected result moves the count, and a repeated note changes nothing.
  world.pass(60)
  await giveFeedback(hit as string, 'confirmed')
  await note(first, second, third, hit as string)
  await countGroups(deps)
  expect(await counts()).toEqual(['F 3 1 0 0 0', 'M 2 1 1 0 1', 'not-said 1 0 0 0 0'])
  expect(await world.db.selectFrom('disparity_due').selectAll().execute()).toEqual([])
})

test('a job that is killed before it deletes its notes, and two jobs at once, count nobody twice', async () => {
  const before = await counts()
  const ids = await matched(quill('X'), quill('X'), una('X'))
  const notes = await world.db.selectFrom('disparity_due').selectAll().execute()
  await Promise.all([countGroups(deps), countGroups(deps)])
  for (const { subject_ids } of notes) await note(...subject_ids)
  await countGroups(deps)
  expect(ids).toHaveLength(3)
  expect(await counts()).toEqual([...before.slice(0, 2), 'X 3 1 0 0 0', ...before.slice(2)])
})

test('neither planted subjects, nor exercises, nor subjects that were removed are counted', async () => {
  const before = await counts()
  const planted = await world.traveller(una('F'))
  await matchSubjects(deps, { gateway: 'travel', subjectIds: [planted] })
  const { id } = await world.caseOf(planted)
  await sql`insert into planted_case (case_id, message_id, subject_id, gateway, asked_for, planted_at)
    values (${id}, ${randomUUID()}, ${planted}, 'travel', ${randomUUID()}, ${world.clock()})`.execute(world.db)
  await matched({ ...quill('F'), removed: true })
  await matched({ ...una('F'), purposes: ['terrorism-prevention', 'exercise'] })
  await countGroups(deps)
  expect(await counts()).toEqual(before)
  expect(await world.db.selectFrom('disparity_due').selectAll().execute()).toEqual([])
})

test('a month is evaluated once, a week after its end, and keeps neither people nor counts', async () => {
  await closePeriods(deps)
  expect((await counts()).length).toBeGreaterThan(0)
  world.pass(36 * 86_400)
  const [late] = await matched(quill('F'))
  await countGroups(deps)
  const closed = await world.db.selectFrom('disparity_period').selectAll().orderBy('period').execute()
  expect(closed.map(({ period, closed_at }) => [period, closed_at === null])).toEqual([
    ['2026-11', false],
    ['2026-12', true],
  ])
  expect(await counts()).toEqual(['F 1 0 0 0 0'])
  const report = await world.db.selectFrom('disparity_report').selectAll().executeTakeFirstOrThrow()
  expect(report.reports).toMatchObject([
    { measure: 'hitRate', attribute: 'sex', source: null, groupsTested: 0 },
    { measure: 'falsePositiveRate' },
  ])
  // Nine people of four groups are too few to stand apart.
  expect((report.reports as { groups: unknown[] }[])[0]?.groups).toMatchObject([
    { group: 'other', events: 'sup', subjects: 9, ratio: null, status: 'not-enough-data' },
  ])
  // More about the closed month is not counted, and the month is not opened again.
  const [old] = await world.db.selectFrom('case_file').select('subject_id').limit(1).execute()
  await note(old?.subject_id as string, late as string)
  await countGroups(deps)
  expect(await counts()).toEqual(['F 1 0 0 0 0'])
  await expect(
    world.db.updateTable('disparity_period').set({ closed_at: null }).where('period', '=', '2026-11').execute(),
  ).rejects.toMatchObject({ code: 'EN018' })
  const count = {
    ...{ gateway: 'travel', period: '2026-11', attribute: 'sex', grp: 'F', source: '' },
    ...{ subjects: 1, with_hit: 1, reviewed: 0, mistaken: 0, confirmed: 0 },
  }
  await expect(world.db.insertInto('disparity_count').values(count).execute()).rejects.toMatchObject({ code: 'EN018' })
  await expect(
    world.db
      .insertInto('disparity_count')
      .values({ ...count, period: '2026-12', attribute: 'religion' })
      .execute(),
  ).rejects.toMatchObject({ code: '23514' })
})
