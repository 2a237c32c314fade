import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSignalList } from '../data/make-signal-list.ts'
import { ententeProgram, nodeArguments } from '../node/node-arguments.ts'
import { makeNodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { approveRules, signalPurposes } from './approve-rules.ts'
import { ownerPoolOf, waitUntilRead } from './count-work.ts'
import { makeReport } from './make-reports.ts'
import { nodeRules } from './rules/node-rules.ts'

const longestSeconds = 600
/** A pause of the reading between two messages, in microseconds. */
const pause = 1_500_000

/** The steps by the folders of their code. The innermost folder of a sample counts; everything else stores. */
const folders: readonly (readonly [step: string, folder: RegExp])[] = [
  ['read', /\/readers\/|\/cargo\/intake\/collect-parts/],
  ['compare', /\/matching\/|\/pipeline\/match\/(compare|match-index|find-hits|identity)|\/cargo\/compare\//],
  ['rules', /\/cargo\/(rules|tables)\//],
  ['features', /\/cargo\/(features|model|learn)\//],
  ['select', /\/cargo\/(assess|select)\//],
  ['answer', /\/cargo\/answers\//],
]
const steps = [...folders.map(([step]) => step), 'store', 'memory'] as const

/** Measures the node's CPU for each consignment of a manifest by step, from a profile of the thread that reads it. */
export async function measureSteps({
  seed,
  consignments,
}: {
  seed: number
  consignments: number
}): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const folder = await makeNodeFolder()
  const profiles = join(folder.path, 'profiles')
  mkdirSync(profiles)
  const flags = ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const node = await startNodeProcess(folder, [...flags, ...nodeArguments(ententeProgram())])
  const faults: string[] = []
  try {
    const { list } = makeSignalList(`cargo/${seed}`, 20_000)
    await importSignals(node.url, folder, list, signalPurposes)
    const poster = openPoster(node.url, await makeSender(node.url, folder, 'cargo'))
    const pool = ownerPoolOf(folder)
    for (const [from, count] of [
      [900_000, 1_000],
      [0, consignments],
    ] as const) {
      const type = { 'content-type': 'application/edifact' }
      const { status } = await poster.post('/v1/cargo/messages', Buffer.from(makeReport(from, count)), type)
      if (status !== 202 || !(await waitUntilRead(pool, longestSeconds))) faults.push('a manifest was not read')
      if (from > 0) await approveRules(pool, nodeRules())
      await new Promise((resolve) => setTimeout(resolve, (2 * pause) / 1000))
    }
    poster.close()
    await pool.end()
    if (!(await node.stop())) faults.push('the node did not stop and was killed')
    const spent = readdirSync(profiles)
      .map((name) => readSteps(JSON.parse(readFileSync(join(profiles, name), 'utf8')) as Profile))
      .reduce((one, other) => (sumOf(other) > sumOf(one) ? other : one), new Map<string, number>())
    if (sumOf(spent) === 0) faults.push('no profile shows a manifest')
    const figures = steps.map((step): Figure => {
      const value = (spent.get(step) ?? 0) / 1000 / consignments
      return { name: `step ${step}`, value, unit: 'CPU ms / consignment', note: notes[step] }
    })
    return { figures, faults }
  } finally {
    await node.stop()
    await folder.remove()
  }
}

const notes: Readonly<Record<string, string>> = {
  store: 'merging, encryption, statements and the log; the node only, without PostgreSQL',
  memory: 'the garbage collector, for all steps',
}

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[]
  samples: number[]
  timeDeltas: number[]
}
const sumOf = (spent: ReadonlyMap<string, number>): number => [...spent.values()].reduce((sum, one) => sum + one, 0)

/** Returns the microseconds of each step in the last time without a pause in which consignments were merged. */
function readSteps({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const stackOf = (id: number): string[] => {
    const urls: string[] = []
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
      urls.push(byId.get(at)?.callFrame.url ?? '')
    return urls
  }
  const kinds = new Map(nodes.map(({ id, callFrame }) => [id, kindOf(callFrame.functionName, stackOf(id))]))
  let time = 0
  let [from, until] = [0, 0]
  const times = samples.map((id, place) => {
    time += timeDeltas[place] ?? 0
    if (kinds.get(id)?.isMerge === true) {
      if (time - until > pause) from = time
      until = time
    }
    return time
  })
  const spent = new Map<string, number>()
  for (const [place, id] of samples.entries()) {
    const step = kinds.get(id)?.step ?? null
    const at = times[place] ?? 0
    if (step === null || at < from || at > until) continue
    spent.set(step, (spent.get(step) ?? 0) + (timeDeltas[place] ?? 0))
  }
  return spent
}

function kindOf(name: string, urls: readonly string[]): { step: string | null; isMerge: boolean } {
  const isMerge = urls.some((url) => url.includes('/cargo/consignments/merge-'))
  if (name === '(idle)' || name === '(program)') return { step: null, isMerge }
  if (name === '(garbage collector)') return { step: 'memory', isMerge }
  for (const url of urls) for (const [step, folder] of folders) if (folder.test(url)) return { step, isMerge }
  return { step: 'store', isMerge }
}
