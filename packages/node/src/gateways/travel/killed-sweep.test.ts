import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DeletionProof, verifyDeletionProof } from '@entente/contracts'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { paxlst } from './edifact.fixture.ts'
import { sweepInSteps } from './sweep-in-steps.fixture.ts'
import { openTravelStage, type TravelStage } from './travel.fixture.ts'

const start = new Date('2026-08-31T10:00:00.000Z')
const later = new Date('2030-08-31T10:00:00.000Z')
const deleted = new Date('2031-08-31T10:00:00.000Z')
/** The full counts are 500 and 50 (bench/README.md). A process of its own takes seconds to start. */
const kills = Number(process.env.ENTENTE_TEST_KILLS ?? 50)
const processes = Number(process.env.ENTENTE_TEST_KILLED_PROCESSES ?? 3)
let stage: TravelStage
let owner: pg.Client
let child: ChildProcess | null = null
/** A record that is not due, with the day of its key. */
let kept: string
const day = (time: Date) => time.toISOString().slice(0, 10)
beforeAll(async () => {
  stage = await openTravelStage({ now: start.toISOString() })
  owner = new pg.Client(stage.owner)
  await owner.connect()
  mkdirSync(join(stage.deps.dataRoot, 'raw'), { recursive: true })
  stage.clock.now = later
  kept = (await stage.take(paxlst([person('KEPT')], { flight: '7N0001' }))).people[0]!.travellerId
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await owner?.end()
  await stage?.close()
})

const person = (surname: string) => ({ surname, given: 'NILS', document: `K${surname}9`, birth: '840312' })
const rowsOf = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  (await owner.query<Row>(text, values)).rows
const countOf = async (from: string, values: unknown[] = []) =>
  Number((await rowsOf<{ count: string }>(`select count(*) from ${from}`, values))[0]?.count)

let taken = 0
/** Takes a list of two travellers that are due, with a file for its bytes and a key of the day on which they are due. */
async function takeDue(): Promise<void> {
  taken += 1
  stage.clock.now = start
  const names = ['A', 'B'].map(
    (letter) => `DUE${letter}${String.fromCharCode(65 + (taken % 26), 65 + (Math.floor(taken / 26) % 26))}`,
  )
  const { message, people } = await stage.take(paxlst(names.map(person), { flight: `7N${1000 + taken}` }))
  const name = `file-${taken}`
  writeFileSync(join(stage.deps.dataRoot, 'raw', name), 'invented')
  await owner.query('update message set raw = null, raw_file = $2 where id = $1', [message.id, name])
  for (const [key, of] of [
    [randomBytes(8), deleted.getTime() - 86_400_000],
    [randomBytes(8), deleted.getTime()],
  ] as const) {
    const values = [key, day(new Date(of)), randomBytes(60)]
    await owner.query(
      "insert into day_key (id, regime, class, day, epoch, sealed) values ($1, 'icao', 'b', $2, 1, $3)",
      values,
    )
    await owner.query('update traveller set b = $2 where id = any($1) and (b is null or get_byte(b, 0) <> 2)', [
      people
        .slice(of === deleted.getTime() ? 1 : 0, of === deleted.getTime() ? 2 : 1)
        .map(({ travellerId }) => travellerId),
      Buffer.concat([Buffer.from([2]), key, randomBytes(40)]),
    ])
  }
  // The clock of the keys has not stepped.
  await owner.query(
    `insert into key_keeping (looked_at, waits) values ($1, 0) on conflict (only_row) do update set looked_at = excluded.looked_at, waits = 0`,
    [new Date(deleted.getTime() - 3_600_000)],
  )
}

const sweeping = () => ({ connection: stage.app, dataRoot: stage.deps.dataRoot, now: deleted, record: kept })
let released = 0
/** Sweeps, and stops at a step as a killed process does; 0: never. Returns the number of steps. */
async function run(stopAt: number): Promise<number> {
  let steps = 0
  const isWhole = await sweepInSteps({
    ...sweeping(),
    onRead: () => {
      released += 1
    },
    onStep() {
      steps += 1
      return steps === stopAt
    },
  })
  expect(isWhole).toBe(stopAt === 0 || steps < stopAt)
  return steps
}

const script = fileURLToPath(new URL('./child-sweep.fixture.ts', import.meta.url))
/** Sweeps in a process that kills itself at a step. */
async function runProcess(killAt: number): Promise<void> {
  const { connection, dataRoot, now, record } = sweeping()
  const given = [JSON.stringify(connection), dataRoot, now.toISOString(), record, String(killAt)]
  const program = ['--conditions', 'entente-source', '--import', import.meta.resolve('tsx'), script, ...given]
  child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout?.on('data', () => {
    released += 1
  })
  const signal = await new Promise((resolve) => child?.once('close', (_code, by) => resolve(by)))
  child = null
  expect(signal).toBe('SIGKILL')
}

const roots = ['traveller', 'statement', 'reservation_version', 'carrier_answer', 'case_file', 'message']
async function expectWhole(): Promise<void> {
  // No read without its entry.
  expect(
    await countOf("audit.entry where type = 'record.read' and ref = $1", [`record:${kept}`]),
  ).toBeGreaterThanOrEqual(released)
  // No half-deleted record: a traveller has all of its rows or none.
  for (const table of ['statement', 'traveller_version']) {
    const orphans = `${table} c where not exists (select from traveller t where t.id = c.traveller_id)`
    expect(await countOf(orphans), table).toBe(0)
    expect(
      await countOf(`traveller t where not exists (select from ${table} c where c.traveller_id = t.id)`),
      table,
    ).toBe(0)
  }
  // No deletion and no proof without its entry, and no proof of what is still there.
  const refs = `(select 'retention:' || batch as ref from erasure union select proof::json ->> 'auditRef' from deletion_proof) x`
  expect(await countOf(`${refs} where not exists (select from audit.entry e where e.ref = x.ref)`)).toBe(0)
  for (const root of roots) {
    const proven = (kind: string) =>
      `exists (select from deletion_proof p where p.kind = '${kind}' and p.records @> array[digest_of_record(t.id)])`
    expect(await countOf(`${root} t where ${proven('delete')}`), root).toBe(0)
    expect(await countOf(`${root} t where ${proven('mask')} and (t.masked_at is null)`), root).toBe(0)
  }
  const files = readdirSync(join(stage.deps.dataRoot, 'raw'))
  const awaited = await rowsOf<{ name: string }>(
    'select raw_file as name from message where raw_file is not null union select unnest(files) from erasure',
  )
  expect(files.filter((name) => !awaited.some((row) => row.name === name))).toEqual([])
  // Nothing that was not due, and no key of a day that is not over.
  expect(await countOf('traveller where id = $1 and b is not null', [kept])).toBe(1)
  expect(await countOf('day_key where day = $1', [day(deleted)])).toBe(taken)
}

test(`S29: a node that is killed at ${kills} points of a sweep loses, keeps and claims nothing`, async () => {
  await takeDue()
  const steps = await run(0)
  await expectWhole()
  expect(steps).toBeGreaterThan(60)
  const point = (nth: number, of: number) => 1 + Math.floor(((nth + 0.5) / of) * steps)
  for (let kill = 0; kill < kills; kill += 1) {
    await takeDue()
    // A sweep that has more to prove may have more steps, so the last ones are met without a kill before.
    await run(point(kill, kills))
    await expectWhole()
  }
  for (let kill = 0; kill < processes; kill += 1) {
    await takeDue()
    await runProcess(point(kill, processes))
    await expectWhole()
  }
  await run(0)
  await expectWhole()
  expect(await countOf('traveller')).toBe(1)
  expect(await countOf('erasure')).toBe(0)
  expect(await countOf('day_key where day < $1', [day(deleted)])).toBe(0)
  expect(readdirSync(join(stage.deps.dataRoot, 'raw'))).toEqual([])
  const { keyId, publicKey } = stage.deps.nodeKey
  const keys = [{ keyId, publicKey: publicKey.toString('base64') }]
  const proofs = (await rowsOf<{ proof: string }>('select proof from deletion_proof')).map(
    (row) => JSON.parse(row.proof) as DeletionProof,
  )
  for (const proof of proofs) expect(await verifyDeletionProof(proof, keys, nodeLogCrypto)).toBeNull()
  const ofTravellers = proofs.filter(({ of, kind }) => of === 'traveller' && kind === 'delete')
  expect(ofTravellers.reduce((sum, { records }) => sum + records, 0)).toBe(2 * taken)
}, 600_000)
