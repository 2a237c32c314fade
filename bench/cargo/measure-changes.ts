import { makeSignalList } from '../data/make-signal-list.ts'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster, type Poster } from '../node/post.ts'
import { expectOk, importSignals, makeSender, signInAs } from '../node/set-up-node.ts'
import type { openOwnerPool } from '../node/wait-until-done.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { approveRules, signalPurposes, writeTestedRules } from './approve-rules.ts'
import { countingCommand, ownerPoolOf, waitUntilRead, workForEach, workOf } from './count-work.ts'
import { joinCargo } from './join-cargo.ts'
import { billNumber, makeReport } from './make-reports.ts'
import { nodeRules, watchedTitle } from './rules/node-rules.ts'

type Pool = ReturnType<typeof openOwnerPool>
const longestSeconds = 3_600
const longestMs = 60_000
const inManifest = 5_000
const customs = { 'entente-purpose': 'customs-security' }

interface World {
  folder: NodeFolder
  node: Awaited<ReturnType<typeof startNodeProcess>>
  pool: Pool
  poster: Poster
  /** The number of open consignments. */
  open: number
  faults: string[]
}

/**
 * Measures changes while consignments are open: how soon an approved and a withdrawn rule, and a new and a withdrawn signal, count
 * for the next message, and the CPU of comparing all open consignments again. 199 other rules and 20,000 signals stay in force.
 */
export async function measureChanges(given: {
  seed: number
  open: number
}): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const folder = await makeNodeFolder()
  const node = await startNodeProcess(folder, countingCommand(folder))
  const pool = ownerPoolOf(folder)
  const faults: string[] = []
  const figures: Figure[] = []
  try {
    const { list } = makeSignalList(`cargo/${given.seed}`, 20_000)
    await importSignals(node.url, folder, list, signalPurposes)
    const poster = openPoster(node.url, await makeSender(node.url, folder, 'cargo'))
    const world: World = { folder, node, pool, poster, open: given.open, faults }
    const isWatched = ({ title }: { title: string }) => title === watchedTitle
    // The node knows goods before the rules apply, as one that is in use does.
    await file(world, makeReport(900_000, 1_000))
    await approveRules(
      pool,
      nodeRules().filter((rule) => !isWatched(rule)),
    )
    figures.push(await fileOpen(world))
    const [rule] = await writeTestedRules(pool, nodeRules().filter(isWatched))
    await joinCargo(pool, ['supervisor'])
    const supervisor = await signInAs(node.url, folder, 'supervisor')
    const officer = await signInAs(node.url, folder, 'officer')
    const onRule = (step: string) => () =>
      expectOk(supervisor.call('POST', `/v1/cargo/rules/${rule}/versions/1/${step}`, undefined, customs))
    figures.push(...(await measureChange(world, 'approved rule', onRule('approve'), { bill: 1_000_000, meets: true })))
    figures.push(
      ...(await measureChange(world, 'withdrawn rule', onRule('withdraw'), { bill: 1_000_200, meets: false })),
    )
    let signal = { id: '' }
    const share = async () => {
      signal = (await expectOk(officer.call('POST', '/v1/signals', portSignal, customs))) as typeof signal
    }
    const withdraw = () =>
      expectOk(officer.call('POST', `/v1/signals/${signal.id}/withdraw`, { reason: 'wrong', text: '' }, customs))
    const [met, missed] = billsOfPort
    figures.push(...(await measureChange(world, 'new signal', share, { bill: met, meets: true })))
    figures.push(...(await measureChange(world, 'withdrawn signal', withdraw, { bill: missed, meets: false })))
    poster.close()
  } finally {
    await pool.end()
    if (!(await node.stop())) faults.push('the node did not stop and was killed')
    await folder.remove()
  }
  return { figures, faults }
}

/** Files the consignments that stay open, and says what that took: with 100,000 of them it takes most of the bench. */
async function fileOpen(world: World): Promise<Figure> {
  const { folder, node, pool, open } = world
  const before = await workOf(folder, node, pool)
  const began = performance.now()
  for (let from = 0; from < open; from += inManifest)
    await file(world, makeReport(from, Math.min(inManifest, open - from)))
  const seconds = (performance.now() - began) / 1000
  const { both } = workForEach(before, await workOf(folder, node, pool), open)
  return {
    ...{ name: 'open consignments filed before', value: (both * open) / 60_000, unit: 'CPU minutes' },
    note: `${open} in ${seconds.toFixed(0)} s, ${both.toFixed(2)} CPU ms each`,
  }
}

/**
 * Makes a change, files one bill at once, and waits until the bill has its lane, or its case. Then it waits until all open consignments are
 * compared again. The bill must have a case exactly if it `meets` what is in force after the change.
 */
async function measureChange(
  world: World,
  name: string,
  change: () => Promise<unknown>,
  { bill, meets }: { bill: number; meets: boolean },
): Promise<Figure[]> {
  const { folder, node, pool, open, faults } = world
  const before = await workOf(folder, node, pool)
  await change()
  const changed = performance.now()
  await post(world, makeReport(bill, 1))
  const key = `%${billNumber(bill)}`
  const seen = async () => {
    const { rows } = await pool.query<{ cases: string }>(
      `select (select count(*) from case_file f where f.subject_id = c.id) as cases from cargo_consignment c
       where c.key like $1 and exists (select from cargo_assessment a where a.consignment_id = c.id)`,
      [key],
    )
    return rows[0]
  }
  let found = await seen()
  // A new signal may meet the bill when all recent goods are compared with it.
  const isSeen = () => found !== undefined && (!meets || Number(found.cases) > 0)
  while (!isSeen() && performance.now() - changed < longestMs) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    found = await seen()
  }
  const until = performance.now() - changed
  const hasCase = Number(found?.cases ?? Number.NaN) > 0
  if (found === undefined || hasCase !== meets)
    faults.push(`the bill after the ${name} has ${hasCase ? 'a' : 'no'} case`)
  await done(world)
  const seconds = (performance.now() - changed) / 1000
  const each = workForEach(before, await workOf(folder, node, pool), open)
  return [
    {
      ...{ name: `${name}, until the next bill has its ${meets ? 'case' : 'lane'}`, value: until, unit: 'ms' },
      goal: { is: 'at most', value: 1000 },
    },
    {
      ...{ name: `${name}, open consignments compared again`, value: (each.both * open) / 60_000, unit: 'CPU minutes' },
      goal: { is: 'at most', value: 5 },
      note: `${open} open consignments in ${seconds.toFixed(0)} s, ${each.both.toFixed(2)} CPU ms each (node ${each.node.toFixed(2)}, PostgreSQL ${each.postgres.toFixed(2)})`,
    },
  ]
}

async function post({ poster, faults }: World, report: string): Promise<void> {
  const type = { 'content-type': 'application/edifact' }
  const { status, body } = await poster.post('/v1/cargo/messages', Buffer.from(report), type)
  if (status !== 202) faults.push(`answered ${status}: ${body.slice(0, 120)}`)
}

async function file(world: World, report: string): Promise<void> {
  await post(world, report)
  await done(world)
}

async function done({ pool, faults }: World): Promise<void> {
  if (!(await waitUntilRead(pool, longestSeconds))) faults.push('the node did not end its work')
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

/** Two bills about goods of the port and with the mass of `portSignal`. */
const billsOfPort = [1_000_990, 1_003_090] as const
/** A signal about goods of one port with a mass that few bills have. */
const portSignal = {
  kind: 'consignment',
  value: {
    ...{ hsPrefixes: null, consignee: null, consignor: null, containerNumber: null, transportDocument: null },
    ...{ routeFrom: 'SEGOT', routeTo: 'GBFXT', grossMassMinKg: 1_690, grossMassMaxKg: 1_700 },
  },
  ...{ labels: [], entity: null, agreements: [], recipients: null, minor: false },
  ...{ purposes: ['customs-security'], tlp: 'amber', pap: 'green', confidence: 70, action: 'discreet-check' },
  ...{ lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null } },
  necessity: 'Needed to measure how soon its withdrawal counts.',
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: inDays(0) },
  ...{ validFrom: inDays(-1), validUntil: inDays(180), retainUntil: inDays(365), reviewDue: inDays(90) },
}
