import type { Clause } from '@entente/contracts'
import type { SignalAccessInput } from './attributes.ts'

/** The answer of one clause: passed, not applicable, or the reason it failed. */
export type Answer = 'pass' | 'not-applicable' | { because: string; missing: boolean }
export type Question<Of> = (input: SignalAccessInput, of: Of) => Answer

export const failed = (because: string): Answer => ({ because, missing: false })
export const missing = (because: string): Answer => ({ because, missing: true })
export const passIf = (passes: boolean, because: string): Answer => (passes ? 'pass' : failed(because))

/** Evaluates clauses in order. A clause that throws fails. */
export function askAll<Of>(
  questions: readonly (readonly [string, Question<Of>])[],
  input: SignalAccessInput,
  of: Of,
  agreement: string | null,
): Clause[] {
  return questions.map(([id, ask]) => {
    let answer: Answer
    try {
      answer = ask(input, of)
    } catch {
      answer = missing('This could not be answered.')
    }
    if (answer === 'pass' || answer === 'not-applicable')
      return { id, agreement, result: answer, because: null, missing: false }
    return { id, agreement, result: 'fail', ...answer }
  })
}

/** Returns whether a time is stated; NaN is not. */
export const isTime = (at: number | null | undefined): at is number => typeof at === 'number' && Number.isFinite(at)
