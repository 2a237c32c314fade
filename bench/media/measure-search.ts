import { execFileSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { nodeArguments } from '../node/node-arguments.ts'
import type { Figure, Findings } from '../report/figure.ts'
import type { SearchKind } from './search-data.ts'

/** The measurements of one process on one set. Rates are queries per second; memory is in bytes. */
export interface SearchMeasured {
  scanRate: number
  indexRate: number
  medianRatio: number
  totalRatio: number
  /** The total ratio, computed from CPU time. */
  cpuRatio: number
  p99: number
  buildSeconds: number
  buildCpu: number
  saveSeconds: number
  loadSeconds: number
  besideHashes: number
  memory: number
  matches: number
  faults: string[]
}

/** The goals of `docs/requirements.md`: for each set a ratio, and which of the two ratios it concerns. */
const goals: Record<string, { ratio: 'medianRatio' | 'totalRatio'; value: number }> = {
  'random 100000': { ratio: 'medianRatio', value: 2.6 },
  'random 1000000': { ratio: 'medianRatio', value: 9 },
  'random 10000000': { ratio: 'medianRatio', value: 25 },
  'skewed 1000000': { ratio: 'totalRatio', value: 3 },
}
const everySet = Object.keys(goals)

/**
 * Measures range search and, for comparison, a plain scan, by the protocol in the requirements. Each run is a process that sends every query once
 * after a warm-up. The result is the run with the median ratio. `sizes` chooses sets by their number of rows; an empty string chooses all.
 */
export function measureSearch({ sizes, runs }: { sizes: string; runs: number }): Pick<Findings, 'figures' | 'faults'> {
  const chosen = sizes.split(',').filter((size) => size !== '')
  const sets = chosen.length === 0 ? everySet : chosen.flatMap(setsOf)
  const figures: Figure[] = []
  const faults: string[] = []
  for (const set of sets) {
    const all = Array.from({ length: Math.max(1, runs) }, () => measured(set))
    for (const run of all) faults.push(...run.faults)
    const { ratio, value } = goals[set] ?? { ratio: 'medianRatio', value: null }
    const ascending = all.sort((a, b) => a[ratio] - b[ratio])
    const middle = ascending[(ascending.length - 1) >>> 1]
    if (middle !== undefined) figures.push(...figuresOf(set, middle, ratio, value))
  }
  return { figures, faults }
}

/** Returns the known sets with this number of rows, or the random set of that size if there is none. */
function setsOf(size: string): string[] {
  const known = everySet.filter((set) => set.endsWith(` ${size}`))
  if (!/^[1-9]\d*$/.test(size)) throw new Error(`--sizes are numbers of rows with commas between, not ${size}.`)
  return known.length > 0 ? known : [`random ${size}`]
}

function measured(set: string): SearchMeasured {
  const script = new URL(`./search-one-set.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
  const [kind, rows] = set.split(' ') as [SearchKind, string]
  const out = execFileSync(process.execPath, [...nodeArguments(script), kind, rows], { encoding: 'utf8' })
  const found = JSON.parse(out) as SearchMeasured
  const { scanRate, indexRate, medianRatio, totalRatio, buildSeconds, besideHashes } = found
  const load = (loadavg()[0] ?? 0).toFixed(1)
  process.stdout.write(
    `${set}: scan ${rate(scanRate)} q/s, index ${rate(indexRate)} q/s, median ratio ${medianRatio.toFixed(1)}, total ratio ${totalRatio.toFixed(1)}, ` +
      `build ${buildSeconds.toFixed(1)} s, index ${(besideHashes / 1e6).toFixed(0)} MB (by CPU time: total ratio ${found.cpuRatio.toFixed(1)}, build ${found.buildCpu.toFixed(1)} s; load ${load})\n`,
  )
  for (const fault of found.faults) process.stdout.write(`${fault}\n`)
  return found
}

function figuresOf(
  set: string,
  run: SearchMeasured,
  ratio: 'medianRatio' | 'totalRatio',
  least: number | null,
): Figure[] {
  const goal = least === null ? undefined : { is: 'at least' as const, value: least }
  const largest = set === 'random 10000000'
  return [
    {
      name: `search, ${set}, ${ratio === 'medianRatio' ? 'median' : 'total'}`,
      value: run[ratio],
      unit: 'x scan',
      goal,
      note: `${run.matches} matches; 99 of 100 answers within ${run.p99.toFixed(2)} ms; median ${run.medianRatio.toFixed(1)}x, total ${run.totalRatio.toFixed(1)}x, by CPU time ${run.cpuRatio.toFixed(1)}x`,
    },
    {
      name: `search, ${set}`,
      value: run.indexRate,
      unit: 'queries/s',
      beside: { name: 'plain scan', value: run.scanRate },
    },
    {
      name: `build, ${set}`,
      value: run.buildSeconds,
      unit: 's',
      goal: largest ? { is: 'at most', value: 10 } : undefined,
      note: `${run.buildCpu.toFixed(1)} s of CPU; snapshot written in ${run.saveSeconds.toFixed(2)} s, loaded and checked in ${run.loadSeconds.toFixed(2)} s, from and into memory`,
    },
    {
      name: `memory, ${set}`,
      value: run.memory / 1e6,
      unit: 'MB with hashes',
      goal: largest ? { is: 'at most', value: 1300 } : undefined,
    },
  ]
}

const rate = (value: number): string => (value >= 1000 ? value.toFixed(0) : value.toFixed(1))
