import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pnrgov } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelRoom, type TravelRoom } from '../../gateways/travel/travel.fixture.ts'
import { loadRaw, rawFolder } from '../raw-files.ts'
import { redactUnreadTask, sweepRawFilesTask } from './index.ts'

let room: TravelRoom
beforeAll(async () => {
  room = await openTravelRoom()
})
afterAll(() => room.close())

const meal = (flight: string) =>
  pnrgov([{ locator: 'QX7LP2', people: [{ surname: 'AUNE', given: 'MARTE' }], extra: 'SSR+MOML:HK:1:7N' }], {
    flight: `7N+${flight}`,
  })
const rowOf = (id: string) => room.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const rawOf = async (id: string) => {
  const row = await rowOf(id)
  return room.act((tx) => loadRaw(tx, room.deps, row))
}

test('what must not be kept is overwritten once the message is read, byte for byte as long, and is in no reading', async () => {
  const text = meal('10')
  const { message, read } = await room.take(text)
  const raw = (await rawOf(message.id)).toString()
  expect(raw).toHaveLength(text.length)
  expect(raw).not.toContain('MOML')
  expect(raw.indexOf('TIF+AUNE')).toBe(text.indexOf('TIF+AUNE'))
  expect(read.sensitiveRemoved).toBe(1)
  expect(JSON.stringify(read.reading)).not.toContain('MOML')
  expect((await rowOf(message.id)).redacted_at).not.toBeNull()
  // Reading the copy again says the same, and still how much was taken out.
  const again = (await room.read(message.id, 2)).read
  expect(again.sensitiveRemoved).toBe(1)
  const { SENSITIVE_REMOVED: _, ...findings } = read.findings
  expect(again.findings).toEqual(findings)
})

test('a large message’s redacted copy is a new file, and the old one is gone', async () => {
  const bytes = Buffer.concat([Buffer.from(meal('11')), Buffer.alloc(9 * 1024 * 1024, 0x20)])
  const { message } = await room.take(bytes)
  expect(readdirSync(rawFolder(room.deps.dataRoot))).toEqual([`${message.id}.redacted`])
  const raw = await rawOf(message.id)
  expect([raw.length, raw.includes('MOML')]).toEqual([bytes.length, false])
  // What was read can be read again from the copy.
  expect((await room.read(message.id, 2)).people).toHaveLength(1)
})

test('a message that cannot be read keeps its bytes for a fix, and is redacted when its 72 hours are over', async () => {
  const broken = meal('12').replace('PNRGOV', 'PNRXXX')
  const { message, read } = await room.take(broken)
  expect(read.outcome).toBe('quarantined')
  expect((await rawOf(message.id)).toString()).toBe(broken)
  await redactUnreadTask(room.deps)({ messageId: message.id, purpose: 'border-control' })
  expect((await rawOf(message.id)).toString()).not.toContain('MOML')
  expect((await rawOf(message.id)).length).toBe(broken.length)
})

test('a file that no message names is removed, a young one and a named one stay', async () => {
  const folder = rawFolder(room.deps.dataRoot)
  const named = readdirSync(folder)
  for (const name of ['old', 'young']) writeFileSync(join(folder, name), 'x')
  const past = new Date(Date.now() - 3_600_000)
  for (const name of ['old', ...named]) utimesSync(join(folder, name), past, past)
  await sweepRawFilesTask(room.deps)({})
  expect(readdirSync(folder).sort()).toEqual([...named, 'young'].sort())
})
