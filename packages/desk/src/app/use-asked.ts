import { useEffect, useState } from 'react'
import { type FieldFault, faultsOf } from '../parts/form-faults.ts'
import { findText } from '../texts/text.ts'
import { useMe } from './session.ts'

/**
 * Sends the person's input to the node, and keeps the answer, the faults of fields and the error. When the purpose or role changes, the answer is
 * deleted. The answer is in memory only, while the page is open.
 */
export function useAsked<A>() {
  const { purpose, role } = useMe()
  const [answer, setAnswer] = useState<A | null>(null)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: they say when, not what
  useEffect(() => setAnswer(null), [purpose, role])
  const refuse = (found: readonly FieldFault[]): void => {
    setFaults(found)
    setAnswer(null)
    setError(null)
  }
  const ask = async (question: () => Promise<A>): Promise<void> => {
    setFaults([])
    setError(null)
    setBusy(true)
    try {
      setAnswer(await question())
    } catch (problem) {
      const found = namedFaults(problem)
      setAnswer(null)
      setFaults(found)
      if (found.length === 0) setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return { answer, faults, error, busy, ask, refuse }
}

/** Returns the faults that the node found in an identity, by field, in the desk's words. Empty if the refusal has another cause. */
const namedFaults = (error: unknown): FieldFault[] =>
  faultsOf(error).map((fault) => ({
    ...fault,
    message: findText(`matching-try.refused.${fault.code}`) ?? fault.message,
  }))
