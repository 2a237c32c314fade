import { useState } from 'react'
import { type FieldFault, faultsOf, type PlainWords } from './form-faults.ts'

/** The state of a form: faults of its fields, a refusal that concerns no field, and whether it is being stored. */
export interface Submission {
  faults: readonly FieldFault[]
  error: Error | null
  busy: boolean
}

/**
 * Stores a form. If faults are found here, they are shown and nothing is sent. Faults that the node finds are also shown at their fields; if the
 * node reports only that a value has the wrong form, `words` describes what the field accepts.
 */
export function useSubmission(words?: PlainWords): Submission & {
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
