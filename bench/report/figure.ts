/** One figure, with the figure of a peer or a baseline that the same run measured on the same data, if there is one. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** The peer or baseline. */
  beside?: { name: string; value: number } | undefined
  /** The goal in `docs/requirements.md`. */
  goal?: { is: 'at least' | 'at most'; value: number } | undefined
  /** Counts, conditions, and published figures of peers that could not run here, with their source. */
  note?: string | undefined
}

/** The results of a bench. `faults` are errors (an exception, a loss, repeated work, a wrong answer), which fail the run. Times never fail it. */
export interface Findings {
  /** The seed of the data. The same seed gives the same data. */
  seed: string
  figures: Figure[]
  faults: string[]
}

export function meetsGoal({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null
  return goal.is === 'at least' ? value >= goal.value : value <= goal.value
}
