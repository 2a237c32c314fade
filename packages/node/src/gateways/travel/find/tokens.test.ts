import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FindAnswer } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { endDays } from '../../../safeguards/vault/end-days.ts'
import { moveTokens, tokensOf } from '../../../safeguards/vault/move-tokens.ts'
import { sealPlain } from '../../../safeguards/vault/seal-plain.ts'
import { backupTo, restoreFrom } from '../../../store/backup/index.ts'
import { restorePlaces } from '../../../store/backup/restored.fixture.ts'
import { paxlst } from '../edifact.fixture.ts'
import { samePerson } from '../travellers/same-person.ts'

// One person travels twice, so that the clocks of the two records end in different months. Each test continues from the state that the
// previous one left.

let node: TestNode
let analyst: SignedIn
let owner: pg.Client
let now = new Date('2026-11-22T08:00:00.000Z')
const places = restorePlaces('entente-tokens-')
const log = pino({ level: 'silent' })
const person = { surname: 'VORKANEN', given: 'OLVE', birth: '810517', document: 'QX7734519', issuer: 'NLD' }

beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  await send({ departs: '2611231850', arrives: '2611232240', at: '261122:0800' })
  now = new Date('2026-12-29T08:00:00.000Z')
  await send({ flight: '7N0483', departs: '2612301850', arrives: '2612302240', at: '261229:0800' })
  analyst = await node.signIn('analyst')
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
  await places.end()
})

async function send(options: Parameters<typeof paxlst>[1]) {
  const headers = { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' }
  const body = paxlst([person], options)
  const sent = await fetch(`${node.url}/v1/travel/messages`, { method: 'POST', headers, body })
  expect(sent.status).toBeLessThan(300)
  await node.whenIdle()
}
async function found(text: string): Promise<string[]> {
  const { status, body } = await analyst.call('POST', '/v1/find', { text })
  expect(status).toBe(200)
  return (body as FindAnswer).items.map(({ id }) => id)
}
const access = (text: 'border-control' = 'border-control') =>
  systemAccess({ store: node.store, member: { id: 'norland.example', name: 'Norland' } }, text)
const joinedTo = (id: string) =>
  access().transaction({ action: 'record.write', type: 'record.read' }, async (tx) => {
    tx.leavesNoEntry()
    const { rows } = await (await samePerson(tx, [id])).execute(tx.db)
    return rows.map(({ other, by }) => `${other} ${by}`)
  })
const travellers = async () =>
  (await owner.query<{ id: string }>('select id from traveller order by received_at')).rows.map(({ id }) => id)
const deps = () => ({
  ...{ pool: places.pool(node.database), codec: node.vault.codec, log, clock: () => now },
  files: { read: () => [] as never, replace: async () => {} },
})
/** Finds both records by document and by name, and joins them as one person. */
async function expectAllFound() {
  const [first, second] = (await travellers()) as [string, string]
  const both = [first, second].sort()
  expect((await found(person.document)).sort()).toEqual(both)
  expect((await found('vorkanen')).sort()).toEqual(both)
  expect(await joinedTo(first)).toEqual([`${second} document-and-birth-date`])
  expect(await joinedTo(second)).toEqual([`${first} document-and-birth-date`])
}

/** Returns all rows of all tables as text; bytes are hexadecimal digits. */
async function allRows(client: pg.Client): Promise<string> {
  const tables = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  )
  const texts: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ text: string }>(`select t::text as text from public.${name} t`)
    texts.push(...rows.map(({ text }) => text))
  }
  return texts.join('\n')
}
/** The keyed hashes of a known person that a reader of a backup can compute, because each backup has their key. */
function hashesBy(key: Buffer): Buffer[] {
  const values = [
    ...[`document\0${person.document}`, `crossing-document\0${person.document}`],
    ...[`crossing-document-issuer\0${person.document}|NLD`, 'name-word\0vorkanen'],
    ...['crossing-birth\0VORKANEN|OLVE|1981-05-17', `crossing-birth-date\0${'1981-05-17'}`],
  ]
  return values.map((value) => createHmac('sha256', key).update(value).digest().subarray(0, 16))
}
const indexKey = (dataRoot: string) => readFileSync(join(dataRoot, 'keys/index.key'))

test('records of different months are found by one question, and joined', async () => {
  const { rows } = await owner.query("select distinct token_key from selector_index where owner_type = 'traveller'")
  expect(rows).toHaveLength(2)
  await expectAllFound()
})

test('a backup whose vault is gone does not tell whether a known person was in it', async () => {
  const file = join(places.folder, 'node.backup')
  await backupTo(file, {
    connection: node.database.connection('entente_owner'),
    dataRoot: node.dataRoot,
    recipients: 'clear',
  })
  const { database, dataRoot } = await places.place('restored')
  await restoreFrom(file, { connection: database.connection('entente_owner'), dataRoot })
  const restored = new pg.Client(database.connection('entente_owner'))
  await restored.connect()
  const rows = await allRows(restored)
  await restored.end()
  expect(existsSync(join(dataRoot, 'keys/epoch'))).toBe(false)
  const hashes = hashesBy(indexKey(dataRoot))
  expect(hashes.filter((hash) => rows.includes(hash.toString('hex')))).toEqual([])
  // The living node has the keys: so the rows have what is looked for.
  const { tokens } = node.vault.codec
  const living = hashes.filter((hash) =>
    tokens.living().some((key) => rows.includes(tokens.seal(key, hash).toString('hex'))),
  )
  expect(living.length).toBe(hashes.length)
})

test('tokens of the release before are found while they are moved, and then none is left', async () => {
  await node.halt()
  const plain = {
    ...node.vault.codec.tokens,
    keyFor: () => null,
    seal: (_key: Buffer | null, hashes: Buffer) => hashes,
  }
  const session = { ...node.vault.codec.session(), tokens: plain }
  const living = node.vault.codec.tokens.living().filter((key) => key !== null)
  const [first] = await travellers()
  for (const one of tokensOf(node.sealed)) {
    const id = one.table === 'statement' ? 't.traveller_id' : (one.id ?? 't.id')
    // The first traveller is as the release before left it, and the second is moved.
    const where = `${one.where ?? 'true'} and ${id} = '${first}'`
    const codec = { ...node.vault.codec, session: () => session }
    await moveTokens({ ...deps(), codec }, { ...one, where }, { keys: living, now: new Date(0) }, null)
  }
  const plainRows = async () => (await owner.query('select from selector_index where token_key is null')).rowCount
  expect(await plainRows()).toBe(3)
  expect(await allRows(owner)).toContain(hashesBy(indexKey(node.dataRoot))[0]?.toString('hex'))
  // The walk is held up, as if the node were killed before it came to these tables.
  const held = tokensOf(node.sealed).map(
    ({ table, owner: of }) => `${table}.tokens${of === undefined ? '' : ` of ${of.table}`}`,
  )
  await owner.query("insert into seal_progress (records) values ('tokens')")
  await owner.query('insert into seal_progress (records, done_at) select unnest($1::text[]), now()', [held])
  await node.resume()
  analyst = await node.signIn('analyst')
  await node.whenIdle()
  expect(await plainRows()).toBe(3)
  await expectAllFound()

  await owner.query('delete from seal_progress where records = any($1)', [held])
  await owner.query("update seal_progress set done_at = null where records = 'tokens'")
  for (let runs = 0; !(await sealPlain(deps(), node.sealed, 1)).done; runs++) expect(runs).toBeLessThan(200)
  expect(await plainRows()).toBe(0)
  await expectAllFound()
})

test('the key of a month that is over is deleted; tokens whose clock moved are under another', async () => {
  const [first, second] = (await travellers()) as [string, string]
  const monthsOf = async () =>
    (
      await owner.query<{ day: string }>(
        "select day::text as day from day_key where class = 'index' and regime <> 'node' order by day",
      )
    ).rows.map(({ day }) => day)
  const months = await monthsOf()
  expect(months).toHaveLength(2)
  // The clock of the second record moves on by a year; that of the first ends.
  for (const table of ['traveller', 'statement'])
    await owner.query(
      `update ${table} set mask_at = mask_at + interval '1 year', delete_at = greatest(delete_at, mask_at + interval '2 years') where ${table === 'statement' ? 'traveller_id' : 'id'} = $1`,
      [second],
    )
  await owner.query("update selector_index set mask_at = mask_at + interval '1 year' where owner_id = $1", [second])
  now = new Date(Date.parse(`${months[1]}T00:00:00.000Z`) + 2 * 86_400_000)
  for (const minutes of [0, 20]) {
    now = new Date(now.getTime() + minutes * 60_000)
    await owner.query('delete from key_keeping')
    await endDays(deps(), node.sealed)
  }
  expect(await monthsOf()).toEqual([`${Number(months[1]?.slice(0, 4)) + 1}${months[1]?.slice(4)}`])
  await node.vault.ring.load()
  analyst = await node.signIn('analyst')
  expect(await found(person.document)).toEqual([second])
  const { rows } = await owner.query<{ hash: Buffer; token_key: Buffer }>(
    'select hash, token_key from selector_index where owner_id = $1',
    [first],
  )
  const opened = rows.map(({ hash, token_key }) => node.vault.codec.session().tokens.open(token_key, hash))
  expect(opened.filter((hash) => hash !== undefined)).toEqual([])
})
