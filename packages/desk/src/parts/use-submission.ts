import { useState } from 'react'
import { type FieldFault, faultsOf, type PlainWords } from './form-faults.ts'

/** What a form is at: faults to stand beside its fields, a refusal that is about none of them, and whether it is being stored. */
export interface Submission {
  faults: readonly FieldFault[]
  error: Error | null
  busy: boolean
}

/**
 * Stores what a form says. What its own reading finds is shown and nothing is sent; what the node then refuses stands beside its field too, in `words` where it
 * only tells the form of a value.
 */
export function useSubmission(words: PlainWords): Submission & {
  submit<T extends object>(
    read: T | { faults: readonly FieldFault[] },
    store: (read: T) => Promise<void>,
  ): Promise<void>
} {
  const [state, setState] = useState<Submission>({ faults: [], error: null, busy: false })
  return {
    ...state,
    async submit(read, store) {
      if ('faults' in read) return setState({ faults: read.faults, error: null, busy: false })
      setState({ faults: [], error: null, busy: true })
      try {
        await store(read)
        setState({ faults: [], error: null, busy: false })
      } catch (problem) {
        const faults = faultsOf(problem, words)
        setState({ faults, error: faults.length === 0 ? (problem as Error) : null, busy: false })
      }
    },
  }
}
