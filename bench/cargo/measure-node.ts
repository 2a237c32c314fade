import { readCargo } from '@entente/readers'
import { makeSignalList } from '../data/make-signal-list.ts'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { sendAtOnce } from '../node/send-at-rate.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import type { openOwnerPool } from '../node/wait-until-done.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { makeNodeMessages } from '../travel/make-node-messages.ts'
import { countingCommand, ownerPoolOf, waitUntilRead, workForEach, workOf } from './count-work.ts'
import { makeWaybills } from './make-messages.ts'
import { makeReport } from './make-reports.ts'

type Pool = ReturnType<typeof openOwnerPool>
const signals = 20_000
const inManifest = 10_000
const single = 1_000
const longestSeconds = 600

interface Traffic {
  name: string
  path: string
  type: string
  messages: readonly Uint8Array[]
  /** How many consignments or reservations they hold. */
  count: number
  goals: { cpu?: number; statements?: number; commits?: number; perSecond?: number }
  unit: string
}

/**
 * Measures a whole node from receipt until every consignment is stored and compared with 20,000 signals: consignments in
 * manifests of 10,000, one a message, and beside them reservations of travellers in whole flights, in one run.
 */
export async function measureNode({ seed }: { seed: number }): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const folder = await makeNodeFolder()
  const node = await startNodeProcess(folder, countingCommand(folder))
  const figures: Figure[] = []
  const faults: string[] = []
  try {
    const { list, watched } = makeSignalList(`cargo/${seed}`, signals)
    await importSignals(node.url, folder, list, ['customs-security', 'border-control', 'terrorism-prevention'])
    const keys = { cargo: await makeSender(node.url, folder, 'cargo'), travel: await makeSender(node.url, folder) }
    const { pushes } = makeNodeMessages(seed, watched, { reservations: 0, pushes: 30, questions: 0 })
    const pool = ownerPoolOf(folder)
    const measured = { folder, node, pool, keys, faults }
    const waybills = makeWaybills(seed, 100 + single)
    // Compiles the code and opens the connections.
    await send(measured, 'cargo', waybills.slice(0, 100), 'application/xml')
    await send(measured, 'cargo', [Buffer.from(makeReport(900_000, 1_000))], 'application/edifact')
    await send(
      measured,
      'travel',
      pushes.slice(0, 5).map(({ bytes }) => bytes),
      'application/EDIFACT',
    )
    const manifests = [0, inManifest].map((first) => Buffer.from(makeReport(first, inManifest)))
    const flights = pushes.slice(5)
    const all: Traffic[] = [
      {
        ...{ name: 'manifests of 10,000', path: 'cargo', type: 'application/edifact', messages: manifests },
        ...{ count: manifests.length * inManifest, unit: 'consignment' },
        goals: { cpu: 4, statements: 0.5, commits: 0.01, perSecond: 500 },
      },
      {
        ...{ name: 'one a message', path: 'cargo', type: 'application/xml', messages: waybills.slice(100) },
        ...{ count: single, unit: 'consignment', goals: { cpu: 10, statements: 25, commits: 3 } },
      },
      {
        ...{ name: 'travel, whole flights', path: 'travel', type: 'application/EDIFACT', goals: {} },
        messages: flights.map(({ bytes }) => bytes),
        ...{ count: flights.reduce((sum, { reservations }) => sum + reservations, 0), unit: 'reservation' },
      },
    ]
    for (const traffic of all) figures.push(...(await measure(measured, traffic)))
    await pool.end()
  } finally {
    if (!(await node.stop())) faults.push('the node did not stop and was killed')
    await folder.remove()
  }
  return { figures, faults }
}

interface Measured {
  folder: NodeFolder
  node: Awaited<ReturnType<typeof startNodeProcess>>
  pool: Pool
  keys: { cargo: string; travel: string }
  faults: string[]
}

async function measure(measured: Measured, traffic: Traffic): Promise<Figure[]> {
  const { folder, node, pool } = measured
  const { name, count, goals, unit } = traffic
  const before = await workOf(folder, node, pool)
  const started = performance.now()
  await send(measured, traffic.path as 'cargo' | 'travel', traffic.messages, traffic.type)
  const seconds = (performance.now() - started) / 1000
  await new Promise((resolve) => setTimeout(resolve, 300))
  const each = workForEach(before, await workOf(folder, node, pool), count)
  const goal = (value: number | undefined, is: 'at least' | 'at most' = 'at most') =>
    value === undefined ? {} : { goal: { is, value } }
  const figure = (what: string, value: number, of: string, more: Partial<Figure> = {}): Figure => ({
    ...{ name: `${name}, ${what}`, value, unit: `${of} / ${unit}` },
    ...more,
  })
  const read = traffic.path === 'cargo' ? readingMs(traffic.messages) / count : null
  return [
    {
      ...{ name: `${name}, rate`, value: count / seconds, unit: `${unit}s / s`, ...goal(goals.perSecond, 'at least') },
      note: `${count} in ${traffic.messages.length} messages, stored and compared after ${seconds.toFixed(1)} s`,
    },
    figure('CPU', each.both, 'CPU ms', {
      ...goal(goals.cpu),
      note: `node ${each.node.toFixed(2)}, PostgreSQL ${each.postgres.toFixed(2)}${read === null ? '' : `; of the node's, reading alone ${read.toFixed(2)}`}`,
    }),
    figure('statements', each.statements, 'statements', goal(goals.statements)),
    figure('commits', each.commits, 'commits', goal(goals.commits)),
  ]
}

/** Sends messages and waits until each is read and compared. */
async function send(
  { node, pool, keys, faults }: Measured,
  gateway: 'cargo' | 'travel',
  all: readonly Uint8Array[],
  type: string,
) {
  const poster = openPoster(node.url, keys[gateway])
  try {
    await sendAtOnce(all, 8, async (bytes) => {
      const { status, body } = await poster.post(`/v1/${gateway}/messages`, bytes, { 'content-type': type })
      if (status !== 202) faults.push(`answered ${status}: ${body.slice(0, 120)}`)
    })
    if (!(await waitUntilRead(pool, longestSeconds))) faults.push(`${gateway} did not end`)
  } finally {
    poster.close()
  }
}

/** The CPU of reading these messages in this process, in milliseconds. */
function readingMs(messages: readonly Uint8Array[]): number {
  const before = process.cpuUsage()
  for (const bytes of messages) readCargo(bytes)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
