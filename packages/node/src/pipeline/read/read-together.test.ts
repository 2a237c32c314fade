import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pnrgov } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import { readMessageTask } from './read-message.ts'

let stage: TravelStage
/** Record locators of messages that the gateway fails to store. */
const poisoned = new Set<string>()
beforeAll(async () => {
  stage = await openTravelStage()
  const intake = stage.intake
  stage.useIntake({
    ...intake,
    async store(tx, message, version, read) {
      if ([...poisoned].some((locator) => JSON.stringify(read.reading).includes(locator))) throw new Error('poisoned')
      return intake.store(tx, message, version, read)
    },
  })
})
afterAll(() => stage.close())

const push = (n: number, locator: string) =>
  pnrgov([{ locator, people: [{ surname: 'AUNE', given: `MARTE${locator.slice(-1)}` }] }], { flight: `7N+${n}` })
async function waiting(n: number, locators: readonly string[], sender = stage.sender): Promise<string[]> {
  const ids: string[] = []
  for (const locator of locators) ids.push((await stage.receive(push(n, locator), { sender })).id)
  return ids
}
const run = (messageId: string) => readMessageTask(stage.deps)({ messageId, purpose: 'border-control' })
const rowsOf = (ids: readonly string[]) =>
  stage.db
    .selectFrom('message')
    .select(['id', 'status', 'read_version'])
    .where('id', 'in', [...ids])
    .execute()
const readAmong = async (ids: readonly string[]) =>
  (await rowsOf(ids))
    .filter((row) => row.read_version === 1)
    .map((row) => ids.indexOf(row.id))
    .sort()
async function jobs(ids: readonly string[]) {
  const { rows } = await sql<{
    key: string
  }>`select key from graphile_worker._private_jobs where key like 'read:%' order by id`.execute(stage.db)
  return rows.map(({ key }) => ids.indexOf(key.slice('read:'.length))).filter((place) => place >= 0)
}

test('waiting messages are read in one transaction, with separate readings and log entries', async () => {
  const ids = await waiting(501, ['AAA0', 'AAA1', 'AAA2', 'AAA3', 'AAA4', 'AAA5'])
  await run(ids[0]!)
  expect(await readAmong(ids)).toEqual([0, 4, 5])
  expect(await jobs(ids)).toEqual([0, 1, 2, 3])
  const entries = await stage.db
    .selectFrom('audit.entry')
    .select(['ref', 'details'])
    .where('type', '=', 'record.read')
    .where(
      'ref',
      'in',
      ids.map((id) => `message:${id}`),
    )
    .execute()
  expect(entries.map(({ ref, details }) => [ids.indexOf(ref!.slice(8)), JSON.parse(String(details)).version])).toEqual(
    expect.arrayContaining([
      [0, 1],
      [4, 1],
      [5, 1],
    ]),
  )
  const flight = await stage.db
    .selectFrom('flight')
    .select(['id', 'progress'])
    .where('number', '=', '501')
    .executeTakeFirstOrThrow()
  expect(flight.progress).toMatchObject({ people: 3, pushes: 3 })
  const match = await sql<{ payload: { subjectIds: string[] } }>`select payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'match-subjects' order by j.id desc limit 1`.execute(
    stage.db,
  )
  expect(match.rows[0]?.payload).toEqual({
    gateway: 'travel',
    messageId: ids[0],
    subjectIds: [expect.any(String), expect.any(String), expect.any(String)],
    messages: [0, 4, 5].map((place) => ({ messageId: ids[place], subjects: 1 })),
  })
  // Its own job finds it read and does nothing.
  await run(ids[4]!)
  expect((await rowsOf(ids)).every((row) => row.read_version <= 1)).toBe(true)
})

test('a message that fails does not stop other messages from being read', async () => {
  const ids = await waiting(502, ['BBB0', 'BBB1', 'BBB2', 'BBB3', 'BBB4', 'BBB5'])
  poisoned.add('BBB4')
  await run(ids[0]!)
  expect(await readAmong(ids)).toEqual([0])
  expect(await jobs(ids)).toEqual([0, 1, 2, 3, 4, 5])
  await expect(run(ids[4]!)).rejects.toThrow('poisoned')
  await run(ids[5]!)
  expect(await readAmong(ids)).toEqual([0, 5])
})

test('messages of other senders or other laws are not read together', async () => {
  const other = await stage.addSender('Zephyr Air')
  const border = await stage.addSender('Border Air', {
    regimes: { PAXLST: 'icao', PNRGOV: 'eu-pnr' },
    purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention'] },
  })
  poisoned.clear()
  const own = await stage.addSender('Yarrow Air')
  const ids = await waiting(503, ['CCC0', 'CCC1', 'CCC2', 'CCC3'], own)
  for (const sender of [other, border]) ids.push((await stage.receive(push(503, `DDD${ids.length}`), { sender })).id)
  await run(ids[0]!)
  expect(await readAmong(ids)).toEqual([0])
})
