import { rmSync } from 'node:fs'
import { join } from 'node:path'
import v8 from 'node:v8'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { paxlst, pnrgov } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import type { PartedIntake } from '../gateway/intake.ts'
import { rawFolder } from '../raw/raw-files.ts'
import { findWaiting, type Group } from './find-waiting.ts'
import { readMessageTask } from './read-message.ts'
import { readTogether, startReaders } from './run-readers.ts'

let stage: TravelStage
/** Record locators of messages that the gateway fails to store. */
const poisoned = new Set<string>()
beforeAll(async () => {
  stage = await openTravelStage()
  const intake = stage.intake
  stage.useIntake({
    ...intake,
    async store(tx, readings) {
      const text = JSON.stringify(readings.map(({ read }) => read.reading))
      if ([...poisoned].some((locator) => text.includes(locator)))
        // As PostgreSQL reports a damaged disk block.
        throw Object.assign(new Error('poisoned'), { code: '58030' })
      return intake.store(tx, readings)
    },
  })
})
afterAll(() => stage.close())
beforeEach(async () => {
  poisoned.clear()
  await stage.db.updateTable('message').set({ read_at: null }).execute()
})

const push = (n: number, locator: string) =>
  pnrgov([{ locator, people: [{ surname: 'AUNE', given: `MARTE${locator.slice(-1)}` }] }], { flight: `7N+${n}` })
async function waiting(n: number, locators: readonly string[], sender = stage.sender): Promise<string[]> {
  const ids: string[] = []
  for (const locator of locators) {
    const text = push(n, locator)
    ids.push((await stage.receive(text, { sender, group: stage.intake.groupOf?.(Buffer.from(text)) ?? null })).id)
    stage.clock.now = new Date(stage.clock.now.getTime() + 1)
  }
  return ids
}
const deps = () => ({ ...stage.deps, db: stage.db, clock: () => stage.clock.now })
const find = (busy: Group[] = []) => findWaiting(stage.db, stage.clock.now, busy, { above: [], wanted: true })
const rowsOf = (ids: readonly string[]) =>
  stage.db
    .selectFrom('message')
    .select(['id', 'status', 'read_version', 'read_at', 'attempts'])
    .where('id', 'in', [...ids])
    .execute()
const readAmong = async (ids: readonly string[]) =>
  (await rowsOf(ids))
    .filter((row) => row.read_version === 1)
    .map((row) => ids.indexOf(row.id))
    .sort()

test('waiting messages are read in one transaction, with separate readings and log entries', async () => {
  const ids = await waiting(501, ['AAA0', 'AAA1', 'AAA2'])
  expect(await find()).toEqual({
    ...{ ids, parted: false, groups: [{ senderId: stage.sender.id, key: expect.stringContaining('7N 501') }] },
  })
  expect(await readTogether(deps(), ids)).toBe(3)
  expect(await readAmong(ids)).toEqual([0, 1, 2])
  expect(await find()).toBeNull()
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
      [1, 1],
      [2, 1],
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
    messages: [0, 1, 2].map((place) => ({ messageId: ids[place], subjects: 1 })),
  })
  // A job that an older release enqueued finds its message read and does nothing.
  await readMessageTask(stage.deps)({ messageId: ids[2]!, purpose: 'border-control' })
  expect((await rowsOf(ids)).every((row) => row.read_version === 1)).toBe(true)
})

test('a message that fails does not stop others, and is tried again after growing delays', async () => {
  const ids = await waiting(502, ['BBB0', 'BBB1', 'BBB2'])
  poisoned.add('BBB1')
  expect(await readTogether(deps(), ids)).toBe(3)
  expect(await readAmong(ids)).toEqual([0, 2])
  const failed = async () => (await rowsOf([ids[1]!]))[0]!
  expect(await failed()).toMatchObject({ status: 'received', attempts: 1 })
  const delays: number[] = []
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { read_at } = await failed()
    delays.push(read_at!.getTime() - stage.clock.now.getTime())
    expect(await find()).toBeNull()
    stage.clock.now = new Date(read_at!.getTime() + 1)
    // It comes alone, although another message of its flight waits.
    const [other] = await waiting(502, [`BBB${attempt + 5}`])
    expect((await find())?.ids).toEqual([ids[1]])
    await readTogether(deps(), [ids[1]!])
    await readTogether(deps(), [other!])
  }
  expect(delays).toEqual([2000, 4000, 8000])
  poisoned.clear()
  await readTogether(deps(), [ids[1]!])
  expect(await failed()).toMatchObject({ read_version: 1, read_at: null })
})

test('the messages of the oldest group come first, then whole groups by age', async () => {
  const first = await waiting(511, ['DDD0'])
  const second = await waiting(512, ['DDD1'])
  const later = await waiting(511, ['DDD2', 'DDD3'])
  const last = await waiting(512, ['DDD4'])
  expect((await find())?.ids).toEqual([...first, ...later, ...second, ...last])
  const groupOf = async (busy: Group[] = []) => (await find(busy))?.groups ?? []
  const [busy] = await groupOf()
  expect((await find([busy!]))?.ids).toEqual([...second, ...last])
  expect(await find(await groupOf())).toBeNull()
})

test('at most 64 messages are read in one transaction', async () => {
  const all = Array.from({ length: 70 }, (_, n) => `E${String(n).padStart(5, '0')}`)
  const ids = await waiting(513, all)
  expect((await find())?.ids).toEqual(ids.slice(0, 64))
})

test('messages of other senders or other laws are not read together', async () => {
  const other = await stage.addSender('Zephyr Air')
  const both = await stage.addSender('Border Air', {
    regimes: { PAXLST: 'icao', PNRGOV: 'eu-api-border' },
    purposes: { PAXLST: ['border-control'], PNRGOV: ['border-control'] },
  })
  const own = await waiting(503, ['CCC0'])
  const others = await waiting(503, ['CCC1'], other)
  const pushed = await waiting(503, ['CCC2'], both)
  const listed = (await stage.receive(paxlst([{ surname: 'AUNE' }], { flight: '7N503' }), { sender: both })).id
  for (const ids of [own, others, pushed, [listed]]) {
    expect((await find())?.ids).toEqual(ids)
    await readTogether(deps(), ids)
  }
})

test('a message past its time is logged and no longer waits', async () => {
  const ids = await waiting(504, ['FFF0', 'FFF1'])
  await stage.db
    .updateTable('message')
    .set({ mask_at: new Date(0) })
    .where('id', '=', ids[0]!)
    .execute()
  await readTogether(deps(), ids)
  expect(await rowsOf([ids[0]!])).toMatchObject([{ status: 'received', read_version: 0, read_at: null }])
  expect(await readAmong(ids)).toEqual([1])
})

test('a message whose file is missing is delayed, and others are read', async () => {
  const text = Buffer.concat([Buffer.from(push(508, 'HHH0')), Buffer.alloc(9 * 1024 * 1024, 0x20)])
  const { id } = await stage.receive(text, { sender: stage.sender })
  rmSync(join(rawFolder(stage.deps.dataRoot), id))
  const ids = await waiting(508, ['HHH1'])
  const readers = startReaders(deps())
  await expect.poll(() => readAmong(ids), { timeout: 10_000 }).toEqual([0])
  await readers.stop()
  expect(await rowsOf([id])).toMatchObject([{ read_version: 0, attempts: 1, read_at: expect.any(Date) }])
})

test('readers find messages without being woken, and stop after the running transaction', async () => {
  const ids = await waiting(505, ['GGG0', 'GGG1', 'GGG2'])
  const readers = startReaders(deps())
  await expect.poll(() => readAmong(ids), { timeout: 10_000 }).toEqual([0, 1, 2])
  const more = await waiting(506, ['GGG3'])
  await expect.poll(() => readAmong(more), { timeout: 10_000 }).toEqual([0])
  await readers.stop()
  const left = await waiting(507, ['GGG4'])
  readers.wake()
  expect(await find()).toMatchObject({ ids: left })
})

test('one reader at most reads a message in parts; small messages of its group are read meanwhile', async () => {
  const { intake } = stage
  const held: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const parts: PartedIntake = {
    ...{ above: 10_000, engine: 'held 1' },
    async *read(bytes, given) {
      held.push(given.sha256)
      await released
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      yield 'all'
      return intake.read(Buffer.concat(chunks), given)
    },
    store: async () => ({ changed: [], subjects: 0 }),
    giveUp: () => Promise.reject(new Error('no reading is given up here')),
    finish: async () => ({ changed: [], contextKey: null, next: null }),
  }
  const group = intake.groupOf?.(Buffer.from(push(514, 'JJJ0'))) ?? null
  const large: string[] = []
  for (const locator of ['JJJ0', 'JJJ1']) {
    const text = Buffer.concat([Buffer.from(push(514, locator)), Buffer.alloc(20_000, 0x20)])
    large.push((await stage.receive(text, { sender: stage.sender, group })).id)
    stage.clock.now = new Date(stage.clock.now.getTime() + 1)
  }
  const small = await waiting(514, ['JJJ2'])
  stage.useIntake({ ...intake, parts })
  const readers = startReaders(deps())
  try {
    await expect.poll(() => readAmong(small), { timeout: 10_000 }).toEqual([0])
    expect(held).toHaveLength(1)
    release()
    await expect.poll(() => readAmong(large), { timeout: 10_000 }).toEqual([0, 1])
  } finally {
    release()
    await readers.stop()
    stage.useIntake(intake)
  }
})

test('a smaller message is read between the parts of a large one, with limited garbage', async () => {
  const { intake } = stage
  const stored: string[] = []
  const flags = vi.spyOn(v8, 'setFlagsFromString')
  const limits = new Set<string | undefined>()
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const parts: PartedIntake = {
    ...{ above: 10_000, engine: 'turns 1' },
    async *read(bytes, given) {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      const all = Buffer.concat(chunks)
      if (all.length > 100_000) await released
      for (const name of ['first', 'second']) yield `${name} of ${all.length > 100_000 ? 'large' : 'small'}`
      return intake.read(all, given)
    },
    store: async (_tx, { part }) => {
      stored.push(part as string)
      limits.add(flags.mock.lastCall?.[0])
      return { changed: [], subjects: 0 }
    },
    giveUp: () => Promise.reject(new Error('no reading is given up here')),
    finish: async () => ({ changed: [], contextKey: null, next: null }),
  }
  stage.useIntake({ ...intake, parts })
  const readers = startReaders(deps())
  const parted = async (locator: string, spaces: number) => {
    const text = Buffer.concat([Buffer.from(push(515, locator)), Buffer.alloc(spaces, 0x20)])
    stage.clock.now = new Date(stage.clock.now.getTime() + 1)
    return (await stage.receive(text, { sender: stage.sender })).id
  }
  try {
    const large = await parted('KKK0', 120_000)
    readers.wake()
    await expect
      .poll(
        async () =>
          (await stage.db.selectFrom('message').select('read_as').where('id', '=', large).executeTakeFirst())?.read_as,
      )
      .toBe(1)
    const small = await parted('KKK1', 15_000)
    release()
    await expect.poll(() => readAmong([large, small]), { timeout: 10_000 }).toEqual([0, 1])
  } finally {
    release()
    await readers.stop()
    stage.useIntake(intake)
  }
  expect(stored).toEqual(['first of large', 'first of small', 'second of small', 'second of large'])
  expect([...limits]).toEqual(['--heap-growing-percent=50'])
  expect(flags.mock.lastCall).toEqual(['--heap-growing-percent=0'])
  flags.mockRestore()
})
