import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import { rawFolder } from '../raw/raw-files.ts'
import { readMessageTask } from '../read/read-message.ts'
import { lawOf, receiveMessage } from './receive-message.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

const person = [{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B' }]
const jobs = async () =>
  (
    await sql<{
      task: string
      key: string | null
    }>`select task_identifier as task, key from graphile_worker.jobs order by id`.execute(stage.db)
  ).rows
const messages = () => stage.db.selectFrom('message').selectAll().orderBy('received_at').execute()
/** Returns a passenger list too large for a row: padding follows its end. */
const large = (mark: string) =>
  Buffer.concat([Buffer.from(paxlst(person, { flight: `7N0${mark}` })), Buffer.alloc(9 * 1024 * 1024, 0x20)])

test('a message, its log entry and its place in the queue commit together', async () => {
  const { id } = await stage.receive(paxlst(person))
  const row = { id, status: 'received', regime: 'icao', channel: 'https', team: 'travel' }
  expect(await messages()).toMatchObject([{ ...row, read_at: stage.clock.now, attempts: 0 }])
  // A job would notify all listeners, which holds a lock of the whole database until the commit is on disk.
  expect(await jobs()).toEqual([])
  const entries = await stage.db
    .selectFrom('audit.entry')
    .select('type')
    .where('type', '=', 'message.receive')
    .execute()
  expect(entries).toHaveLength(1)
})

test('the readers look for a new message, not for a duplicate or one that its request reads', async () => {
  const seen: boolean[] = []
  const deps = { ...stage.deps, received: (_channel: string, _duplicate: boolean, isDue: boolean) => seen.push(isDue) }
  const incoming = { sender: stage.sender, channel: 'https' as const, format: 'PAXLST' }
  const bytes = Buffer.from(paxlst(person, { flight: '7N70' }))
  await receiveMessage(deps, { ...incoming, bytes })
  await receiveMessage(deps, { ...incoming, bytes })
  const readAt = new Date(stage.clock.now.getTime() + 8000)
  await receiveMessage(deps, { ...incoming, bytes: Buffer.from(paxlst(person, { flight: '7N71' })), readAt })
  expect(seen).toEqual([true, false, false])
})

test('when nothing can be written, no message is acknowledged or stored', async () => {
  const before = (await messages()).length
  const failing = {
    ...stage.deps,
    store: {
      ...stage.deps.store,
      for: () => ({
        transaction: () => Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' })),
      }),
    },
  }
  const incoming = {
    sender: stage.sender,
    channel: 'https' as const,
    bytes: Buffer.from(paxlst(person, { flight: '7N1' })),
    format: null,
  }
  await expect(receiveMessage(failing, incoming)).rejects.toMatchObject({ code: 'not-durable', status: 503 })
  const fullDisk = {
    ...stage.deps,
    writeRaw: () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
  }
  await expect(receiveMessage(fullDisk, { ...incoming, bytes: large('2') })).rejects.toMatchObject({
    code: 'not-durable',
  })
  expect(await messages()).toHaveLength(before)
})

test('a message over 8 MB is a file, and a duplicate leaves none', async () => {
  const bytes = large('300')
  const { id } = await stage.receive(bytes)
  const row = async () => stage.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(await row()).toMatchObject({ raw: null, raw_file: id, bytes: bytes.length })
  expect(readFileSync(`${rawFolder(stage.deps.dataRoot)}/${id}`).equals(bytes)).toBe(true)
  expect((await stage.receive(bytes)).duplicate).toBe(true)
  // The duplicate's file was removed.
  expect(readdirSync(rawFolder(stage.deps.dataRoot))).toEqual([id])
  expect((await stage.read(id)).people).toHaveLength(1)
})

test('the same bytes received at once are stored as one message', async () => {
  const text = paxlst(person, { flight: '7N0400' })
  const receipts = await Promise.all(Array.from({ length: 8 }, () => stage.receive(text)))
  expect(new Set(receipts.map(({ id }) => id)).size).toBe(1)
  expect(receipts.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
})

test('a message is read once, however often or concurrently its job runs', async () => {
  const { id } = await stage.receive(paxlst(person, { flight: '7N0500' }))
  const job = readMessageTask(stage.deps)
  await Promise.all([1, 2, 3].map(() => job({ messageId: id, purpose: 'border-control' })))
  await job({ messageId: id, purpose: 'border-control' })
  const readings = await stage.db.selectFrom('reading').select('version').where('message_id', '=', id).execute()
  const statements = await stage.db.selectFrom('statement').select('id').where('message_id', '=', id).execute()
  expect([readings.length, statements.length]).toEqual([1, 1])
  expect((await jobs()).filter(({ task }) => task === 'match-subjects')).toHaveLength(2)
})

test('regime and purposes follow sender and format; unknown formats get the shortest retention', () => {
  const sender = {
    regimes: { PAXLST: 'eu-api-border', PNRGOV: 'eu-pnr' },
    purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention'] },
  }
  expect(lawOf(sender, 'PNRGOV')).toEqual({ regime: 'eu-pnr', purposes: ['terrorism-prevention'] })
  expect(lawOf(sender, null)).toEqual({ regime: 'eu-api-border', purposes: ['border-control'] })
})
