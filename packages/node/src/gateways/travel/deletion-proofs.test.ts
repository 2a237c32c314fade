import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DeletionProof, digestOfRecord, verifyDeletionProof } from '@entente/contracts'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { rawFilesLock } from '../../store/backup/index.ts'
import { paxlst } from './edifact.fixture.ts'
import { openTravelStage, type TravelStage } from './travel.fixture.ts'

const start = new Date('2026-08-31T10:00:00.000Z')
const masked = new Date('2027-02-28T10:00:00.000Z')
const deleted = new Date('2031-08-31T10:00:00.000Z')
let stage: TravelStage
let owner: pg.Client
let app: pg.Client
beforeAll(async () => {
  stage = await openTravelStage({ now: start.toISOString() })
  owner = new pg.Client(stage.owner)
  app = new pg.Client(stage.app)
  await owner.connect()
  await app.connect()
})
afterAll(async () => {
  await app?.end()
  await owner?.end()
  await stage?.close()
})

const sweepAt = (time: Date) => stage.sweepAt(time)
const person = (surname: string) => ({ surname, given: 'NILS', document: `K${surname}9`, birth: '840312' })
let flights = 100
/** Takes a passenger list at the start of all clocks. */
function take(...surnames: string[]) {
  stage.clock.now = start
  flights += 1
  return stage.take(paxlst(surnames.map(person), { flight: `7N0${flights}` }))
}
async function proofsOf(ids: readonly string[]): Promise<DeletionProof[]> {
  const { rows } = await owner.query<{ proof: string }>('select proof from deletion_proof where id = any($1)', [ids])
  return rows.map(({ proof }) => JSON.parse(proof) as DeletionProof)
}
const keys = () => {
  const { keyId, publicKey } = stage.deps.nodeKey
  return [{ keyId, publicKey: publicKey.toString('base64') }]
}
const count = async (table: string, where = 'true') =>
  Number((await owner.query(`select count(*) from ${table} where ${where}`)).rows[0].count)

// The full count is 10,000 (`npm run bench -- safeguards`).
const many = Number(process.env.ENTENTE_TEST_DELETIONS ?? 40)

test('S15: each masked or deleted record has a signed proof, whose probes found nothing', async () => {
  const letters = (n: number) =>
    String.fromCharCode(65 + (Math.floor(n / 676) % 26), 65 + (Math.floor(n / 26) % 26), 65 + (n % 26))
  const ids: string[] = []
  for (let from = 0; from < many; from += 200) {
    const list = Array.from({ length: Math.min(200, many - from) }, (_, n) => `PROVEN${letters(from + n)}`)
    ids.push(...(await take(...list)).people.map(({ travellerId }) => travellerId))
  }
  for (const [time, kind] of [
    [masked, 'mask'],
    [deleted, 'delete'],
  ] as const) {
    const swept = await sweepAt(time)
    const proofs = await proofsOf(swept.proofs)
    expect(proofs.length).toBe(swept.proofs.length)
    const ofTravellers = proofs.filter((proof) => proof.of === 'traveller' && proof.kind === kind)
    expect(ofTravellers.reduce((sum, { records }) => sum + records, 0)).toBe(many)
    expect(proofs.reduce((sum, { records }) => sum + records, 0)).toBe(kind === 'mask' ? swept.masked : swept.deleted)
    for (const proof of proofs) {
      expect(await verifyDeletionProof(proof, keys(), nodeLogCrypto)).toBeNull()
      expect(proof).toMatchObject({ kind, regime: 'icao', dueAt: time.toISOString(), verification: { found: 0 } })
      expect(await count('audit.entry', `ref = '${proof.auditRef}' and type = 'retention.${kind}'`)).toBeGreaterThan(0)
      // It names no record and no person.
      expect(JSON.stringify(proof)).not.toContain('PROVEN')
      expect(ids.filter((id) => JSON.stringify(proof).includes(id))).toEqual([])
    }
    // With a traveller, its statement is deleted.
    expect(ofTravellers[0]?.verification.searched).toBe(Math.min(kind === 'mask' ? many : 2 * many, 100))
    expect(ofTravellers[0]?.copies).toContainEqual({
      ...(kind === 'mask'
        ? { store: 'index', count: expect.any(Number) }
        : { store: 'record', count: expect.any(Number) }),
      method: 'row',
    })
  }
  expect(await count('erasure')).toBe(0)
})

test('a proof with any changed field does not verify, and a record outside it is not in it', async () => {
  const { people } = await take('CHANGED')
  const swept = await sweepAt(masked)
  const record = people[0]?.travellerId as string
  const digest = await digestOfRecord(record, nodeLogCrypto)
  const { rows } = await owner.query<{ proof: string; records: string[] }>(
    'select proof, records from deletion_proof where records @> array[$1::uuid]',
    [digest],
  )
  expect(rows.length).toBe(1)
  const proof = JSON.parse(rows[0]?.proof ?? '') as DeletionProof
  expect(swept.proofs).toContain(proof.id)
  const digests = rows[0]?.records.map((one) => one.replaceAll('-', '')) ?? []
  const verify = (given: unknown, of = { record, digests }) => verifyDeletionProof(given, keys(), nodeLogCrypto, of)
  expect(await verify(proof)).toBeNull()
  const later = new Date(deleted).toISOString()
  const changes: [object, string][] = [
    [{ records: proof.records + 1 }, 'signature'],
    [{ regime: 'eu-pnr' }, 'signature'],
    [{ keysErased: proof.keysErased + 1 }, 'signature'],
    [{ copies: [] }, 'signature'],
    [{ kind: 'delete' }, 'signature'],
    [{ backupsReadableUntil: later }, 'signature'],
    [{ doneAt: later }, 'times'],
    [{ verification: { ...proof.verification, found: 1 } }, 'shape'],
    [{ signature: { ...proof.signature, keyId: '0'.repeat(16) } }, 'key-unknown'],
    [{ person: 'N. Vork' }, 'shape'],
  ]
  for (const [change, code] of changes) expect(await verify({ ...proof, ...change }), code).toMatchObject({ code })
  expect(await verify(proof, { record, digests: [...digests, digest] })).toMatchObject({ code: 'records' })
  expect(await verify(proof, { record: proof.id, digests })).toMatchObject({ code: 'record-not-in-proof' })
  expect(await verify(null)).toMatchObject({ code: 'shape' })
  await sweepAt(deleted)
})

test('S15: what is still there is not proven but alarmed, and proven once it is gone', async () => {
  const { people } = await take('LEFTOVER')
  const { travellerId } = people[0]!
  await owner.query('create table left_over (traveller_id uuid, name text)')
  try {
    await owner.query('create index on left_over (traveller_id)')
    await owner.query("insert into left_over values ($1, 'LEFTOVER')", [travellerId])
    const alarms = () => count('alarm', "code = 'deletion-unproven'")
    const swept = await sweepAt(deleted)
    expect((await proofsOf(swept.proofs)).filter(({ of, kind }) => of === 'traveller' && kind === 'delete')).toEqual([])
    expect([await alarms(), await count('erasure')]).toEqual([1, 1])
    expect(await sweepAt(deleted)).toMatchObject({ deleted: 0, proofs: [] })
    expect(await alarms()).toBe(1)
    await owner.query('delete from left_over')
    const again = await sweepAt(deleted)
    expect(await proofsOf(again.proofs)).toMatchObject([{ of: 'traveller', kind: 'delete', records: 1 }])
    expect(await count('erasure')).toBe(0)
  } finally {
    await owner.query('drop table left_over')
  }
})

test('S12: the file of a message is removed with its row, and before that there is no proof', async () => {
  const { message } = await take('FILED')
  const folder = join(stage.deps.dataRoot, 'raw')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'invented-file'), 'FILED')
  await owner.query("update message set raw = null, raw_file = 'invented-file' where id = $1", [message.id])
  // A backup that runs may still need the file.
  await owner.query('select pg_advisory_lock($1)', [rawFilesLock])
  const waiting = await sweepAt(masked)
  expect((await proofsOf(waiting.proofs)).filter(({ of }) => of === 'message')).toEqual([])
  expect(await count('alarm', "code = 'deletion-unproven' and acknowledged_at is null and at > now()")).toBeLessThan(2)
  await owner.query('select pg_advisory_unlock($1)', [rawFilesLock])
  const { proofs } = await sweepAt(masked)
  expect(await proofsOf(proofs)).toMatchObject([
    { of: 'message', kind: 'mask', copies: expect.arrayContaining([{ store: 'raw', method: 'file', count: 1 }]) },
  ])
  await sweepAt(deleted)
})

test('the role of the node can neither invent a deletion nor a proof', async () => {
  const denied = { code: '42501' }
  await expect(app.query('insert into deletion_proof select * from deletion_proof')).rejects.toMatchObject(denied)
  await expect(app.query("update deletion_proof set regime = 'own'")).rejects.toMatchObject(denied)
  await expect(app.query('delete from deletion_proof')).rejects.toMatchObject(denied)
  await expect(app.query('delete from erasure')).rejects.toMatchObject(denied)
  await expect(app.query('select erase_from($1, $2, null, null)', ['traveller', 'id'])).rejects.toMatchObject(denied)
  await take('REFUSED')
  stage.clock.now = deleted
  const { rows: due } = await app.query("select erase_due('traveller', $1, 10)", [deleted])
  expect(due.length).toBe(1)
  const { rows } = await owner.query('select * from erasure')
  const [row] = rows
  const says = (probes: number, more: object = {}) =>
    JSON.stringify({
      ...{ id: row.id, kind: row.kind, of: row.root, regime: row.regime, records: row.records },
      ...{ dueAt: row.due_at.toISOString(), doneAt: row.done_at.toISOString(), auditRef: `retention:${row.batch}` },
      ...{ verification: { probes, found: 0 }, keptSealed: 0, ...more },
    })
  const keep = (proof: string) => app.query('select keep_proof($1, $2)', [row.id, proof])
  // Without a search in the same transaction.
  await expect(keep(says(1))).rejects.toMatchObject({ code: 'EN008' })
  const verified = async (work: (probes: number) => Promise<unknown>) => {
    await app.query('begin')
    try {
      const found = await app.query('select probes, found from verify_erasure($1, $2)', [row.id, deleted])
      expect(found.rows[0].found).toBe(0)
      await work(found.rows[0].probes)
    } finally {
      await app.query('rollback')
    }
  }
  // A search of an earlier transaction does not count.
  const { rows: earlier } = await app.query('select probes from verify_erasure($1, $2)', [row.id, deleted])
  await expect(keep(says(earlier[0].probes))).rejects.toMatchObject({ code: 'EN008' })
  for (const wrong of [
    { records: 2 },
    { kind: 'mask' },
    { regime: 'own' },
    { of: 'message' },
    { doneAt: start.toISOString() },
    { auditRef: 'retention:x' },
    { keptSealed: 1 },
  ])
    await verified((probes) => expect(keep(says(probes, wrong))).rejects.toMatchObject({ code: 'EN008' }))
  await verified((probes) => expect(keep(says(probes + 1))).rejects.toMatchObject({ code: 'EN008' }))
  await verified((probes) => keep(says(probes)))
  // Nor does a search that found something.
  await owner.query('create table left_over (traveller_id uuid)')
  await owner.query('create index on left_over (traveller_id)')
  await owner.query('insert into left_over select $1::uuid from generate_series(1, 3)', [due[0].erase_due])
  await app.query('begin')
  const { rows: found } = await app.query('select probes, found from verify_erasure($1, $2)', [row.id, deleted])
  expect(found[0].found).toBe(3)
  await expect(keep(says(found[0].probes))).rejects.toMatchObject({ code: 'EN008' })
  await app.query('rollback')
  await owner.query('drop table left_over')
  expect(await sweepAt(deleted)).toMatchObject({ proofs: expect.arrayContaining([row.id]) })
})
