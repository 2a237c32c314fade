import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { continuationRef, fromBase64, hexOf } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import type { Schema } from '../../store/schema.ts'
import { systemActor } from '../access/system.ts'
import { afterBackupFile } from './after-backup.ts'
import { verifyNode } from './log-copy.fixture.ts'
import { LogDamaged, sequenceBatch } from './sequence.ts'

let node: TestNode
let owner: pg.Client
/** The database as the sequencer. */
let verifier: Kysely<Schema>
beforeAll(async () => {
  node = await startTestNode()
  owner = new pg.Client(node.database.connection('entente_root'))
  await owner.connect()
  verifier = createDatabase(openPool(node.database.connection('entente_verifier'), { max: 2, log: () => {} }))
})
afterAll(async () => {
  await owner?.end()
  await verifier?.destroy()
  await node?.stop()
})

const draft = { type: 'record.read', decision: 'allow' } as const
const append = (db = node.db) => node.audit.append(db, draft, systemActor('norland.example'), null)
async function appendMany(count: number): Promise<void> {
  for (let at = 0; at < count; at++) await append()
}
/** The ids of all entries, in the order of the tree. */
const placed = async () => {
  const { rows } = await owner.query<{ entry_id: string; index: string }>(
    'select entry_id, index from audit.leaf where generation = (select max(generation) from audit.log) order by index',
  )
  expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, at) => at))
  return rows.map(({ entry_id }) => entry_id)
}
const written = async () => {
  const { rows } = await owner.query<{ id: string }>('select id from audit.entry order by id')
  return rows.map(({ id }) => id)
}
const codesOf = async (...given: Parameters<typeof verifyNode>) =>
  (await verifyNode(...given)).failures.map(({ code }) => code)
const checkpoint = async () =>
  (await owner.query('select note from audit.log order by generation desc')).rows[0].note as string
/** Runs statements of an attacker or a restore, which the triggers refuse to everybody else. */
async function force(sql: string): Promise<void> {
  for (const table of ['entry', 'leaf', 'tile_hash'])
    await owner.query(`alter table audit.${table} disable trigger all`)
  await owner.query(sql)
  for (const table of ['entry', 'leaf', 'tile_hash'])
    await owner.query(`alter table audit.${table} enable always trigger ${table}_is_final`)
}

test('every committed entry gets one place, and the log verifies over HTTP', async () => {
  await appendMany(300)
  const { size } = await node.auditLog.sequence()
  expect(size).toBeGreaterThan(300)
  expect((await placed()).sort()).toEqual(await written())
  expect(await verifyNode(node)).toMatchObject({ ok: true, size, origin: expect.stringMatching(/\/audit$/) })
})

test('only oversight reads the files of the log, and a wrong path is not found', async () => {
  const status = async (path: string, account?: string) => {
    const headers = account === undefined ? {} : { cookie: (await node.signIn(account)).cookie }
    return (await fetch(node.url + path, { headers })).status
  }
  expect(await status('/audit/checkpoint')).toBe(401)
  expect(await status('/audit/checkpoint', 'analyst')).toBe(403)
  expect(await status('/audit/tile/0/000', 'administrator')).toBe(403)
  for (const path of ['0/000', 'entries/001.p/3', '0/000.p/255'])
    expect(await status(`/audit/tile/${path}`, 'oversight-1')).toBe(200)
  for (const path of ['0/999', '1/000', '9/000', 'x', '0/0', '0/000.p/256', '64/000'])
    expect(await status(`/audit/tile/${path}`, 'oversight-1')).toBe(404)
})

test('an entry of a transaction that commits late gets a place, and no other entry waits for it', async () => {
  await node.auditLog.sequence()
  let commit = () => {}
  let began = () => {}
  const begun = new Promise<void>((resolve) => (began = resolve))
  const slow = node.db.transaction().execute(async (tx) => {
    await append(tx)
    began()
    await new Promise<void>((resolve) => (commit = resolve))
  })
  await begun
  const before = (await node.auditLog.sequence()).size
  await appendMany(5)
  expect((await node.auditLog.sequence()).size).toBe(before + 5)
  await appendMany(2)
  commit()
  await slow
  expect((await node.auditLog.sequence()).size).toBe(before + 8)
  expect((await placed()).sort()).toEqual(await written())
})

test('a run that fails before its commit leaves the log as it was, and the next one goes on', async () => {
  const { generation, size } = await node.auditLog.sequence()
  await appendMany(10)
  const key = { of: async () => Promise.reject(new Error('killed')), sign: () => Buffer.alloc(64) }
  const killed = { db: verifier, clock: () => new Date(), key }
  await expect(sequenceBatch(killed, generation)).rejects.toThrow('killed')
  expect(await placed()).toHaveLength(size)
  expect((await node.auditLog.sequence()).size).toBe(size + 10)
  expect((await placed()).sort()).toEqual(await written())
  expect(await codesOf(node)).toEqual([])
})

test('entries that were written before the log had a tree are taken in, a few at a time', async () => {
  await node.halt()
  await force('delete from audit.leaf; delete from audit.tile_hash; delete from audit.log_place; delete from audit.log')
  rmSync(afterBackupFile(node.dataRoot))
  // Transactions do not end in the order of their ids: the entry with the last id is two minutes older than the others.
  const iso = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS')`
  const earlier = iso.replace('(at at', "((at - interval '2 minutes') at")
  const last = '(select id from audit.entry order by tx desc limit 1)'
  await force(
    `update audit.entry set entry = replace(entry, ${iso}, ${earlier}), at = at - interval '2 minutes' where id = ${last}`,
  )
  await node.resume()
  const generation = 0
  const wanted = await written()
  // Two sequencers and an interrupted intake: every run continues where the last commit ended.
  const key = {
    of: async (name: string) => ({ name, id: '00000000', kind: 1, publicKey: Buffer.alloc(32), text: '' }),
    sign: () => Buffer.alloc(64),
  }
  const deps = { db: verifier, clock: () => new Date(), key }
  for (let run = 0; run < 3; run++)
    await Promise.all([sequenceBatch(deps, generation, 30), sequenceBatch(deps, generation, 30)])
  // The sequencer of the node may have begun as well, so there may be more.
  expect((await placed()).length).toBeGreaterThanOrEqual(180)
  await append()
  await node.auditLog.sequence()
  expect((await placed()).sort()).toEqual(expect.arrayContaining(wanted))
  expect(await codesOf(node)).toEqual([])
})

test('a changed entry is found by a verifier, and a changed tree stops the signing', async () => {
  const { generation } = await node.auditLog.sequence()
  const { rows } = await owner.query<{ id: string; entry: string }>(
    'select e.id, e.entry from audit.entry e join audit.leaf l on l.entry_id = e.id where l.index = 7',
  )
  const [{ id, entry }] = rows as [{ id: string; entry: string }]
  await force(`update audit.entry set entry = replace(entry, '"allow"', '"deny"') where id = '${id}'`)
  expect(entry).toContain('"allow"')
  expect(await codesOf(node)).toEqual(['entry-hash'])
  await force(`update audit.entry set entry = $e$${entry}$e$ where id = '${id}'`)
  const newest = await checkpoint()
  const last = 'where index = (select max(index) from audit.leaf)'
  await force(`update audit.leaf set hash = sha256(hash) ${last}`)
  await append()
  await expect(node.auditLog.sequence()).rejects.toThrow(LogDamaged)
  // A restart is no restore: it signs nothing either, and says so.
  await node.halt()
  await node.resume()
  await expect(node.auditLog.sequence()).rejects.toThrow(LogDamaged)
  expect(await checkpoint()).toBe(newest)
  await expect.poll(() => node.db.selectFrom('alarm').select('code').execute()).toContainEqual({ code: 'log-damaged' })
  await force('delete from alarm')
  expect(generation).toBe(0)
  const hash = `sha256('\\x00'::bytea || convert_to((select entry from audit.entry where id = entry_id), 'UTF8'))`
  await force(`update audit.leaf set hash = ${hash} ${last}`)
  await node.auditLog.sequence()
  expect(await codesOf(node)).toEqual([])
})

test('the role of the node can neither change nor remove leaves', async () => {
  const app = new pg.Client(node.database.connection('entente_app'))
  await app.connect()
  for (const statement of [
    'update audit.leaf set index = index + 1',
    'delete from audit.leaf',
    'delete from audit.tile_hash',
    'delete from audit.log',
    "update audit.log set origin = 'other/audit'",
  ])
    await expect(app.query(statement)).rejects.toThrow('permission denied')
  await app.end()
})

test('a restored log goes on under another origin and says what was lost', async () => {
  const { rows } = await owner.query('select size, root, note, signed_at from audit.log')
  const [kept] = rows as [{ size: string; root: Buffer; note: string; signed_at: Date }]
  const keptCheckpoint = { name: 'kept', bytes: Buffer.from(kept.note) }
  const order = await placed()
  await appendMany(7)
  const lost = await node.auditLog.sequence()
  const lostCheckpoint = { name: 'lost', bytes: Buffer.from(await checkpoint()) }
  await node.halt()
  // The database as a backup had it; after-backup.jsonl is of the living node.
  await force(`delete from audit.entry where id in (select entry_id from audit.leaf where index >= ${kept.size});
    delete from audit.leaf where index >= ${kept.size}; delete from audit.log_place;
    update audit.log set size = ${kept.size}, root = '\\x${kept.root.toString('hex')}', note = $n$${kept.note}$n$`)
  await node.resume()
  await node.auditLog.sequence()
  const result = await verifyNode(node, { old: [keptCheckpoint] })
  expect(result).toMatchObject({
    ...{ ok: true, origin: `${lost.origin}/1` },
    continues: { size: lost.size, root: hexOf(lost.root), lost: lost.size - Number(kept.size) },
  })
  expect((await placed()).slice(1, order.length + 1)).toEqual(order)
  expect(await codesOf(node, { old: [lostCheckpoint] })).toEqual(['rolled-back'])
  const [first] = (await owner.query("select ref, details from audit.entry where type = 'log.continue'")).rows
  expect(first.ref).toBe(continuationRef(lost.size, lost.root))
  expect(JSON.parse(first.details)).toMatchObject({
    origin: lost.origin,
    lost: lost.size - Number(kept.size),
    cause: 'restored',
  })
  const alarms = await node.db.selectFrom('alarm').select(['code', 'ref']).where('code', '=', 'log-goes-on').execute()
  expect(alarms).toEqual([{ code: 'log-goes-on', ref: 'log:1' }])
})

test('a restore that lost nothing keeps the origin, and one without the file does not', async () => {
  await node.auditLog.sequence()
  await node.halt()
  await force('delete from audit.log_place')
  await node.resume()
  const same = await node.auditLog.sequence()
  expect(same.generation).toBe(1)
  await node.halt()
  await force('delete from audit.log_place')
  rmSync(afterBackupFile(node.dataRoot))
  await node.resume()
  expect(await node.auditLog.sequence()).toMatchObject({ generation: 2, size: expect.any(Number) })
  expect(await codesOf(node)).toEqual([])
  await node.auditLog.sequence()
  expect((await placed()).sort()).toEqual(await written())
})

test('a restore goes on with no entry that was changed or removed, and with no changed hash', async () => {
  const { generation, size } = await node.auditLog.sequence()
  const { rows } = await owner.query<{ id: string; entry: string }>(
    `select e.id, e.entry from audit.entry e join audit.leaf l on l.entry_id = e.id
     where l.generation = ${generation} and e.entry like '%"allow"%' and l.index > 2 order by l.index`,
  )
  const [{ id, entry }] = rows as [{ id: string; entry: string }]
  const newest = await checkpoint()
  const changed = `replace(entry, '"allow"', '"deny"')`
  const leaf = `sha256('\\x00'::bytea || convert_to(${changed}, 'UTF8'))`
  const at = `where entry_id = '${id}' and generation = ${generation}`
  const hash = (await owner.query(`select hash from audit.leaf ${at}`)).rows[0].hash as Buffer
  for (const change of [
    `update audit.entry set entry = ${changed} where id = '${id}'`,
    `update audit.entry set entry = ${changed} where id = '${id}';
     update audit.leaf set hash = (select ${leaf} from audit.entry where id = entry_id) ${at}`,
  ]) {
    await node.halt()
    await force(`${change}; delete from audit.log_place`)
    rmSync(afterBackupFile(node.dataRoot), { force: true })
    await node.resume()
    await expect(node.auditLog.sequence()).rejects.toThrow(LogDamaged)
    await force(`update audit.entry set entry = $e$${entry}$e$ where id = '${id}';
      update audit.leaf set hash = '\\x${hash.toString('hex')}' ${at}`)
  }
  await node.auditLog.sequence()
  expect(await codesOf(node, { old: [{ name: 'before', bytes: Buffer.from(newest) }] })).toEqual([])
  expect((await node.auditLog.sequence()).size).toBeGreaterThan(size)
})

test('a state that the file outside the database does not name is shown to nobody', async () => {
  const { cookie } = await node.signIn('oversight-1')
  const served = async () => (await fetch(`${node.url}/audit/checkpoint`, { headers: { cookie } })).text()
  await node.auditLog.sequence()
  const published = await served()
  const file = afterBackupFile(node.dataRoot)
  renameSync(file, `${file}.kept`)
  // A folder in its place fails as a full disk does.
  mkdirSync(file)
  await append()
  await expect(node.auditLog.sequence()).rejects.toThrow('EISDIR')
  expect(await checkpoint()).not.toBe(published)
  expect(await served()).toBe(published)
  // The node starts without the file, and the log goes on when the file can be written.
  await node.halt()
  await node.resume()
  await expect(node.auditLog.sequence()).rejects.toThrow('EISDIR')
  rmSync(file, { recursive: true })
  renameSync(`${file}.kept`, file)
  await node.auditLog.sequence()
  expect(await served()).toBe(await checkpoint())
})

test('an entry that is more than a minute older than one before it raises an alarm', async () => {
  await node.auditLog.sequence()
  const times = () => node.db.selectFrom('alarm').select('code').where('code', '=', 'log-time').execute()
  await append()
  await node.auditLog.sequence()
  expect(await times()).toEqual([])
  await append()
  const iso = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS')`
  const earlier = iso.replace('(at at', "((at - interval '2 minutes') at")
  await force(`update audit.entry set entry = replace(entry, ${iso}, ${earlier}), at = at - interval '2 minutes'
    where not exists (select from audit.leaf where entry_id = id)`)
  await node.auditLog.sequence()
  expect(await times()).toHaveLength(1)
  expect(new Set(await codesOf(node))).toEqual(new Set(['time-order']))
})

test('the file outside the database names the state that was published last', async () => {
  const head = await node.auditLog.sequence()
  const lines = readFileSync(afterBackupFile(node.dataRoot), 'utf8').trim().split('\n')
  const last = JSON.parse(lines.at(-1) as string) as { origin: string; size: number; root: string }
  expect(last).toMatchObject({ kind: 'log.head', origin: head.origin, size: head.size })
  expect(Buffer.from(fromBase64(last.root, 'line')).equals(head.root)).toBe(true)
})
