import { type Option, readOptions } from '../report/read-options.ts'
import type { BenchBeside } from './bench-beside.ts'

/** With fewer than seven rounds the interval has a level below 98 %, and one disturbed round changes it too much. */
const leastRounds = 7

const own = {
  beside: { is: '', what: 'the older commit: a hash, a tag or a branch' },
  rounds: { is: leastRounds, what: `measurements of each tree, at least ${leastRounds}` },
  json: { is: '', what: 'write all measurements to this file' },
} satisfies Record<string, Option>

export interface Order {
  bench: BenchBeside
  commit: string
  rounds: number
  json: string
  /** The options of the bench itself. */
  given: Record<string, number | string | boolean>
}

/** Reads the arguments after `npm run bench -- NAME`. `benches` lists those that can be compared with an older commit. */
export function readOrder(
  benches: Record<string, BenchBeside>,
  name: string,
  words: readonly string[],
): { order: Order } | { help: string } | { error: string } {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
  if (bench === undefined) {
    const known = Object.keys(benches).sort().join(', ')
    return { error: `${name} cannot be measured beside an older commit. These benches can: ${known}.` }
  }
  const read = readOptions(`${name} --beside COMMIT`, { ...bench.options, ...own }, words)
  if (!('given' in read)) return read
  const { beside, rounds, json, ...given } = read.given as Record<string, number | string | boolean>
  const commit = String(beside).trim()
  if (commit === '') return { error: '--beside needs a commit: --beside 0157efd.' }
  // Git would read such an argument as an option.
  if (commit.startsWith('-')) return { error: `--beside needs a commit, not ${commit}.` }
  if (Number(rounds) < leastRounds) return { error: `--rounds is at least ${leastRounds}, not ${rounds}.` }
  return { order: { bench, commit, rounds: Number(rounds), json: String(json), given } }
}
