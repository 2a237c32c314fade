import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicDraw } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awbOf, xfwb } from '../cargo-messages.fixture.ts'
import { commitDays, type DrawDeps, noteLostKeys } from './commit-days.ts'
import { openDayDraws } from './draw.ts'
import { revealDays } from './reveal-days.ts'

// The goods of the fixtures arrive on 25 November at 18:00.
let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let filer: string
const logged: string[] = []
beforeAll(async () => {
  node = await startTestNode({
    clock: () => now,
    environment: { ENTENTE_LOG: 'error' },
    log: (line) => logged.push(line),
  })
  const sender = await createSender(node.db, { name: 'Lune Air', gateway: 'cargo' })
  filer = (await createSenderKey(node.db, sender)).key
})
afterAll(() => node.stop())

const keyFile = () => join(node.dataRoot, 'keys', 'draw.key')
const deps = (): DrawDeps => ({
  ...{ store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now },
  ...{ log: pino({ level: 'silent' }), draws: openDayDraws(node.dataRoot) },
})
const draw = async (day: string) => {
  const answer = await fetch(`${node.url}/public/v1/cargo/draws/${day}`)
  return { status: answer.status, body: (await answer.json()) as PublicDraw & { code?: string } }
}
const entries = (type: string) =>
  node.db.selectFrom('audit.entry').select('ref').where('type', '=', type).orderBy('recorded_at').execute()

test('a start commits a missing draw; other draws are committed before their day', async () => {
  expect((await draw('2026-11-24')).body).toMatchObject({
    ...{ day: '2026-11-24', committedAt: '2026-11-24T12:00:00.000Z', key: null, keyLost: false },
    ...{ drawn: null, selected: null, notDrawn: null },
  })
  expect((await draw('2026-11-25')).status).toBe(404)
  now = new Date('2026-11-24T23:49:00.000Z')
  await commitDays(deps())
  expect((await draw('2026-11-25')).status).toBe(404)
  now = new Date('2026-11-24T23:50:00.000Z')
  await commitDays(deps())
  await commitDays(deps())
  const { committedAt, commitment } = (await draw('2026-11-25')).body
  expect(committedAt).toBe('2026-11-24T23:50:00.000Z')
  expect(commitment).toBe(openDayDraws(node.dataRoot).of('2026-11-25').commitment)
  expect((await entries('draw.commit')).map(({ ref }) => ref)).toEqual(['draw:2026-11-24', 'draw:2026-11-25'])
})

test('the draws follow from one key file, which is in no table and no log', async () => {
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
  const secret = readFileSync(keyFile())
  const { commitment } = openDayDraws(node.dataRoot).of('2026-11-24')
  // Another node with the file, or one that was restored, draws the same.
  expect(openDayDraws(node.dataRoot).of('2026-11-24').commitment).toBe(commitment)
  expect(openDayDraws(node.dataRoot).of('2026-11-25').commitment).not.toBe(commitment)
  const { rows } = await sql<{ row: string }>`select t::text as row from cargo_draw_day t
    union all select convert_from(details, 'utf8') from audit.entry where type like 'draw.%'`.execute(node.db)
  const day = createHash('sha256').update(secret).digest('hex')
  for (const { row } of rows) {
    expect(row).not.toContain(secret.toString('hex'))
    expect(row).not.toContain(day)
  }
  expect(() => openDayDraws(node.dataRoot).reveal('2026-11-24', new Date('2026-11-26T23:59:59.999Z'))).toThrow(
    RangeError,
  )
})

test('commitments and keys cannot change, and a key must fit its commitment', async () => {
  const change = (set: object) =>
    node.db
      .updateTable('cargo_draw_day')
      .set(set as never)
      .where('day', '=', '2026-11-24')
      .execute()
  await expect(change({ key: Buffer.alloc(32), revealed_at: now })).rejects.toMatchObject({ code: '23514' })
  await expect(change({ commitment: '0'.repeat(64) })).rejects.toThrow()
  await expect(change({ committed_at: new Date(0) })).rejects.toThrow()
  await expect(node.db.deleteFrom('cargo_draw_day').execute()).rejects.toThrow()
})

test('a key is revealed two days after its day, once its goods have arrived', async () => {
  const far = xfwb({ awb: awbOf(3000001) })
    .toString()
    .replaceAll('2026-11-25T18:00:00', '2026-11-29T18:00:00')
  now = new Date('2026-11-25T09:00:00.000Z')
  const sent = await fetch(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${filer}` }, body: new Uint8Array(Buffer.from(far)) },
  })
  expect(sent.status).toBe(202)
  await node.whenIdle()
  const keys = async () => [(await draw('2026-11-24')).body.key, (await draw('2026-11-25')).body.key]
  now = new Date('2026-11-26T23:00:00.000Z')
  await revealDays(deps())
  expect(await keys()).toEqual([null, null])
  now = new Date('2026-11-28T00:00:00.000Z')
  await revealDays(deps())
  const [first, second] = await keys()
  expect(second).toBeNull()
  const hash = createHash('sha256')
    .update(Buffer.from(first as string, 'hex'))
    .digest('hex')
  expect(hash).toBe((await draw('2026-11-24')).body.commitment)
  now = new Date('2026-11-29T18:00:00.000Z')
  await revealDays(deps())
  expect((await keys())[1]).toMatch(/^[0-9a-f]{64}$/)
  expect((await entries('draw.reveal')).map(({ ref }) => ref)).toEqual(['draw:2026-11-24', 'draw:2026-11-25'])
})

test('a lost key file stops the start; the page shows a replaced one', async () => {
  now = new Date('2026-12-01T12:00:00.000Z')
  await commitDays(deps())
  const { commitment } = (await draw('2026-12-01')).body
  const kept = readFileSync(keyFile())
  await node.halt()
  rmSync(keyFile())
  await expect(node.resume()).rejects.toMatchObject({ code: 'key-lost', message: expect.stringContaining('draw.key') })
  writeFileSync(keyFile(), Buffer.alloc(31))
  await expect(node.resume()).rejects.toMatchObject({ code: 'key-lost' })
  expect(() => openDayDraws(node.dataRoot)).toThrow('is damaged')
  writeFileSync(keyFile(), kept, { mode: 0o600 })
  await node.resume()
  expect((await draw('2026-12-01')).body).toMatchObject({ commitment, keyLost: false })

  // The operator agreed to replace the file (ENTENTE_REPLACE_KEYS).
  const replaced = { ...deps(), draws: openDayDraws(`${node.dataRoot}/other`) }
  await noteLostKeys(replaced)
  await commitDays(replaced)
  expect((await draw('2026-12-01')).body).toMatchObject({ commitment, keyLost: true, key: null })
  const alarms = await node.db.selectFrom('alarm').select(['code', 'ref']).execute()
  expect(alarms).toEqual([{ code: 'draw-key-lost', ref: 'draw:2026-12-01' }])
  now = new Date('2026-12-09T00:00:00.000Z')
  await revealDays(deps())
  expect((await draw('2026-12-01')).body.key).toBeNull()
})
