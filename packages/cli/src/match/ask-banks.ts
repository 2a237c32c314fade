import type { Finding, MatchResult, SignalInput } from '@entente/contracts'
import type { MatchScope, Query } from '@entente/node/content-match'

/** What is looked up at once: the signals of a file, or those that were given. */
export interface Question {
  file: string | null
  inputs: AskedSignal[]
  findings: Finding[]
}
/** A signal as it came, and as it is compared. */
export interface AskedSignal extends Query {
  input: SignalInput
}
/** Banks that can be asked: of files, or of a node. */
export type AskBanks = (question: Question, scope: MatchScope) => Promise<MatchResult>

export const signalsOf = ({ inputs }: Question): MatchResult['signals'] =>
  inputs
    .filter(({ transform }) => transform === 'original')
    .map(({ signal: { type, value, quality } }) => ({ type, value, quality }))
