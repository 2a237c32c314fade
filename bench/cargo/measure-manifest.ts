import { execFileSync } from 'node:child_process'
import { nodeArguments } from '../node/node-arguments.ts'
import type { Figure, Findings } from '../report/figure.ts'

interface Measured {
  idle: number
  peak: number
  bytes: number
  consignments: number
  outcome: string
  seconds: number
}

/** Measures the memory above idle while one flight manifest of 20 and of 200 MB is read piece by piece. */
export function measureManifest({ seed }: { seed: number }): Pick<Findings, 'figures' | 'faults'> {
  const small = measured(seed, 20, 'read')
  const large = measured(seed, 200, 'read')
  const bare = measured(seed, 200, 'bare')
  const faults = [small, large].flatMap(({ outcome }) =>
    outcome === 'read' ? [] : [`the manifest ended as ${outcome}`],
  )
  const above = ({ peak, idle }: Measured) => (peak - idle) / 1e6
  const figure = (of: Measured, size: number): Figure => ({
    name: `memory above idle, manifest of ${size} MB`,
    value: above(of),
    unit: 'MB',
    beside: { name: 'bare saxes, 200 MB', value: above(bare) },
    goal: { is: 'at most', value: 64 },
    note: `${of.consignments} consignments, ${(of.bytes / 1e6 / of.seconds).toFixed(1)} MB a CPU second with their making, idle ${(of.idle / 1e6).toFixed(0)} MB`,
  })
  const figures = [
    figure(small, 20),
    figure(large, 200),
    {
      name: '200 MB beside 20 MB',
      value: above(large) / above(small),
      unit: 'x',
      goal: { is: 'at most' as const, value: 1.2 },
    },
  ]
  return { figures, faults }
}

function measured(seed: number, megabytes: number, how: 'read' | 'bare'): Measured {
  const script = new URL(`./read-manifest.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
  const words = ['--expose-gc', ...nodeArguments(script), String(seed), String(megabytes), how]
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as Measured
}
