import type { Given, Option } from '../report/read-options.ts'

/** Work that one tree did in one round. */
export interface Measured {
  name: string
  /** The item that CPU time is divided by: `reservation`, `traveller`, `picture`. */
  item: string
  items: number
  /** User and system time of all processes that did the work, in seconds. */
  cpuSeconds: number
  /** The outcome of the work in short, `57 cases`. Two trees that differ in it did not do the same work. */
  outcome: string
}

/** A bench that can measure the packages of any tree. */
export interface BenchBeside {
  options: Record<string, Option>
  prepare(given: Record<string, number | string | boolean>): Promise<PreparedBench>
}
export interface PreparedBench {
  /** The seed of the data. Both trees get the same bytes, which the code of this tree made. */
  seed: string
  /** Does the work once with the built code under `root`, in processes of its own. */
  measure(root: string): Promise<Measured[]>
  /** Removes the data. */
  remove?(): void
}

/** Names the options of a bench and makes its data. */
export function benchBeside<O extends Record<string, Option>>(
  options: O,
  prepare: (given: Given<O>) => Promise<PreparedBench>,
): BenchBeside {
  return { options, prepare: (given) => prepare(given as Given<O>) }
}
