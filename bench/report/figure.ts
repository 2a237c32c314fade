/** One measured figure. Rates and sizes are compared with a peer or a baseline that was measured in the same run on the same data. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** What the same run measured beside it. */
  beside?: { name: string; value: number } | undefined
  /** What the requirements ask for. */
  goal?: { is: 'at least' | 'at most'; value: number } | undefined
  /** Counts, conditions, and peers that could not run here, with where their figure is from. */
  note?: string | undefined
}

/** What a bench found. Times are figures only; `faults` are broken promises (something thrown, lost, done twice) and fail the run. */
export interface Findings {
  /** With it the same data is made again. */
  seed: string
  figures: Figure[]
  faults: string[]
}

export function meetsGoal({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null
  return goal.is === 'at least' ? value >= goal.value : value <= goal.value
}
