import { readCargo } from '@entente/readers'
import { makeSignalList } from '../data/make-signal-list.ts'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { sendAtOnce } from '../node/send-at-rate.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import type { openOwnerPool } from '../node/wait-until-done.ts'
import { measureOlderRate } from '../overload/older-rate.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { makeNodeMessages } from '../travel/make-node-messages.ts'
import { approveRules, signalPurposes } from './approve-rules.ts'
import { countingCommand, ownerPoolOf, waitUntilRead, workForEach, workOf } from './count-work.ts'
import { makeWaybills } from './make-messages.ts'
import { makeReport } from './make-reports.ts'
import { measureDelay } from './measure-delay.ts'
import { nodeRules } from './rules/node-rules.ts'

type Pool = ReturnType<typeof openOwnerPool>
const signals = 20_000
/** Waybills that are sent at a steady rate. */
const steady = 500
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
 * Measures a whole node with 20,000 signals and 200 rules in force, from receipt until every consignment has its lane:
 * consignments in manifests, one a message, and beside them reservations of travellers one a message and in whole flights, in
 * one run.
 */
export async function measureNode({
  seed,
  beside,
  consignments: inManifest,
}: {
  seed: number
  /** The older commit whose rate of travel is measured first; empty for none. */
  beside: string
  consignments: number
}): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const older = beside === '' ? null : await measureOlderRate(beside, { seed, signals, messages: 500 })
  const single = Math.ceil(inManifest / 10)
  const folder = await makeNodeFolder()
  const node = await startNodeProcess(folder, countingCommand(folder))
  const figures: Figure[] = []
  const faults: string[] = []
  try {
    const { list, watched } = makeSignalList(`cargo/${seed}`, signals)
    await importSignals(node.url, folder, list, signalPurposes)
    const keys = { cargo: await makeSender(node.url, folder, 'cargo'), travel: await makeSender(node.url, folder) }
    const traffic = makeNodeMessages(seed, watched, { reservations: 100 + single, pushes: 30, questions: 0 })
    const { pushes, reservations } = traffic
    const pool = ownerPoolOf(folder)
    const measured = { folder, node, pool, keys, faults, idle: 0 }
    const waybills = makeWaybills(seed, 100 + single + steady)
    // Compiles the code and opens the connections.
    await send(measured, 'cargo', waybills.slice(0, 100), 'application/xml')
    await send(measured, 'cargo', [Buffer.from(makeReport(900_000, 1_000))], 'application/edifact')
    // The node knows goods before the rules apply, as one that is in use does.
    await approveRules(pool, nodeRules())
    await send(measured, 'cargo', [Buffer.from(makeReport(901_000, 200))], 'application/edifact')
    const warm = pushes.slice(0, 5).map(({ bytes }) => bytes)
    await send(measured, 'travel', [...warm, ...reservations.slice(0, 100)], 'application/EDIFACT')
    measured.idle = await idleCommits(measured)
    const manifests = [0, inManifest].map((first) => Buffer.from(makeReport(first, inManifest)))
    const flights = pushes.slice(5)
    const all: Traffic[] = [
      {
        ...{
          name: `manifests of ${inManifest.toLocaleString('en')}`,
          path: 'cargo',
          type: 'application/edifact',
          messages: manifests,
        },
        ...{ count: manifests.length * inManifest, unit: 'consignment' },
        goals: { cpu: 4, statements: 0.5, commits: 0.01, perSecond: 500 },
      },
      {
        ...{
          name: 'one a message',
          path: 'cargo',
          type: 'application/xml',
          messages: waybills.slice(100, 100 + single),
        },
        ...{ count: single, unit: 'consignment', goals: { cpu: 10, statements: 25, commits: 3 } },
      },
      {
        ...{ name: 'travel, one a message', path: 'travel', type: 'application/EDIFACT', goals: {} },
        messages: reservations.slice(100),
        ...{ count: single, unit: 'reservation' },
      },
      {
        ...{ name: 'travel, whole flights', path: 'travel', type: 'application/EDIFACT', goals: {} },
        messages: flights.map(({ bytes }) => bytes),
        ...{ count: flights.reduce((sum, { reservations }) => sum + reservations, 0), unit: 'reservation' },
      },
    ]
    for (const traffic of all) figures.push(...(await measure(measured, traffic)))
    figures.push(...ratios(figures, older))
    const poster = openPoster(node.url, keys.cargo)
    figures.push(...(await measureDelay(pool, poster, waybills.slice(100 + single), faults)))
    poster.close()
    await waitUntilRead(pool, longestSeconds)
    figures.push(...(await countSelected(pool, faults)))
    await pool.end()
  } finally {
    if (!(await node.stop())) faults.push('the node did not stop and was killed')
    await folder.remove()
  }
  return { figures, faults }
}

/** The goal of 500 a second was set where the release before cargo took 100 reservations a second, one a message. */
function ratios(figures: readonly Figure[], older: number | null): Figure[] {
  const rateOf = (name: string) => figures.find((one) => one.name.startsWith(name) && one.name.endsWith('rate'))?.value
  const manifests = rateOf('manifests') ?? Number.NaN
  const named = ['travel, one a message', 'travel, whole flights'].map((name): Figure => {
    return { name: `ratio of manifests to ${name}`, value: manifests / (rateOf(name) ?? Number.NaN), unit: '' }
  })
  if (older === null) return named
  return [
    ...named,
    { name: 'travel of the older commit, one a message', value: older, unit: 'reservations / s' },
    { name: 'ratio of manifests to it', value: manifests / older, unit: '', goal: { is: 'at least', value: 5 } },
  ]
}

/** Counts the lanes. A consignment without an assessment is a fault, and so is a run in which no rule selected any. */
async function countSelected(pool: Pool, faults: string[]): Promise<Figure[]> {
  const { rows } = await pool.query<{ all: string; assessed: string; cases: string; rules: string; drawn: string }>(
    `select count(*) as all, count(a.lane) as assessed, count(*) filter (where 'rule' = any(a.selected_by)) as rules,
       count(*) filter (where a.selection is not null) as drawn,
       (select count(*) from case_file f join cargo_consignment k on k.id = f.subject_id) as cases
     from cargo_consignment c
     left join lateral (select * from cargo_assessment a where a.consignment_id = c.id order by sequence desc limit 1) a on true`,
  )
  const [all, assessed, cases, rules, drawn] = (['all', 'assessed', 'cases', 'rules', 'drawn'] as const).map((name) =>
    Number(rows[0]?.[name]),
  ) as [number, number, number, number, number]
  if (assessed < all) faults.push(`${all - assessed} of ${all} consignments have no lane`)
  if (rules === 0) faults.push('no rule selected a consignment')
  const note = `${cases} with a case, ${rules} selected by a rule, ${drawn} by the draw, of ${all} with a lane`
  return [{ name: 'consignments with a case', value: (100 * cases) / all, unit: '%', note }]
}

interface Measured {
  folder: NodeFolder
  node: Awaited<ReturnType<typeof startNodeProcess>>
  pool: Pool
  keys: { cargo: string; travel: string }
  faults: string[]
  /** The commits a second of the node while nothing arrives: its workers ask for jobs. */
  idle: number
}

async function idleCommits({ folder, node, pool }: Measured): Promise<number> {
  const seconds = 3
  const before = await workOf(folder, node, pool)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  return workForEach(before, await workOf(folder, node, pool), seconds).commits
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
      note: `${count} in ${traffic.messages.length} messages, with a lane after ${seconds.toFixed(1)} s`,
    },
    figure('CPU', each.both, 'CPU ms', {
      ...goal(goals.cpu),
      note: `node ${each.node.toFixed(2)}, PostgreSQL ${each.postgres.toFixed(2)}${read === null ? '' : `; of the node's, reading alone ${read.toFixed(2)}`}`,
    }),
    figure('statements', each.statements, 'statements', goal(goals.statements)),
    figure('commits', Math.max(0, each.commits - (measured.idle * seconds) / count), 'commits', {
      ...goal(goals.commits),
      note: `without ${measured.idle.toFixed(0)} a second of the idle node`,
    }),
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
