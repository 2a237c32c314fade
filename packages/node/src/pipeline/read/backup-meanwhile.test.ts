import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pnrgov } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import { backupTo, restoreFrom } from '../../store/backup/index.ts'
import { withClient } from '../../store/postgres/index.ts'
import { rawFolder } from '../raw/raw-files.ts'
import { sweepRawFilesTask } from './remove-outdated.ts'

let stage: TravelStage
let folder: string
const made: TestDatabase[] = []
beforeAll(async () => {
  stage = await openTravelStage()
  folder = mkdtempSync(join(tmpdir(), 'entente-meanwhile-'))
})
afterAll(async () => {
  for (const database of made) await database.drop()
  rmSync(folder, { recursive: true, force: true })
  await stage.close()
})

const booking = { locator: 'QX7LP3', people: [{ surname: 'AUNE', given: 'MARTE' }], extra: 'SSR+MOML:HK:1:7N' }
const large = (flight: number) =>
  Buffer.concat([Buffer.from(pnrgov([booking], { flight: `7N+${flight}` })), Buffer.alloc(9 * 1024 * 1024, 0x20)])
const files = () => readdirSync(rawFolder(stage.deps.dataRoot)).sort()
const backup = (name: string) =>
  backupTo(join(folder, name), { connection: stage.owner, dataRoot: stage.deps.dataRoot, recipients: 'clear' })
const nameOf = async (id: string) =>
  (await stage.db.selectFrom('message').select('raw_file').where('id', '=', id).executeTakeFirstOrThrow()).raw_file ??
  ''
async function newNode(): Promise<{ connection: ReturnType<TestDatabase['connection']>; dataRoot: string }> {
  const database = await createTestDatabase()
  made.push(database)
  return { connection: database.connection('entente_owner'), dataRoot: mkdtempSync(join(folder, 'node-')) }
}

test('a backup includes a file replaced meanwhile, and the next sweep removes it', async () => {
  const receipt = await stage.receive(large(1))
  const before = await nameOf(receipt.id)
  let running: ReturnType<typeof backup>
  await withClient(stage.owner, async (client) => {
    // SQL that a backup must not bring into another database.
    await client.query("update retention_root set subjects = 'select null' where name = 'upload'")
    // The backup has its snapshot and waits for this table.
    await client.query('begin; lock table list_version in access exclusive mode')
    running = backup('meanwhile')
    const waiting = () => client.query('select from pg_locks where not granted and relation is not null')
    await expect.poll(async () => (await waiting()).rowCount).toBe(1)
    await stage.read(receipt.id)
    await stage.receive(large(2))
    await client.query('commit')
  })
  const summary = await running!
  const after = await nameOf(receipt.id)
  expect([after === before, files().includes(before), files().includes(after)]).toEqual([false, true, true])
  // The file of the message, and the key of the node.
  expect(summary.files).toBe(2)

  const node = await newNode()
  await restoreFrom(join(folder, 'meanwhile'), node)
  expect(readdirSync(rawFolder(node.dataRoot))).toEqual([before])
  expect(readFileSync(join(rawFolder(node.dataRoot), before)).length).toBe(large(1).length)
  await withClient(node.connection, async (client) => {
    expect((await client.query('select raw_file from message where raw_file is not null')).rows).toEqual([
      { raw_file: before },
    ])
    const ofUploads = await client.query("select subjects from retention_root where name = 'upload'")
    expect(ofUploads.rows).toEqual([{ subjects: 'select t.id' }])
  })

  const past = new Date(Date.now() - 3_600_000)
  for (const name of files()) utimesSync(join(rawFolder(stage.deps.dataRoot), name), past, past)
  await withClient(stage.owner, async (client) => {
    await client.query('select pg_advisory_lock_shared(701247)')
    await sweepRawFilesTask(stage.deps)()
    expect(files()).toContain(before)
  })
  await sweepRawFilesTask(stage.deps)()
  expect([existsSync(join(rawFolder(stage.deps.dataRoot), before)), files().includes(after)]).toEqual([false, true])
})

test('a backup with a missing file is neither made nor restored', async () => {
  const { id } = await stage.receive(large(3))
  await backup('whole')
  const lacking = join(folder, 'lacking')
  const lines = gunzipSync(readFileSync(join(folder, 'whole')))
    .toString()
    .split('\n')
  const from = lines.findIndex((line) => line.includes(`"path":"raw/${id}"`))
  const to = lines.findIndex((line, at) => at > from && line.startsWith('{"kind":"file-end"'))

  const kept = [...lines.slice(0, from), ...lines.slice(to + 1)].filter(
    (line) => line !== '' && !line.startsWith('{"kind":"end"'),
  )
  const text = kept.map((line) => `${line}\n`).join('')
  const end = JSON.parse(lines.find((line) => line.startsWith('{"kind":"end"')) as string)
  const sha256 = createHash('sha256').update(text).digest('hex')
  writeFileSync(lacking, gzipSync(`${text}${JSON.stringify({ ...end, files: end.files - 1, sha256 })}\n`))
  const node = await newNode()
  await expect(restoreFrom(lacking, node)).rejects.toMatchObject({
    code: 'backup-damaged',
    message: expect.stringContaining(`raw/${id}`),
  })
  expect(existsSync(rawFolder(node.dataRoot)) ? readdirSync(rawFolder(node.dataRoot)) : []).toEqual([])

  await sql`update message set raw_file = 'lost' where id = ${id}`.execute(stage.db)
  await expect(backup('none')).rejects.toMatchObject({
    code: 'backup-file-missing',
    message: expect.stringContaining('raw/lost'),
  })
  expect(existsSync(join(folder, 'none'))).toBe(false)
})
