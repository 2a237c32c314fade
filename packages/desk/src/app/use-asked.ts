import { useEffect, useState } from 'react'
import type { FieldFault } from '../parts/form-faults.ts'
import { useMe } from './session.ts'
import { toldFaults } from './told-faults.ts'

/**
 * An answer to what was typed, with what was wrong with it. Another purpose or role forgets the answer: it was given for the one before. The answer is in
 * memory only, and goes with the page.
 */
export function useAsked<A>() {
  const { purpose, role } = useMe()
  const [answer, setAnswer] = useState<A | null>(null)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: they say when, not what
  useEffect(() => setAnswer(null), [purpose, role])
  const refuse = (told: readonly FieldFault[]): void => {
    setFaults(told)
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
      const told = toldFaults(problem)
      setAnswer(null)
      setFaults(told)
      if (told.length === 0) setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return { answer, faults, error, busy, ask, refuse }
}
