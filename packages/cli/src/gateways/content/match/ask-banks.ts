import type { Finding, MatchResult, SignalInput } from '@entente/contracts'
import type { MatchScope, Query } from '@entente/node/content-match'

/** One lookup: the signals of a file, or the given signals. */
export interface Question {
  file: string | null
  inputs: AskedSignal[]
  findings: Finding[]
}
/** A signal as given, and in the form that is compared. */
export interface AskedSignal extends Query {
  input: SignalInput
}
/** Looks signals up in banks of files or of a node. */
export type AskBanks = (question: Question, scope: MatchScope) => Promise<MatchResult>

export const signalsOf = ({ inputs }: Question): MatchResult['signals'] =>
  inputs
    .filter(({ transform }) => transform === 'original')
    .map(({ signal: { type, value, quality } }) => ({ type, value, quality }))
