import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeletionProof, DueRecords, ProofPage } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { createTraffic, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyOf } from '../person-key.fixture.ts'
import { entente } from '../run-entente.fixture.ts'

const start = new Date('2026-08-31T10:00:00.000Z')
const deleted = '2031-08-31T10:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'entente-retention-'))
let now = start
let node: TestNode
let keys: Record<'administrator' | 'oversight-1' | 'analyst', string>
let travellers: string[]
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const keyOf = (account: string) => newKeyOf(node, account, new Date('2040-01-01T00:00:00.000Z'))
  keys = {
    administrator: await keyOf('administrator'),
    'oversight-1': await keyOf('oversight-1'),
    analyst: await keyOf('analyst'),
  }
  const [message] = createTraffic({ seed: 'retention', start, flights: 3, people: [4, 4], corruption: 0 }).messages
  if (message === undefined) throw new Error('there is no message')
  const { key } = await createSenderKey(node.db, await createSender(node.db, { name: 'Zephyr Lines' }))
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(message.bytes),
  })
  expect(sent.ok).toBe(true)
  await node.whenIdle()
  travellers = (await node.db.selectFrom('traveller').select('id').execute()).map(({ id }) => id)
  expect(travellers.length).toBeGreaterThan(0)
})
afterAll(async () => {
  await node?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (who: keyof typeof keys, ...args: string[]) =>
  entente(['retention', ...args, '--json'], { env: { ENTENTE_URL: node.url, ENTENTE_KEY: keys[who] } })
const left = async () => (await node.db.selectFrom('traveller').select('id').execute()).length

test('retention list and show: the regimes, and the clocks of one record', async () => {
  const list = await run('analyst', 'list')
  expect(list.status).toBe(0)
  expect(JSON.parse(list.stdout).items).toContainEqual(
    expect.objectContaining({ id: 'icao', maskAfter: 'P6M', deleteAfter: 'P5Y' }),
  )
  const shown = await run('oversight-1', 'show', travellers[0] ?? '', '--purpose', 'human-rights-review')
  expect([shown.status, shown.stderr]).toEqual([0, ''])
  expect(JSON.parse(shown.stdout)).toMatchObject({
    recordId: travellers[0],
    deleteAt: deleted,
    state: 'open',
    holds: [],
  })
  expect(await run('analyst', 'show', node.sender.id, '--purpose', 'border-control')).toMatchObject({ status: 2 })
})

test('retention sweep deletes by no other clock than that of the database, and --at only counts', async () => {
  const early = await run('administrator', 'sweep', '--at', deleted)
  expect(early).toMatchObject({ status: 2, stdout: '' })
  expect(early.stderr).toMatch(/^usage: .*--dry-run/)
  expect(await run('administrator', 'sweep', '--dry-run', '--at', 'soon')).toMatchObject({ status: 2 })
  const counted = await run('oversight-1', 'sweep', '--dry-run', '--at', deleted)
  const due = JSON.parse(counted.stdout) as DueRecords & { deleted: number; proofs: string[] }
  expect(due).toMatchObject({ at: deleted, held: 0, proofs: [] })
  expect(due.items).toContainEqual({ of: 'traveller', regime: 'icao', mask: 0, delete: travellers.length, held: 0 })
  const swept = await run('administrator', 'sweep')
  expect(JSON.parse(swept.stdout)).toEqual({ masked: 0, deleted: 0, held: 0, proofs: [], unfinished: false })
  expect(await left()).toBe(travellers.length)
  expect(await run('analyst', 'sweep')).toMatchObject({ status: 2 })
  expect(await run('oversight-1', 'sweep')).toMatchObject({ status: 2 })
})

test('S15: retention prove prints verified proofs of a deleted record, and ends with 1 where there are none', async () => {
  expect(await run('oversight-1', 'prove', travellers[0] ?? '')).toMatchObject({ status: 1 })
  now = new Date(deleted)
  const swept = JSON.parse((await run('administrator', 'sweep')).stdout) as { deleted: number; proofs: string[] }
  expect(swept.deleted).toBeGreaterThanOrEqual(travellers.length)
  expect(await left()).toBe(0)
  for (const record of travellers.slice(0, 1)) {
    const proven = await run('oversight-1', 'prove', record)
    expect([proven.status, proven.stderr]).toEqual([0, ''])
    const { items, keys: stated } = JSON.parse(proven.stdout) as {
      items: { fault: null; proof: DeletionProof }[]
      keys: { publicKey: string }[]
    }
    expect(items.map(({ fault, proof }) => [fault, proof.kind])).toEqual([
      [null, 'mask'],
      [null, 'delete'],
    ])
    expect(swept.proofs).toEqual(expect.arrayContaining(items.map(({ proof }) => proof.id)))
    // Sealed under keys of the last day and month, which are not over.
    expect(items[1]?.proof.keysToEnd).toBeGreaterThan(0)
    expect(new Date(items[1]?.proof.backupsReadableUntil ?? 0).getTime()).toBeGreaterThan(
      now.getTime() + 14 * 86_400_000,
    )
    expect(proven.stdout).not.toContain(travellers[1])
    expect(await run('oversight-1', 'prove', record, '--key', stated[0]?.publicKey ?? '')).toMatchObject({ status: 0 })
    expect(await run('oversight-1', 'prove', record, '--key', Buffer.alloc(32, 9).toString('base64'))).toMatchObject({
      status: 1,
    })
  }
  expect(await run('oversight-1', 'prove', travellers[0] ?? '', '--key', 'short')).toMatchObject({ status: 2 })
  expect(await run('analyst', 'prove', travellers[0] ?? '')).toMatchObject({ status: 2 })
  // The list of proofs, page by page.
  const asked = async (query: string) => {
    const answer = await fetch(`${node.url}/v1/retention/proofs?${query}`, {
      headers: { authorization: `Bearer ${keys['oversight-1']}` },
    })
    return { status: answer.status, body: (await answer.json()) as ProofPage }
  }
  const ids: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const { body } = await asked(`limit=1${next === '' ? '' : `&next=${next}`}`)
    ids.push(...body.items.map(({ id }) => id))
    next = body.next
  }
  expect(ids.sort()).toEqual([...swept.proofs].sort())
  expect((await asked(`to=${start.toISOString()}`)).body.items).toEqual([])
  expect((await asked(`from=${deleted}`)).body.items.length).toBe(ids.length)
  expect((await asked(`next=${node.sender.id}`)).status).toBe(422)
  expect((await asked('from=yesterday')).status).toBe(422)
  expect((await asked('limit=0')).status).toBe(422)
})

test('retention scan finds a text in any file, also across pieces and in other spellings, and ends with 1', async () => {
  const data = join(folder, 'data')
  mkdirSync(join(data, 'raw'), { recursive: true })
  const canary = 'Vørk Canary'
  const at = (name: string, bytes: string | Uint8Array) => writeFileSync(join(data, name), bytes)
  at('clean', 'nothing here')
  const scan = (...args: string[]) => entente(['retention', 'scan', '--data', data, '--json', ...args])
  expect(await scan('--canary', canary)).toMatchObject({ status: 0 })
  at('raw/split', Buffer.concat([Buffer.alloc(1024 * 1024 - 5, 'x'), Buffer.from(canary), Buffer.alloc(10)]))
  at('capitals', canary.toUpperCase())
  at('wide', Buffer.from(canary, 'utf16le'))
  at('hex', Buffer.from(`a${canary}`).toString('hex'))
  for (const before of ['', 'a', 'ab'])
    at(`base64-${before.length}`, Buffer.from(`${before}${canary}, and more`).toString('base64'))
  const found = await scan('--canary', canary)
  expect(found.status).toBe(1)
  const result = JSON.parse(found.stdout) as { files: number; found: { file: string; offset: number; form: string }[] }
  expect(result.files).toBe(8)
  expect(result.found.map(({ file }) => file).sort()).toEqual(
    ['raw/split', 'capitals', 'wide', 'hex', 'base64-0', 'base64-1', 'base64-2'].sort(),
  )
  expect(result.found).toContainEqual({ file: 'raw/split', offset: 1024 * 1024 - 5, form: 'text' })
  expect(found.stdout).not.toContain(canary)
  expect(await scan('--canary', 'abc')).toMatchObject({ status: 2 })
  expect(await entente(['retention', 'scan', '--canary', canary, '--data', join(folder, 'none')])).toMatchObject({
    status: 2,
  })
})
