import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import { clearRejected } from './clear-rejected.ts'
import { type Inbox, watchInbox } from './watch-inbox.ts'

let stage: TravelStage
let inbox: Inbox
let folder: string
/** Runs between the commit of a message and the removal of its file. */
let onReceived = (): void => {}
let broken = false
let attempts = 0
beforeAll(async () => {
  stage = await openTravelStage()
  inbox = await watchInbox({
    ...stage.deps,
    sealFile: (_id, _clocks, chunks) => chunks,
    received: () => onReceived(),
    store: {
      ...stage.deps.store,
      for(actor, context) {
        // Reading the list of senders states no purpose; receiving a message does.
        if (context.purpose !== null) attempts++
        if (context.purpose !== null && broken) throw new Error('no database')
        return stage.deps.store.for(actor, context)
      },
    },
  })
  folder = join(stage.deps.dataRoot, 'inbox', 'Nordvik Air')
})
afterAll(async () => {
  await inbox.stop()
  await stage.close()
})

const list = (n: number) => paxlst([{ surname: 'AUNE', given: 'MARTE' }], { flight: `7N${n}` })
const received = () => stage.db.selectFrom('message').select(['channel', 'format', 'bytes']).execute()
const bytesOf = async () => (await received()).map(({ bytes }) => bytes)
/** Puts a finished file into a sender's folder. */
function put(name: string, text: string, into = folder): string {
  const path = join(into, name)
  const unfinished = join(stage.deps.dataRoot, 'unfinished')
  writeFileSync(unfinished, text)
  finished(unfinished)
  renameSync(unfinished, path)
  return path
}
/** Sets the times of a file to a minute ago. */
function finished(path: string): void {
  const past = new Date(Date.now() - 60_000)
  utimesSync(path, past, past)
}

test('a file renamed into a sender’s folder is received, then removed', async () => {
  const outside = join(stage.deps.dataRoot, 'outside.edi')
  writeFileSync(outside, list(1))
  finished(outside)
  renameSync(outside, join(folder, 'one.edi'))
  await expect.poll(() => existsSync(join(folder, 'one.edi'))).toBe(false)
  expect(await received()).toEqual([{ channel: 'folder', format: 'PAXLST', bytes: list(1).length }])
})

test('a file that is still being written is never received in part', async () => {
  const path = join(folder, 'two.edi')
  const text = list(2)
  writeFileSync(path, text.slice(0, 40))
  for (let at = 40; at < text.length; at += 60) {
    await inbox.sweep()
    expect(existsSync(path)).toBe(true)
    appendFileSync(path, text.slice(at, at + 60))
  }
  await expect.poll(() => existsSync(path)).toBe(false)
  expect((await received()).map(({ bytes }) => bytes)).toEqual([list(1).length, text.length])
})

test('names of unfinished files are ignored', async () => {
  const path = join(folder, '.three.edi')
  writeFileSync(path, list(3))
  finished(path)
  await inbox.sweep()
  expect(existsSync(path)).toBe(true)
})

test('the same file again is a duplicate and is removed too', async () => {
  const before = await received()
  const path = join(folder, 'again.edi')
  writeFileSync(path, list(1))
  finished(path)
  await inbox.sweep()
  expect(existsSync(path)).toBe(false)
  expect(await received()).toEqual(before)
})

test('an empty file is rejected, and a folder without a sender is ignored', async () => {
  const empty = join(folder, 'empty.edi')
  writeFileSync(empty, '')
  finished(empty)
  const stranger = join(stage.deps.dataRoot, 'inbox', 'Stranger')
  mkdirSync(stranger)
  writeFileSync(join(stranger, 'x.edi'), list(4))
  finished(join(stranger, 'x.edi'))
  await inbox.sweep()
  expect(existsSync(join(folder, 'rejected', 'empty.edi'))).toBe(true)
  expect(existsSync(join(stranger, 'x.edi'))).toBe(true)
})

test('a new file under the name of a received one is received too', async () => {
  const before = (await received()).length
  const [first, second] = [list(1001), list(10002)]
  const path = put('same.edi', first)
  onReceived = () => {
    onReceived = () => {}
    put('same.edi', second)
  }
  await inbox.sweep()
  await expect.poll(() => existsSync(path)).toBe(false)
  expect((await bytesOf()).slice(before)).toEqual([first.length, second.length])
})

test('data written to a file after its receipt is received too', async () => {
  const before = (await received()).length
  const path = put('grows.edi', list(1003))
  onReceived = () => {
    onReceived = () => {}
    appendFileSync(path, list(1004))
  }
  await inbox.sweep()
  await expect.poll(() => existsSync(path)).toBe(false)
  expect((await bytesOf()).slice(before)).toEqual([list(1003).length, list(1003).length + list(1004).length])
})

test('a file that a crashed node set aside is received again', async () => {
  const before = (await received()).length
  put('.received-5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa', list(1005))
  await inbox.sweep()
  await expect.poll(async () => (await bytesOf()).slice(before)).toEqual([list(1005).length])
  // The message is stored before its file is removed.
  await expect.poll(() => readdirSync(folder).filter((name) => name.includes('received'))).toEqual([])
})

test('a rejected file never replaces an earlier one of its name', async () => {
  const rejected = join(folder, 'rejected')
  mkdirSync(rejected, { recursive: true })
  writeFileSync(join(rejected, 'twice.edi'), 'kept')
  for (let turn = 0; turn < 2; turn++) {
    put('twice.edi', '')
    await inbox.sweep()
  }
  const names = readdirSync(rejected).filter((name) => name.startsWith('twice'))
  expect(names.sort()).toEqual(['twice-2.edi', 'twice-3.edi', 'twice.edi'])
  expect(readFileSync(join(rejected, 'twice.edi'), 'utf8')).toBe('kept')
})

test('a rejected file is deleted 72 hours after its move, whatever its own age', async () => {
  const rejected = join(folder, 'rejected')
  const there = readdirSync(rejected)
  expect(there.length).toBeGreaterThan(0)
  for (const name of there) utimesSync(join(rejected, name), new Date(0), new Date(0))
  expect(await clearRejected([folder], Date.now() + 71 * 3_600_000)).toBe(0)
  expect(readdirSync(rejected)).toEqual(there)
  expect(await clearRejected([folder], Date.now() + 73 * 3_600_000)).toBe(there.length)
  expect(readdirSync(rejected)).toEqual([])
  const stranger = join(stage.deps.dataRoot, 'inbox', 'Stranger')
  symlinkSync(stranger, join(stranger, 'rejected'))
  expect(await clearRejected([stranger], Date.now() + 73 * 3_600_000)).toBe(0)
})

test('a file that cannot be received is retried with a delay, then received', async () => {
  const before = (await received()).length
  broken = true
  attempts = 0
  const path = put('later.edi', list(1006))
  for (let turn = 0; turn < 5; turn++) await inbox.sweep()
  // One attempt, or two on a slow machine; without a delay there would be one for each sweep.
  expect(attempts).toBeLessThan(4)
  expect(existsSync(path)).toBe(true)
  broken = false
  await expect.poll(() => existsSync(path)).toBe(false)
  expect((await bytesOf()).slice(before)).toEqual([list(1006).length])
})

test('a renamed sender has both folders, and a later namesake gets its own', async () => {
  const sendersOf = async (n: number) =>
    (
      await stage.db
        .selectFrom('message')
        .select('sender_id')
        .where('bytes', '=', list(n).length)
        .where('channel', '=', 'folder')
        .execute()
    ).map(({ sender_id }) => sender_id)
  const renamed = await stage.addSender('Sudvik Air')
  await inbox.sweep()
  await stage.db.updateTable('sender').set({ name: 'Sudvik Airways' }).where('id', '=', renamed.id).execute()
  const newcomer = await stage.addSender('Sudvik Air')
  await inbox.sweep()
  const folders = { old: 'Sudvik Air', now: 'Sudvik Airways', newcomer: newcomer.id }
  const paths = Object.values(folders).map((name, place) =>
    put('x.edi', list(20_000_000 * 10 ** (place + 1)), join(stage.deps.dataRoot, 'inbox', name)),
  )
  await expect.poll(() => paths.some(existsSync)).toBe(false)
  expect([await sendersOf(200_000_000), await sendersOf(2_000_000_000), await sendersOf(20_000_000_000)]).toEqual([
    [renamed.id],
    [renamed.id],
    [newcomer.id],
  ])
})
