import type { MatchOptions, SentFinding, SignalInput } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { checkRadius } from '../banks/check-bank.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import { findInvalidSignal, readSignal } from '../signals/read-signal.ts'

export const largestLimit = 1000
export const usualLimit = 100

/** Reads the signals of a query. Errors: `signal-type-unknown` (400), `signal-invalid` with every fault (400). */
export function readSignals(inputs: readonly SignalInput[], under = '/signals'): ContentSignal[] {
  const signals: ContentSignal[] = []
  const faults: { code: 'signal-type-unknown' | 'signal-invalid'; at: string; message: string }[] = []
  for (const [place, input] of inputs.entries()) {
    const read = readSignal(input)
    if ('signal' in read) signals.push(read.signal)
    else faults.push({ code: read.code, at: `${under}/${place}`, message: read.message })
  }
  const [first] = faults
  if (first === undefined) return signals
  const unknown = faults.find(({ code }) => code === 'signal-type-unknown')
  const { at, message: detail } = unknown ?? first
  if (unknown !== undefined) throw fail('signal-type-unknown', { at, detail })
  throw fail('signal-invalid', { at, detail, errors: faults, status: 400 })
}

/**
 * Reads the signals of an upload: a faulty signal becomes a finding, and the rest are still matched. Error:
 * `signal-type-unknown`.
 */
export function readUploadSignals(inputs: readonly SignalInput[]): {
  signals: ContentSignal[]
  findings: SentFinding[]
} {
  const signals: ContentSignal[] = []
  const findings: SentFinding[] = []
  for (const [place, input] of inputs.entries()) {
    const read = readSignal(input)
    const at = `/signals/${place}`
    if ('signal' in read) signals.push(read.signal)
    else if (read.code === 'signal-invalid') findings.push(findInvalidSignal(read.type, input.value, at))
    else throw fail(read.code, { at, detail: read.message })
  }
  return { signals, findings }
}

export interface MatchScope {
  /** Names; null: every bank. */
  banks: readonly string[] | null
  radius: number | null
  limit: number
  seed: string | null
  includeShadow: boolean
}

/** Reads the options of a match. Errors: `radius-out-of-range`, `limit-out-of-range`. */
export function readScope(options: MatchOptions): MatchScope {
  const { radius, limit = usualLimit } = options
  if (radius !== undefined) checkRadius(radius, '/radius')
  if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit) throw fail('limit-out-of-range', { at: '/limit' })
  return {
    banks: options.banks ?? null,
    radius: radius ?? null,
    limit,
    seed: options.seed ?? null,
    includeShadow: options.includeShadow ?? false,
  }
}
