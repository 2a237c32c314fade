import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRunningPostgres, openPostgres, type PostgresServer } from '@entente/node'
import { createRandom, createWatchList } from '@entente/testkit'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import { countJobs, openOwnerPool, waitUntilDone } from '../node/wait-until-done.ts'
import { checkMessages } from './check-messages.ts'
import { checkRecords } from './check-records.ts'
import { expectRecords } from './expect-records.ts'
import { type KilledNode, startKilledNode } from './killed-node.ts'
import { type KillMessage, makeKillMessages } from './make-kill-messages.ts'
import { type Kill, planKills, type Victim } from './plan-kills.ts'
import { type Sent, sendMessages } from './send-messages.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

interface KillOrder {
  seed: number
  messages: number
  nodeKills: number
  postgresKills: number
  /** Gives the node DATABASE_URL, so that it does not start PostgreSQL itself. */
  external: boolean
  /** How often the disk with the data and the log of the node fills. */
  fullDisks: number
  /** Sends the same messages to a second node without kills, and compares the records of both nodes at the end. */
  compare: boolean
  progress?: (acknowledged: number) => void
}
export interface KillReport {
  sent: Sent
  kills: Record<Victim, number>
  restarts: number[]
  /** Seconds until every message was acknowledged, and from then on until no job was left. */
  seconds: { sending: number; draining: number }
  uninterruptedSeconds: number | null
  cases: number
  travellers: number
  faults: string[]
  /** Why no disk was filled although the order wants it; else null. */
  diskSkipped: string | null
}

const signals = 200

/** Sends messages to a node while the node and its database are killed repeatedly. Then checks that no work was lost, done twice or done in part. */
export async function runKill(order: KillOrder): Promise<KillReport> {
  const random = createRandom(`kill/${order.seed}`)
  const disk = order.fullDisks > 0 ? mountSmallDisk(order.messages) : null
  const diskSkipped = typeof disk === 'string' ? disk : null
  const mounted = typeof disk === 'string' ? null : disk
  const planned = planKills(random, { ...order, fullDisks: mounted === null ? 0 : order.fullDisks })
  const interrupted = await runNode(order, planned, mounted)
  mounted?.remove()
  const uninterrupted = order.compare ? await runNode(order, [], null) : null
  const faults = [...interrupted.faults]
  if (uninterrupted !== null) {
    faults.push(...uninterrupted.faults.map((fault) => `without interruption: ${fault}`))
    if (interrupted.snapshot !== null && uninterrupted.snapshot !== null)
      faults.push(...compareSnapshots(interrupted.snapshot, uninterrupted.snapshot))
  }
  const { snapshot: _, ...report } = interrupted
  const uninterruptedSeconds =
    uninterrupted === null ? null : uninterrupted.seconds.sending + uninterrupted.seconds.draining
  return { ...report, uninterruptedSeconds, faults, diskSkipped }
}

type NodeRun = Omit<KillReport, 'uninterruptedSeconds' | 'diskSkipped'> & {
  /** Null if the run did not end. */
  snapshot: Snapshot | null
}

async function runNode(order: KillOrder, plan: readonly Kill[], disk: SmallDisk | null): Promise<NodeRun> {
  const external = order.external ? await startExternal() : null
  const folder = await makeNodeFolder(external?.environment, undefined, disk?.path)
  let node: KilledNode | null = null
  try {
    const postgresRoot = external?.root ?? folder.dataRoot
    node = await startKilledNode(folder, plan, { postmasterFile: join(postgresRoot, 'data', 'postmaster.pid'), disk })
    const run = await sendAndCheck(order, folder, node, external?.server ?? null)
    if (!(await node.process.stop())) run.faults.push('the node did not stop within twenty seconds of being asked')
    return run
  } finally {
    await node?.finish()
    await node?.process.kill()
    await folder.remove()
    await external?.remove()
  }
}

/** Starts a PostgreSQL beside the node. It starts again by itself after it was killed or stopped. */
async function startExternal(): Promise<{
  root: string
  server: PostgresServer
  environment: Record<string, string>
  remove(): Promise<void>
}> {
  const path = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  chmodSync(path, 0o755)
  const root = join(path, 'postgres')
  const server = await openPostgres({ dataRoot: root, log: () => {} })
  return {
    root,
    server,
    environment: {
      DATABASE_URL: `postgres://entente_owner@${encodeURIComponent(server.socketDirectory ?? '')}/entente`,
    },
    async remove() {
      await server.stop()
      rmSync(path, { recursive: true, force: true })
    },
  }
}

async function sendAndCheck(
  order: KillOrder,
  folder: NodeFolder,
  node: KilledNode,
  external: PostgresServer | null,
): Promise<NodeRun> {
  const { url } = node.process
  const key = await makeSender(url, folder)
  const list = createWatchList(`kill/${order.seed}`, signals)
  await importSignals(url, folder, list)
  const messages = makeKillMessages(order.seed, order.messages, list)
  const end = performance.now() + (120 + order.messages * 0.2) * 1000
  const started = performance.now()
  const sent = await sendMessages({
    url,
    key,
    messages,
    atOnce: 4,
    givenUp: () => node.failed !== null || performance.now() > end,
    onAcknowledged: (count) => {
      node.reached(count)
      order.progress?.(count)
    },
    onRefused: () => node.refused(),
  })
  const acknowledgedAt = performance.now()
  await node.finish()
  const facts = { sent, kills: node.kills, restarts: node.restarts }
  const sending = (acknowledgedAt - started) / 1000
  if (node.failed !== null) return broken(facts, sending, node.failed)
  return {
    ...facts,
    ...(await check(order, external ?? findRunningPostgres(folder.dataRoot), messages, sent)),
    seconds: { sending, draining: (performance.now() - acknowledgedAt) / 1000 },
  }
}

async function check(
  order: KillOrder,
  running: Pick<PostgresServer, 'connection'> | null,
  messages: readonly KillMessage[],
  sent: Sent,
): Promise<Pick<NodeRun, 'faults' | 'snapshot' | 'cases' | 'travellers'>> {
  if (running === null) throw new Error('the database server of the running node was not found')
  const pool = openOwnerPool(running)
  try {
    const faults = [...sent.faults]
    if (!(await waitUntilDone(pool, 60 + order.messages * 0.05))) {
      const { due, locked, failed, lastError } = await countJobs(pool)
      faults.push(
        `jobs were left: ${due} due, ${locked} locked by a worker, ${failed} failed before (${lastError ?? 'no error'})`,
      )
    }
    const idleAt = new Date()
    faults.push(...(await checkMessages(pool, sent.acknowledged, expectRecords(messages))))
    faults.push(...(await checkRecords(pool, idleAt)))
    const { rows } = await pool.query<{ cases: string; travellers: string }>(
      'select (select count(*) from case_file) as cases, (select count(*) from traveller where merged_into is null) as travellers',
    )
    return {
      faults,
      snapshot: await takeSnapshot(pool),
      cases: Number(rows[0]?.cases),
      travellers: Number(rows[0]?.travellers),
    }
  } finally {
    await pool.end()
  }
}

function broken(facts: Pick<NodeRun, 'sent' | 'kills' | 'restarts'>, sending: number, why: string): NodeRun {
  return {
    ...facts,
    seconds: { sending, draining: 0 },
    cases: 0,
    travellers: 0,
    snapshot: null,
    faults: [...facts.sent.faults.slice(0, 3), why],
  }
}

/** Counts of records, without ids and times. The same messages must give the same counts, with or without kills. */
export type Snapshot = Map<string, number>

/** Counts travellers, statements, and cases with active hits, by flight. */
export async function takeSnapshot(pool: ReturnType<typeof openOwnerPool>): Promise<Snapshot> {
  const { rows } = await pool.query<{ what: string; n: string }>(snapshotQuery)
  return new Map(rows.map(({ what, n }) => [what, Number(n)]))
}

/** Returns at most ten sentences, one for each count that differs from the run without kills. */
export function compareSnapshots(interrupted: Snapshot, uninterrupted: Snapshot): string[] {
  const faults: string[] = []
  for (const what of new Set([...interrupted.keys(), ...uninterrupted.keys()])) {
    const is = interrupted.get(what) ?? 0
    const should = uninterrupted.get(what) ?? 0
    if (is !== should) faults.push(`${what}: ${is}, without interruption ${should}`)
  }
  return faults.length <= 10 ? faults : [...faults.slice(0, 10), `and ${faults.length - 10} more`]
}

// If a message does not name its flight completely, the key of the flight ends with a part of the message's id. Flights whose keys differ only in
// that part are counted together. A traveller has no case if they left the flight, or the flight was cancelled, before they were matched. That
// depends on the order of jobs, so only hits on travellers who are still expected are compared.
const snapshotQuery = `
with f as (select id, regexp_replace(key, '-[0-9a-f]{8}$', '') as key, state from flight)
select 'flight ' || f.key || ', travellers ' || t.state as what, count(*) as n
  from traveller t join f on f.id = t.flight_id where t.merged_into is null group by 1
union all
select 'flight ' || f.key || ', statements of ' || s.source, count(*) from statement s join f on f.id = s.flight_id where s.current group by 1
union all
select 'flight ' || f.key || ', standing hits on those expected', count(*) from hit h
  join traveller t on t.id = h.subject_id and t.state = 'present' and t.merged_into is null join f on f.id = t.flight_id
  where h.withdrawn_at is null and f.state <> 'cancelled' group by 1`
