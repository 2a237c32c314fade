import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseDetail, CaseList } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from './exchange/lists/list-stage.fixture.ts'
import { xfwb } from './gateways/cargo/cargo-messages.fixture.ts'
import { createFilers } from './gateways/cargo/filers.fixture.ts'
import { paxlst, pnrgov } from './gateways/travel/edifact.fixture.ts'
import { giveTeams } from './pipeline/case-people.fixture.ts'
import { readPlainProgress } from './safeguards/vault/seal-plain.ts'
import { nextRows, type SealedColumns, type SealedValue } from './safeguards/vault/sealed-columns.ts'
import { findMarkers, plantMarkers } from './store/backup/find-markers.fixture.ts'
import { backupTo } from './store/backup/index.ts'

// 200 invented names, documents, addresses, contacts, firms and texts go through the routes of every gateway. Then nobody finds
// one of them outside the sealed columns and files. Names of staff are no markers.

let now = new Date('2026-11-24T12:00:00.000Z')
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
const markers = plantMarkers(200)
let used = 0
const marker = (): string => markers[used++] as string
const lines: string[] = []
let node: TestNode
let folder: string
let walAtStart: string
beforeAll(async () => {
  node = await startTestNode({
    ...{ clock: () => now, environment: { ENTENTE_LOG: 'debug' } },
    log: (line) => lines.push(line),
  })
  folder = node.dataRoot
  walAtStart = await asRoot(async (client) => (await client.query('select pg_current_wal_lsn() as at')).rows[0].at)
  await plant()
  await node.whenIdle()
  expect(used).toBe(markers.length)
})
afterAll(() => node?.stop())

const ok = (answer: { status: number; body: unknown }) => {
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}
async function send(key: string, path: string, body: string | Uint8Array, type = 'application/octet-stream') {
  pass(1)
  const headers = { authorization: `Bearer ${key}`, 'content-type': type }
  const answer = await fetch(node.url + path, { method: 'POST', headers, body: body as never })
  expect(answer.status, await answer.clone().text()).toBeLessThan(300)
}

/** Sends every marker through the routes by which such data comes. */
async function plant(): Promise<void> {
  await giveTeams(node, ['travel', 'cargo'])
  const officer = await node.signIn('officer')
  const analyst = await node.signIn('analyst')
  const supervisor = await node.signIn('supervisor')
  // Signals from a list, and a preview that nobody imports.
  const listed = Array.from({ length: 30 }, () => ({ name: marker(), given: marker(), document: marker() }))
  const rows = listed.map((one, n) => `A${n},${one.given} ${one.name},,1981-05-17,NOR,${one.document}`)
  ok(await importBytes(officer, await makeList(officer, 'planted'), csv(rows)))
  const waiting = await makeList(officer, 'waiting')
  ok(
    await officer.call(
      'POST',
      `/v1/lists/${waiting}/preview`,
      csv([`B1,${marker()},${marker()},1990,NOR,${marker()}`]),
    ),
  )
  // Passengers: those of the list, and strangers with a booking. A question at the gate as well.
  const people = listed.slice(0, 10).map(({ name, given, document }) => {
    return { surname: name.toUpperCase(), given: given.toUpperCase(), birth: '810517', document }
  })
  await send(node.sender.key, '/v1/travel/messages', paxlst(people))
  const booked = Array.from({ length: 10 }, (_, n) => ({
    ...{ locator: `K4X9Q${'ABCDEFGHIJ'[n]}`, people: [{ surname: marker(), given: marker(), document: marker() }] },
    extra: `ADD++700:4 ${marker()} STREET:${marker()}'IFT+4:28::7N+CTCE ${marker()}//EXAMPLE.ORG`,
  }))
  await send(node.sender.key, '/v1/travel/messages', pnrgov(booked))
  // A message so large that it is a file of its own, and that no reader understands.
  await send(node.sender.key, '/v1/travel/messages', `${marker()}${' '.repeat(8_500_000)}`)
  const asked = paxlst([{ surname: marker(), given: marker(), document: marker() }], { flight: '7N0484' })
  await send(node.sender.key, '/v1/travel/interactive', asked)
  await node.whenIdle()
  // Goods with their parties.
  const { carrier } = await createFilers(node.db)
  for (let n = 0; n < 5; n += 1) {
    const goods = `${marker()} PARTS`
    const awb = `999-1000${n}00${n}`
    await send(
      carrier,
      '/v1/cargo/messages',
      xfwb({ awb, goods, consignor: marker(), consignee: marker() }),
      'text/xml',
    )
  }
  // Uploads of a platform.
  const platform = await createSender(node.db, { name: 'Fotovik', gateway: 'content', synthetic: true })
  const { key } = await createSenderKey(node.db, platform)
  for (let n = 0; n < 3; n += 1) {
    const upload = { uploadId: marker(), accountRef: marker(), text: `A text of ${marker()}.`, contentRef: marker() }
    await send(key, '/v1/content/uploads', JSON.stringify(upload), 'application/json')
  }
  await node.whenIdle()
  await work(analyst, supervisor)
}

/** Works on two cases as people do: notes, drafts, a decision of two people, searches. */
async function work(analyst: SignedIn, supervisor: SignedIn): Promise<void> {
  const { items } = (await analyst.call('GET', '/v1/cases?gateway=travel')).body as CaseList
  expect(items.length).toBeGreaterThan(1)
  const [first, second] = items.map(({ id }) => id) as [string, string]
  const view = async (by: SignedIn, id: string) => {
    for (let beats = 0; beats < 13; beats += 1) {
      ok(await by.call('POST', `/v1/cases/${id}/view`))
      pass(5)
    }
    return ok(await by.call('GET', `/v1/cases/${id}`)) as CaseDetail
  }
  const { hits, version } = await view(analyst, first)
  ok(await analyst.call('POST', `/v1/cases/${second}/notes`, { text: `I know ${marker()} from ${marker()}.` }))
  const draft = { outcome: null, act: null, reasons: [], text: `${marker()} again`, alternatives: [marker()] }
  ok(await analyst.call('PUT', `/v1/drafts/${second}`, { ...draft, version: 0 }))
  const proposal = {
    ...{ outcome: 'adverse', act: 'do-not-board', reasons: ['same-document'], hits: hits.map(({ id }) => id), version },
    ...{
      text: `The document of ${marker()} is the one that was named.`,
      alternativesConsidered: [marker()],
      details: null,
    },
  }
  ok(await analyst.call('POST', `/v1/cases/${first}/proposal`, proposal))
  const seen = await view(supervisor, first)
  const answer = { agree: true, reasons: ['same-document'], text: `I compared ${marker()} too.`, version: seen.version }
  ok(await supervisor.call('POST', `/v1/cases/${first}/confirmation`, answer))
  while (used < markers.length) {
    ok(await analyst.call('POST', '/v1/find', { text: marker() }, { 'idempotency-key': `find-${used}` }))
    pass(10)
  }
}

/** The columns that the codec alone writes. */
const sealedColumns: Record<string, readonly string[]> = {
  upload_original: ['raw', 'preview'],
  ...{ idempotency: ['body'], list_task: ['b', 'body'], import_preview: ['b', 'body'], blind_check: ['found'] },
}
const usual = ['a', 'b', 'raw']

async function asRoot<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(node.database.connection('entente_root'))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('no column outside the codec has one of 200 markers', async () => {
  const found = await asRoot(async (client) => {
    const places: string[] = []
    const { rows: tables } = await client.query(
      `select c.oid::regclass::text as name, relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where relkind = 'r' and nspname in ('public', 'audit', 'graphile_worker')`,
    )
    for (const { name, relname } of tables as { name: string; relname: string }[]) {
      const { rows } = await client.query(`select to_jsonb(t) - $1::text[] as row from ${name} t`, [
        sealedColumns[relname] ?? usual,
      ])
      if (findMarkers(Buffer.from(JSON.stringify(rows)), markers).length === 0) continue
      for (const column of Object.keys(rows[0].row))
        if (findMarkers(Buffer.from(JSON.stringify(rows.map(({ row }) => row[column]))), markers).length > 0)
          places.push(`${name}.${column}`)
    }
    return places
  })
  expect(found).toEqual([])
})

test('no line of the log, no metric and no file beside the raw ones has one of 200 markers', async () => {
  const metrics = await (await fetch(`${node.url}/metrics`)).text()
  expect(findMarkers(Buffer.from(metrics), markers)).toEqual([])
  expect(lines.length).toBeGreaterThan(0)
  expect(findMarkers(Buffer.from(lines.join('\n')), markers)).toEqual([])
  const files = filesBelow(folder).filter((path) => !path.startsWith(join(folder, 'raw')))
  expect(files.filter((path) => findMarkers(readFileSync(path), markers).length > 0)).toEqual([])
})

const filesBelow = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : [],
  )

/** A sealed value begins with this byte. */
const sealedStart = 2

test('nobody finds one of 200 markers in the files of the database, its log of changes, raw files or a clear backup', async ({
  skip,
}) => {
  const { raw } = await node.db
    .selectFrom('message')
    .select('raw')
    .where('raw', 'is not', null)
    .executeTakeFirstOrThrow()
  if (raw?.[0] !== sealedStart) {
    console.warn('SKIPPED: this node does not seal its columns, so the files of its database are not searched')
    return skip()
  }
  const { place, database, since } = await asRoot(async (client) => {
    await client.query('checkpoint')
    const { rows } = await client.query(
      `select current_setting('data_directory') as place, oid::text as database, pg_walfile_name($1) as since
       from pg_database where datname = current_database()`,
      [walAtStart],
    )
    return rows[0] as { place: string; database: string; since: string }
  })
  const changes = readdirSync(join(place, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= since)
  expect(changes.length).toBeGreaterThan(0)
  const files = [
    ...filesBelow(join(place, 'base', database)),
    ...changes.map((name) => join(place, 'pg_wal', name)),
    ...filesBelow(join(folder, 'raw')),
  ]
  expect(filesBelow(join(folder, 'raw')).length).toBeGreaterThan(0)
  expect(files.filter((path) => findMarkers(readIfThere(path), markers).length > 0)).toEqual([])
  const { file } = await backupTo(join(folder, 'clear.backup'), {
    ...{ connection: node.database.connection('entente_owner'), dataRoot: folder, recipients: 'clear' },
  })
  expect(findMarkers(readFileSync(file), markers)).toEqual([])
})

/** A checkpoint that another test causes removes files of the log of changes meanwhile. */
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** Calls `work` with every stored value of every sealed column, which the vault of the node opens. */
async function eachValue(
  client: pg.Client,
  work: (sealed: SealedColumns, column: string, row: SealedValue, plain: Buffer) => Promise<unknown> | undefined,
): Promise<void> {
  const codec = node.vault.codec.session()
  const open = (...[id, fieldClass, bytes]: Parameters<typeof codec.open>) => {
    const value = codec.open(id, fieldClass, bytes)
    return Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))
  }
  for (const sealed of node.sealed)
    for (const [column, fieldClass] of Object.entries(sealed.columns)) {
      const rows: SealedValue[] = []
      for (let after: string | null = null; ; ) {
        const condition = `$1::text is null and ${sealed.where ?? 'true'}`
        const next: { rows: SealedValue[]; last: string | null } = await nextRows(client, sealed, column, {
          ...{ condition, value: null, after },
        })
        rows.push(...next.rows)
        after = next.last
        if (after === null) break
      }
      for (const row of rows) {
        // The file of a list that was imported is emptied.
        if (row.value.length === 0) continue
        let plain: Buffer | undefined
        try {
          plain = open(row.id, fieldClass, row.value)
        } catch {
          if (await codec.loadMissing()) plain = open(row.id, fieldClass, row.value)
        }
        expect(plain, `${sealed.table}.${column} of ${row.id}`).toBeDefined()
        if (plain?.length !== 0) await work(sealed, column, row, plain as Buffer)
      }
    }
}
/** The digest of each value by its place, and whether it is sealed. */
async function readValues(client: pg.Client) {
  const found = new Map<string, { digest: string; isSealed: boolean }>()
  await eachValue(client, async ({ table }, column, { id, value }, plain) => {
    const digest = createHash('sha256').update(plain).digest('hex')
    found.set(`${table}.${column} ${id} ${digest}`, { digest, isSealed: value[0] === sealedStart })
  })
  return found
}

test('an upgrade seals what a release stored unsealed in every table, and goes on after a restart', async () => {
  const before = await asRoot(readValues)
  const places = new Set([...before.keys()].map((place) => place.split(' ')[0]))
  expect(places.size).toBeGreaterThan(25)
  // As the release before sealing stored it.
  await asRoot(async (client) => {
    await client.query('set session_replication_role = replica')
    await eachValue(client, ({ table, hasNoClock }, column, { place }, plain) =>
      hasNoClock === true
        ? undefined
        : client.query(`update ${table} set ${column} = $1 where ctid = $2::tid`, [plain, place]),
    )
    await client.query("delete from seal_progress; insert into seal_progress (records) values ('*')")
  })
  await node.halt()
  for (let starts = 0; starts < 2; starts += 1) {
    await node.resume()
    expect([...(await asRoot(readValues)).keys()].sort()).toEqual([...before.keys()].sort())
    if (starts === 0) await node.halt()
  }
  const progress = () => asRoot((client) => readPlainProgress(client as never))
  await expect.poll(async () => (await progress()).done, { timeout: 60_000 }).toBe(true)
  const after = await asRoot(readValues)
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
  expect([...after].filter(([, { isSealed }]) => !isSealed).map(([place]) => place)).toEqual([])
})
