import type { Finding, MatchResult, SentFinding, SignalInput } from '@entente/contracts'
import type { MatchScope, Query } from '@entente/node/content-match'

/** One lookup: all signals of one file, or the signals of the command line. */
export interface Question {
  file: string | null
  inputs: AskedSignal[]
  findings: SentFinding[]
}
/** A signal as given, and in its normalised form. */
export interface AskedSignal extends Query {
  input: SignalInput
}
/** The result of a lookup as it is printed. The findings about a bank file have no `key`: they are only printed. */
export interface PrintedResult extends Omit<MatchResult, 'findings'> {
  findings: (Finding | SentFinding)[]
}
/** Looks signals up in bank files or in the banks of a node. */
export type AskBanks = (question: Question, scope: MatchScope) => Promise<Omit<MatchResult, 'state'>>

export const signalsOf = ({ inputs }: Question): MatchResult['signals'] =>
  inputs
    .filter(({ transform }) => transform === 'original')
    .map(({ signal: { type, value, quality } }) => ({ type, value, quality }))
