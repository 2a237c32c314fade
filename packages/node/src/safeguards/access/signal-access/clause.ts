import type { Clause, Text } from '@entente/contracts'
import {
  type ClauseKey,
  type ClauseValues,
  clauseSentence,
  failedClause,
  passedClause,
  skippedClause,
} from '../clause-sentences.ts'
import type { SignalAccessInput } from './attributes.ts'

/** The result of one clause: passed, not applicable, or the reason why it failed. */
export type Answer = 'pass' | 'not-applicable' | { because: Text; missing: boolean }
export type Question<Of> = (input: SignalAccessInput, of: Of) => Answer

export const failed = <Key extends ClauseKey>(key: Key, ...values: ClauseValues<Key>): Answer => ({
  because: clauseSentence(key, ...values),
  missing: false,
})
export const missing = <Key extends ClauseKey>(key: Key, ...values: ClauseValues<Key>): Answer => ({
  because: clauseSentence(key, ...values),
  missing: true,
})
export const passIf = <Key extends ClauseKey>(passes: boolean, key: Key, ...values: ClauseValues<Key>): Answer =>
  passes ? 'pass' : failed(key, ...values)

/** Evaluates clauses in order. A clause that throws an error fails. */
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
      answer = missing('clauses.not-checked')
    }
    if (answer === 'pass') return passedClause(id, agreement)
    if (answer === 'not-applicable') return skippedClause(id, agreement)
    return failedClause({ id, agreement }, answer.because, answer.missing)
  })
}

/** Returns whether a time is stated. NaN and null are not times. */
export const isTime = (at: number | null | undefined): at is number => typeof at === 'number' && Number.isFinite(at)
