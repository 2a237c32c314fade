/** One figure. It may be compared with a peer or a baseline that the same run measured on the same data. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** The peer or baseline of the same run. */
  beside?: { name: string; value: number } | undefined
  /** The goal in `docs/requirements.md`. */
  goal?: { is: 'at least' | 'at most'; value: number } | undefined
  /** Counts, conditions, and figures of peers that could not run here, with their source. */
  note?: string | undefined
}

/** The results of a bench. `faults` are errors (an exception, a loss, work done twice, a wrong answer) and fail the run; times never do. */
export interface Findings {
  /** The same seed makes the same data. */
  seed: string
  figures: Figure[]
  faults: string[]
}

export function meetsGoal({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null
  return goal.is === 'at least' ? value >= goal.value : value <= goal.value
}
