import type { Given, Option } from '../report/read-options.ts'

/** The measurement of one tree's work in one round. */
export interface Measured {
  name: string
  /** The unit that CPU time is divided by: `reservation`, `traveller`, `picture`. */
  item: string
  items: number
  /** User and system time of all processes that did the work, in seconds. */
  cpuSeconds: number
  /** For work of a node: seconds on the clock, and statements and commits sent to PostgreSQL. */
  node?: { seconds: number; statements: number; commits: number }
  /** A short description of the result, such as `57 cases`. If it differs between two trees, they did not do the same work. */
  outcome: string
}

/** A bench that can measure the packages of any tree. */
export interface BenchBeside {
  options: Record<string, Option>
  prepare(given: Record<string, number | string | boolean>): Promise<PreparedBench>
}
export interface PreparedBench {
  /** The seed of the data. The code of this tree makes the data, so both trees get the same bytes. */
  seed: string
  /** Does the work once with the built code under `root`, in separate processes. */
  measure(root: string): Promise<Measured[]>
  /** Removes the data. */
  remove?(): void
}

/** Declares the options of a bench and the function that makes its data. */
export function benchBeside<O extends Record<string, Option>>(
  options: O,
  prepare: (given: Given<O>) => Promise<PreparedBench>,
): BenchBeside {
  return { options, prepare: (given) => prepare(given as Given<O>) }
}
