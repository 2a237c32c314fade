import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OversightFiles, type OversightRecipient, openingOf } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccess } from '../../open-access.ts'
import { backupTo } from '../../store/backup/index.ts'
import { restorePlaces } from '../../store/backup/restored.fixture.ts'
import { enqueueJobs } from '../../store/define-job.ts'
import { liftRules } from '../../store/migrate.ts'
import { type Signer, signerOf } from '../access/acts/sign.fixture.ts'
import { AfterBackup } from '../log/after-backup.ts'
import { endAgain } from '../restore/end-again.ts'
import { restoreNode } from '../restore/restore-node.ts'

// On a node of several people, with the rules of the database in force.

let node: TestNode
let owner: pg.Client
let [one, two, administrator] = [] as unknown as [Signer, Signer, Signer]
let [identity, recipient] = ['', '']
let lines = ''
const marker = 'PlantedWhistleKvornPerson'
const browser = 'PlantedBrowserQuillbram'
const address = '203.0.113.77'
const places = restorePlaces('entente-oversight-files-')

beforeAll(async () => {
  node = await startTestNode({
    environment: { ENTENTE_LOG: 'debug' },
    log: (line) => {
      lines += line
    },
  })
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  one = await signerOf(node, 'oversight-1')
  two = await signerOf(node, 'oversight-2')
  administrator = await signerOf(node, 'administrator')
  await owner.query('update founding set single_operator = false')
  await liftRules(node.database.connection('entente_owner'), [])
  identity = await generateX25519Identity()
  recipient = await identityToRecipient(identity)
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
  await places.end()
})

const report = (body: string | Uint8Array, type: string) =>
  fetch(`${node.url}/public/v1/reports`, {
    ...{ method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body) },
    headers: { 'content-type': type, 'user-agent': browser, 'x-forwarded-for': address },
  })
/** Tries a statement as the role of the node. Returns the code of the refusal, or `done`. */
async function attack(statement: RawBuilder<unknown>): Promise<string> {
  try {
    await statement.execute(node.db)
    return 'done'
  } catch (error) {
    return (error as { code: string }).code
  }
}
const personOf = async (account: string) =>
  (await node.db.selectFrom('account').select('person_id').where('name', '=', account).executeTakeFirstOrThrow())
    .person_id
const read = async () => (await one.session.call('GET', '/v1/oversight/recipient')).body as OversightRecipient
const files = async () => (await one.session.call('GET', '/v1/oversight/files')).body as OversightFiles
const propose = async (who: Signer, n: number, given = recipient) => {
  const signed = await who.sign({
    ...{ type: 'recipient.propose', about: `recipient:${given}@${n}`, body: { recipient: given } },
  })
  return who.session.call('POST', '/v1/oversight/recipient', { recipient: given, signed })
}
const consent = async (who: Signer, n: number, given = recipient) => {
  const signed = await who.sign({ type: 'recipient.consent', about: `recipient:${given}@${n}`, body: {} })
  return who.session.call('POST', `/v1/oversight/recipient/${n}/consent`, { signed })
}
const sign = async (who: Signer, ids: string[]) => {
  const { id } = await openingOf(ids)
  const signed = await who.sign({ type: 'file.open', about: `opening:${id}`, body: { files: ids } })
  return who.session.call('POST', '/v1/oversight/openings', { files: ids, signed })
}
const download = (who: Signer, id: string) =>
  fetch(`${node.url}/v1/oversight/files/${id}`, { headers: { cookie: who.session.cookie } })
const opened = async (sealed: Uint8Array, key = identity) => {
  const decrypter = new Decrypter()
  decrypter.addIdentity(key)
  return Buffer.from(await decrypter.decrypt(new Uint8Array(sealed))).toString()
}

test('S42 without a recipient the channel says so, and takes nothing', async () => {
  const answer = await report('Somebody copies lists of travellers.', 'text/plain')
  expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: 'recipient-missing' })])
  expect(await (await fetch(`${node.url}/public/v1/reports`)).json()).toEqual({
    recipient: null,
    mostCharacters: 20_000,
  })
})

test('K9 neither an administrator nor one person of oversight sets the recipient, nor the role of the node', async () => {
  const body = { recipient }
  expect(await administrator.session.call('POST', '/v1/oversight/recipient', body)).toMatchObject({ status: 403 })
  expect(await one.session.call('POST', '/v1/oversight/recipient', body)).toMatchObject({
    ...{ status: 401, body: { code: 'signature-needed' } },
  })
  const typo = { recipient: `${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}` }
  expect(await one.session.call('POST', '/v1/oversight/recipient', typo)).toMatchObject({ status: 422 })
  expect(await propose(one, 1)).toMatchObject({ status: 200, body: { waiting: { n: 1, begins: null } } })
  expect(await one.session.call('POST', '/v1/oversight/recipient/1/consent', {})).toMatchObject({
    ...{ status: 409, body: { code: 'same-person' } },
  })
  const [self, other, insider] = [
    await personOf('oversight-1'),
    await personOf('oversight-2'),
    await personOf('administrator'),
  ]
  const insert = (n: number, person: string) =>
    attack(sql`insert into oversight_recipient (n, recipient, proposed_by, proposed_at, wait_hours)
      values (${n}, ${recipient}, ${person}, now(), 0)`)
  expect(await insert(2, other)).toBe('EN015')
  expect(await insert(2, insider)).toBe('EN002')
  expect(await insert(7, other)).toBe('EN014')
  const agree = (person: string) => attack(sql`insert into oversight_recipient_consent values (1, ${person}, now())`)
  expect(await agree(self)).toBe('EN001')
  expect(await agree(insider)).toBe('EN002')
  // A row alone is no consent: the act of its person is missing.
  expect(await agree(other)).toBe('done')
  expect((await read()).inForce).toBeNull()
  await owner.query('delete from oversight_recipient_consent')
  expect(await attack(sql`update oversight_recipient set recipient = 'x'`)).toBe('42501')
  expect(await attack(sql`delete from oversight_recipient`)).toBe('42501')
})

test('K9 a second signature brings the recipient into force, and a later one waits for 24 hours', async () => {
  expect(await consent(two, 1)).toMatchObject({ status: 200 })
  await expect.poll(async () => (await read()).inForce).toMatchObject({ n: 1, recipient })
  expect(
    await attack(sql`update oversight_recipient set stopped_at = now(), stopped_by = ${await personOf('oversight-2')}`),
  ).toBe('EN014')
  await node.endFounding()
  const other = await identityToRecipient(await generateX25519Identity())
  expect(await propose(two, 2, other)).toMatchObject({ status: 200, body: { inForce: { n: 1 }, waitHours: 24 } })
  expect(await consent(one, 2, other)).toMatchObject({ status: 200 })
  await expect.poll(async () => (await read()).waiting?.begins).toEqual(expect.any(String))
  const { inForce, waiting } = await read()
  expect([inForce?.n, waiting?.n]).toEqual([1, 2])
  const hours = (Date.parse(waiting?.begins ?? '') - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(23.5)
  // A key that would begin now begins tomorrow, also for a role of the node that asks for another time.
  const { rows } = await sql<{ n: number }>`select n from recipient_in_force(now() + interval '2 days')`.execute(
    node.db,
  )
  expect(rows).toEqual([{ n: 1 }])
  expect(await one.session.call('POST', '/v1/oversight/recipient/2/stop', {})).toMatchObject({
    ...{ status: 200, body: { waiting: null } },
  })
})

test('S42 K9 reports leave no trace of their text, address, browser or time anywhere', async () => {
  const sealedByBrowser = new Encrypter()
  sealedByBrowser.addRecipient(recipient)
  const entries = async () => Number((await owner.query('select count(*) from audit.entry')).rows[0].count)
  const metrics = async () => (await (await fetch(`${node.url}/metrics`)).text()).includes('/public/v1/reports"')
  const before = await entries()
  lines = ''
  for (const [body, type] of [
    [`${marker} as text`, 'text/plain'],
    [JSON.stringify({ text: `${marker} as JSON` }), 'application/json'],
    [await sealedByBrowser.encrypt(`${marker} as sealed by a browser`), 'application/octet-stream'],
    // Text that looks like an age file is sealed like any other.
    [`age-encryption.org/v1\n-> X25519 ${marker}`, 'text/plain'],
  ] as const) {
    const answer = await report(body, type)
    expect([answer.status, await answer.text()]).toEqual([202, ''])
  }
  expect(await entries()).toBe(before)
  expect(await metrics()).toBe(false)
  const stored = (await owner.query('select * from oversight_file')).rows
  expect(stored).toHaveLength(4)
  const today = new Date().toISOString().slice(0, 10)
  for (const { day, sealed, ...more } of stored) {
    expect(new Date(day.getTime() - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)).toBe(today)
    expect(sealed.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    // No other column has a time.
    expect(Object.values(more).filter((value) => value instanceof Date)).toEqual([])
  }
  for (const bytes of [Buffer.from(lines), ...(await everything())])
    for (const trace of [marker, browser, address]) expect(bytes.includes(trace)).toBe(false)
  expect(lines).not.toContain('/public/v1/reports')
  const texts = await Promise.all(stored.map(({ sealed }) => opened(sealed)))
  expect(texts.every((text) => text.includes(marker))).toBe(true)
})

/** All rows as text, the files of the node, and those of the database with its log of writes. */
async function everything(): Promise<Buffer[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema in ('public', 'audit')`,
  )
  const found: Buffer[] = []
  for (const { name } of tables) {
    const { rows } = await owner.query(`select t::text as row from ${name} t`)
    found.push(Buffer.from(rows.map(({ row }) => row).join('\n')))
  }
  const root = new pg.Client(node.database.connection('entente_root'))
  await root.connect()
  await root.query('checkpoint')
  const { rows } = await root.query(
    "select current_setting('data_directory') as folder, (select oid from pg_database where datname = current_database()) as oid",
  )
  await root.end()
  const { folder, oid } = rows[0]
  for (const place of [node.dataRoot, join(folder, 'base', String(oid)), join(folder, 'pg_wal')])
    found.push(...filesIn(place))
  return found
}
const filesIn = (folder: string): Buffer[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))

test('S42 a report is bounded in size, and bodies that are no text are refused', async () => {
  for (const [body, status] of [
    ['short', 422],
    ['x'.repeat(20_001), 422],
    ['x'.repeat(200_000), 413],
    [new Uint8Array([0xff, 0xfe, 0xfd, ...Array(40).fill(0x80)]), 422],
  ] as const)
    expect((await report(body, 'application/octet-stream')).status).toBe(status)
  expect((await report('{"text":7}', 'application/json')).status).toBe(422)
})

test('S42 strangers cannot fill the disk: reports are counted by day and by minute, and callers are not', async () => {
  const before = (await files()).items.map(({ id }) => id)
  const { rows } = await owner.query<{ id: string }>(
    `insert into oversight_file (id, kind, day, recipient_n, sealed) select gen_random_uuid(), 'report', f.day, recipient_n, sealed
       from (select * from oversight_file limit 1) f, generate_series(1, 496) returning id`,
  )
  expect(await (await report('One more of this day.', 'text/plain')).json()).toMatchObject({ code: 'reports-full' })
  await owner.query('delete from oversight_file where id = any($1)', [rows.map(({ id }) => id)])
  const statuses = new Set<number>()
  for (let count = 0; count < 62 && !statuses.has(429); count++)
    statuses.add((await report('Too many of this minute.', 'text/plain')).status)
  expect([...statuses]).toEqual([202, 429])
  await owner.query('delete from oversight_file where not (id = any($1))', [before])
})

test('S45 one person of oversight opens no file, two do, and each download is in the log', async () => {
  const [file] = (await files()).items
  const id = file?.id ?? ''
  expect(await files()).toMatchObject({ needs: 2, openings: [] })
  expect((await download(one, id)).status).toBe(409)
  expect(await sign(one, [id])).toMatchObject({ status: 200, body: { state: 'awaiting' } })
  expect(await sign(one, [id])).toMatchObject({ status: 200, body: { state: 'awaiting' } })
  expect(await (await download(one, id)).json()).toMatchObject({ code: 'second-person-required' })

  const person = await personOf('oversight-1')
  expect(
    await attack(
      sql`insert into oversight_download (id, file_id, person_id) values (gen_random_uuid(), ${id}, ${person})`,
    ),
  ).toBe('EN005')
  expect(await attack(sql`select sealed from oversight_file`)).toBe('42501')
  expect(await attack(sql`insert into oversight_opening values (${'0'.repeat(64)}, array[${id}]::uuid[])`)).toBe(
    '23514',
  )
  expect(await attack(sql`delete from oversight_file where id = ${id}`)).toBe('EN014')

  await sign(two, [id])
  await expect.poll(async () => (await files()).items.find((item) => item.id === id)?.mayDownload).toBe(true)
  const other = (await files()).items.find((item) => item.id !== id)
  expect(other?.mayDownload).toBe(false)
  const unlogged = sql`with d as (insert into oversight_download (id, file_id, person_id) values (gen_random_uuid(), ${id}, ${person})
    returning id) select released_file(id) from d`
  expect(await attack(unlogged)).toBe('EN014')
  const bare = randomUUID()
  await sql`insert into oversight_download (id, file_id, person_id) values (${bare}, ${id}, ${person})`.execute(node.db)
  expect(await attack(sql`select released_file(${bare})`)).toBe('EN014')
  expect(await one.session.call('DELETE', `/v1/oversight/files/${id}`)).toMatchObject({
    ...{ status: 409, body: { code: 'file-not-opened' } },
  })

  const answer = await download(one, id)
  expect(answer.status).toBe(200)
  const sealed = Buffer.from(await answer.arrayBuffer())
  expect(await opened(sealed)).toContain(marker)
  await expect(opened(sealed, await generateX25519Identity())).rejects.toThrow()
  const { rows } = await owner.query(
    `select entry from audit.entry where type = 'file.download' and ref = $1 and entry like '%"allow"%'`,
    [`file:${id}`],
  )
  expect(rows).toHaveLength(1)
  expect(JSON.parse(rows[0].entry)).toMatchObject({ role: 'oversight', count: 1 })
  expect(await one.session.call('DELETE', `/v1/oversight/files/${id}`)).toMatchObject({ status: 204 })
})

test('S45 signatures of yesterday open nothing', async () => {
  const [file] = (await files()).items
  const id = file?.id ?? ''
  await sign(one, [id])
  await sign(two, [id])
  await expect.poll(async () => (await files()).items.find((item) => item.id === id)?.mayDownload).toBe(true)
  const root = new pg.Client(node.database.connection('entente_root'))
  await root.connect()
  await root.query('set session_replication_role = replica')
  await root.query("update signed_act set at = at - interval '25 hours' where type = 'file.open'")
  await root.end()
  expect((await download(one, id)).status).toBe(409)
})

test('K9 a note of oversight is sealed too, and other roles read neither notes nor the list', async () => {
  const text = `${marker} in a note`
  expect(await one.session.call('POST', '/v1/oversight/notes', { text })).toMatchObject({ status: 201 })
  expect((await files()).items.filter(({ kind }) => kind === 'note')).toHaveLength(1)
  for (const bytes of await everything()) expect(bytes.includes(marker)).toBe(false)
  expect(await administrator.session.call('GET', '/v1/oversight/files')).toMatchObject({ status: 403 })
})

test('the day after, oversight hears that reports came', async () => {
  await owner.query("update oversight_file set day = (now() at time zone 'UTC')::date - 1 where kind = 'report'")
  for (let times = 0; times < 2; times++) {
    await enqueueJobs([{ task: 'sealed-files', payload: {}, options: {} }]).execute(node.db)
    await node.whenIdle()
  }
  const raised = await node.db.selectFrom('alarm').select('ref').where('code', '=', 'reports-received').execute()
  expect(raised).toEqual([{ ref: expect.stringMatching(/^reports:\d{4}-\d\d-\d\d$/) }])
})

test('K9 a restored backup keeps the sealed files and the recipient, but none that was replaced since', async () => {
  const file = join(places.folder, 'clear.backup')
  await backupTo(file, {
    connection: node.database.connection('entente_owner'),
    dataRoot: node.dataRoot,
    recipients: 'clear',
  })
  expect(readFileSync(file).includes(marker)).toBe(false)
  const restored = async (name: string) => {
    const { database, dataRoot } = await places.place(name)
    await restoreNode(file, { connection: database.connection('entente_owner'), dataRoot, identities: [] })
    const db = places.open(database, 'entente_app')
    return { db, dataRoot, inForce: () => sql<{ n: number }>`select n from recipient_in_force(now())`.execute(db) }
  }
  const { db, dataRoot, inForce } = await restored('kept')
  expect((await inForce()).rows).toEqual([{ n: 1 }])
  const ids = async (of: typeof node.db) =>
    (await of.selectFrom('oversight_file').select('id').orderBy('id').execute()).length
  expect(await ids(db)).toBe(await ids(node.db))
  const { audit } = openAccess({ db, node: 'restored', dataRoot, clock: () => new Date() })
  await audit.prepare()
  const kept = new AfterBackup(dataRoot)
  await kept.append({ v: 1, kind: 'ended', of: 'recipient', id: '3', state: 'agreed' })
  const log = { warn() {} } as never
  await endAgain({ db, audit, member: { id: 'norland.example' }, log, after: new AfterBackup(dataRoot) })
  expect((await inForce()).rows).toEqual([])
})
