import { appendFileSync, existsSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { sniffFormat } from '../../gateways/travel/messages/sniff-format.ts'
import { openTravelRoom, type TravelRoom } from '../../gateways/travel/travel.fixture.ts'
import { type Inbox, watchInbox } from './watch-inbox.ts'

let room: TravelRoom
let inbox: Inbox
let folder: string
beforeAll(async () => {
  room = await openTravelRoom()
  inbox = await watchInbox({ ...room.deps, sniff: sniffFormat })
  folder = join(room.deps.dataRoot, 'inbox', 'Nordvik Air')
})
afterAll(async () => {
  await inbox.stop()
  await room.close()
})

const list = (n: number) => paxlst([{ surname: 'AUNE', given: 'MARTE' }], { flight: `7N${n}` })
const received = () => room.db.selectFrom('message').select(['channel', 'format', 'bytes']).execute()
/** As old as a file is that another program finished a while ago. */
function finished(path: string): void {
  const past = new Date(Date.now() - 60_000)
  utimesSync(path, past, past)
}

test('a file renamed into a sender’s folder is received and removed once it is durable', async () => {
  const outside = join(room.deps.dataRoot, 'outside.edi')
  writeFileSync(outside, list(1))
  finished(outside)
  renameSync(outside, join(folder, 'one.edi'))
  await expect.poll(() => existsSync(join(folder, 'one.edi')), { timeout: 20_000 }).toBe(false)
  expect(await received()).toEqual([{ channel: 'folder', format: 'PAXLST', bytes: list(1).length }])
})

test('a file that is still written to is never received in half', async () => {
  const path = join(folder, 'two.edi')
  const text = list(2)
  writeFileSync(path, text.slice(0, 40))
  for (let at = 40; at < text.length; at += 60) {
    await inbox.look()
    expect(existsSync(path)).toBe(true)
    appendFileSync(path, text.slice(at, at + 60))
  }
  await expect.poll(() => existsSync(path), { timeout: 20_000 }).toBe(false)
  expect((await received()).map(({ bytes }) => bytes)).toEqual([list(1).length, text.length])
})

test('names that programs write under before they rename are left alone', async () => {
  const path = join(folder, '.three.edi')
  writeFileSync(path, list(3))
  finished(path)
  await inbox.look()
  expect(existsSync(path)).toBe(true)
})

test('the same file again is a duplicate and is removed too', async () => {
  const before = await received()
  const path = join(folder, 'again.edi')
  writeFileSync(path, list(1))
  finished(path)
  await inbox.look()
  expect(existsSync(path)).toBe(false)
  expect(await received()).toEqual(before)
})

test('an empty file moves aside, and a folder of nobody is left as it is', async () => {
  const empty = join(folder, 'empty.edi')
  writeFileSync(empty, '')
  finished(empty)
  const stranger = join(room.deps.dataRoot, 'inbox', 'Stranger')
  mkdirSync(stranger)
  writeFileSync(join(stranger, 'x.edi'), list(4))
  finished(join(stranger, 'x.edi'))
  await inbox.look()
  expect(existsSync(join(folder, 'rejected', 'empty.edi'))).toBe(true)
  expect(existsSync(join(stranger, 'x.edi'))).toBe(true)
})
