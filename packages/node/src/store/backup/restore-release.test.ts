import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { CaseDetail, CaseList, FindAnswer } from '@entente/contracts'
import { createTestDatabase, signInTo, type TestDatabase } from '@entente/testkit'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { type RunningNode, startNode } from '../../main.ts'
import { liftRules, migrate } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { withClient } from '../postgres/index.ts'
import { readNode } from './fixtures/read-node.fixture.ts'
import { restoreFrom } from './index.ts'

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url))
const releases = readdirSync(fixtures).filter((name) => name.startsWith('release-'))
const stops: (() => unknown)[] = []
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

async function blank() {
  const database = await createTestDatabase('template0')
  const dataRoot = mkdtempSync(join(tmpdir(), 'entente-release-'))
  stops.push(
    () => rmSync(dataRoot, { recursive: true, force: true }),
    () => database.drop(),
  )
  return { database, dataRoot, connection: database.connection('entente_owner') }
}
/** Starts a node on the restored data. Its clock is set to the time at which the expected data was recorded. */
async function startRestored(
  database: TestDatabase,
  dataRoot: string,
  at: string | (() => Date),
): Promise<RunningNode> {
  await liftRules(database.connection('entente_owner'), ['clock', 'people'])
  const node = await startNode({
    config: readConfig({
      ENTENTE_PORT: '0',
      ENTENTE_MEMBER: 'norland.example',
      ENTENTE_MEMBER_NAME: 'Norland Border Agency',
      ENTENTE_ALLOW_PRIVATE_CALLBACKS: '1',
    }),
    clock: typeof at === 'string' ? () => new Date(at) : at,
    log: pino({ level: 'silent' }),
    postgres: {
      kind: 'external',
      connection: (role) => database.connection(role),
      state: () => 'ready',
      stop: async () => {},
      ...{
        pid: null,
        socketDirectory: null,
        dataRoot,
        serverUser: null,
        version: 'test',
        separated: false,
        rolesSeparated: true,
      },
    },
  })
  stops.push(() => node.stop())
  // After the upgrade each person adds a second factor; here one person reads as everybody.
  expect(await signInTo(node.url, 'analyst').then(({ call }) => call('GET', '/v1/me'))).toMatchObject({
    body: { secondFactorNeeded: true },
  })
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  return node
}

/** Returns the ids of the cases about people with this part in their names, once the node has read all names. */
async function findByPart(url: string, text: string): Promise<string[]> {
  const analyst = await signInTo(url, 'analyst')
  const purpose = { 'entente-purpose': 'border-control' }
  for (;;) {
    const { status, body } = await analyst.call('POST', '/v1/find', { text, part: true, type: 'case' }, purpose)
    expect(status).toBe(200)
    const { complete, items } = body as FindAnswer
    if (complete) return items.map(({ id }) => id)
    await wait(50)
  }
}

test.each(releases)(
  'a backup of %s restores, and its node answers as recorded and finds people by part',
  async (name) => {
    const { at, summary, keys, expected } = JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8'))
    const target = await blank()
    const restored = await restoreFrom(join(fixtures, name, 'node.backup'), target)
    const last = migrations.findIndex((migration) => restored.schemaVersion.startsWith(`${migration.name}, `))
    expect(restored).toMatchObject(summary)
    expect(restored.migrated).toEqual(migrations.slice(last + 1).map((migration) => migration.name))
    expect(await migrate(target.connection)).toEqual([])

    // Everything that was on before records of necessity stays on for 90 days (migration 0114).
    const { rows: on } = await withClient(target.connection, (client) =>
      client.query(
        "select distinct subject_type from necessity_gate where draft_until > now() + interval '89 days' order by 1",
      ),
    )
    expect(on.map((row) => row.subject_type)).toEqual(expect.arrayContaining(['gateway', 'list']))

    // Remove jobs that were scheduled for later. They would be due now and would change the recorded data.
    await withClient(target.connection, (client) =>
      client.query(`update graphile_worker._private_jobs set run_at = now() + interval '1 year'`),
    )
    const node = await startRestored(target.database, target.dataRoot, at)
    const read = await readNode(node.url, keys, at)
    // The law of the masked message deletes what has no evidence when it is masked: here, 30 days after the upgrade (migration 0093).
    const [masked] = read.masked.messages as unknown as { deleteAt: string }[]
    const days = (Date.parse(masked?.deleteAt ?? '') - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(30)
    expected.masked.messages[0].deleteAt = masked?.deleteAt
    expect(read).toEqual(expected)
    const [first] = expected.cases.travel
    expect(await findByPart(node.url, first.subject.slice(1, 7))).toContain(first.id)
  },
  300_000,
)

test('a migration of the next release changes the rows of a restored backup', async () => {
  const next = { name: '9999-next', sql: `update person set name = 'Restored ' || name` }
  const name = releases.at(-1) ?? ''
  const target = await blank()
  const from = join(fixtures, name, 'node.backup')
  expect((await restoreFrom(from, { ...target, migrations: [...migrations, next] })).migrated.at(-1)).toBe('9999-next')
  const { at, expected } = JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8'))
  const node = await startRestored(target.database, target.dataRoot, at)
  const people = await node.db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'p.name'])
    .execute()
  const before = new Map<string, string>(
    expected.accounts.map((a: { id: string; person: { name: string } }) => [a.id, a.person.name]),
  )
  expect(people.length).toBe(before.size)
  for (const { id, name } of people) expect(name).toBe(`Restored ${before.get(id)}`)
})

test.each(releases)('a node splits the records of %s, and its masked cases stay readable', async (name) => {
  const { at } = JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8'))
  const target = await blank()
  await restoreFrom(join(fixtures, name, 'node.backup'), target)
  let now = new Date(at)
  const node = await startRestored(target.database, target.dataRoot, () => now)
  const states = () => node.db.selectFrom('record_split').select(['records', 'done_at']).orderBy('records').execute()
  await expect
    .poll(async () => (await states()).filter((one) => one.done_at !== null).map(({ records }) => records))
    .toEqual([
      ...['bank_item', 'cargo_answer', 'cargo_assessment', 'cargo_filing', 'cargo_inspection'],
      ...['cargo_inspection_result', 'cargo_reading_part', 'cargo_referral', 'cargo_version', 'carrier_answer'],
      ...['case_file', 'hit', 'reading of cargo', 'reading of travel', 'reservation_version', 'statement'],
      ...['traveller', 'upload'],
    ])

  // The regime of most of its cases masks after six months.
  now = new Date(now.getTime() + 250 * 86_400_000)
  const analyst = await signInTo(node.url, 'analyst')
  const purpose = { 'entente-purpose': 'border-control' }
  const list = await analyst.call('GET', '/v1/cases?limit=200', undefined, purpose)
  expect(list.status).toBe(200)
  const { items } = list.body as CaseList
  expect(items.length).toBeGreaterThan(5)
  for (const { id } of items) {
    const detail = await analyst.call('GET', `/v1/cases/${id}`, undefined, purpose)
    expect(detail).toMatchObject({ status: 200, body: { record: { masked: true } } })
    const { subject, proposal } = detail.body as CaseDetail
    expect(subject.parties).toMatchObject([{ role: expect.any(String), selectors: [] }])
    expect(proposal?.details ?? null).toBeNull()
  }
})
