import { addDuration } from './durations.ts'
import type { Regime } from './regime.ts'
import { regimeAt } from './regimes.ts'

/** The facts that decide the clocks of a record. */
export interface ClockFacts {
  receivedAt: Date
  /** The scheduled departure; null or absent: unknown. */
  departsAt?: Date | null
  /** When the content was removed; null or absent: it was not. */
  removedAt?: Date | null
  /** When the matter was concluded; null or absent: it was not. */
  concludedAt?: Date | null
  /** The birth date of the subject, as `2011-03-12`, `2011-03` or `2011`; null or absent: unknown. */
  born?: string | null
  /** Whether the subject is known to be under 18 without a birth date. */
  isMinor?: boolean
  /** False if nothing was found in the record. Absent: unknown, as for a message of many subjects. */
  found?: boolean
  /** Whether recorded evidence keeps the subject beyond masking. */
  hasEvidence?: boolean
}

/** When no clock has begun, a record has no end. */
const never = new Date('9999-12-31T00:00:00.000Z')

/**
 * Computes when a record is masked (null: never) and deleted, by the version of its regime that applied when it was received. This is the only
 * place where the durations of a regime are read. Throws a `RangeError` for an unknown regime.
 */
export function clocksOf(regime: string, facts: ClockFacts): { maskAt: Date | null; deleteAt: Date } {
  return clocksUnder(regimeAt(regime, facts.receivedAt), facts)
}

/** Computes the clocks of a record under one version of a regime, as `clocksOf`. */
export function clocksUnder(law: Regime, facts: ClockFacts): { maskAt: Date | null; deleteAt: Date } {
  const start = startOf(law, facts)
  if (start === null) return { maskAt: null, deleteAt: never }
  const factor = law.minorFactor === 0.5 && isMinor(facts, start) ? 0.5 : 1
  const after = (duration: string) => addDuration(start, duration, factor)
  const maskAt = law.maskAfter === null ? null : after(law.maskAfter)
  let deleteAt = after(law.deleteAfter)
  if (law.keepBeyondMask === 'objective-evidence' && facts.hasEvidence !== true && maskAt !== null) deleteAt = maskAt
  if (law.deleteWithoutHitAfter !== null && facts.found === false)
    deleteAt = earlier(deleteAt, after(law.deleteWithoutHitAfter))
  return { maskAt: maskAt === null ? null : earlier(maskAt, deleteAt), deleteAt }
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

function startOf({ start }: Regime, facts: ClockFacts): Date | null {
  if (start === 'conclusion') return facts.concludedAt ?? null
  const known = { receipt: null, departure: facts.departsAt, removal: facts.removedAt }[start]
  return known ?? facts.receivedAt
}

/** An adult becomes one on this birthday. */
const fullAge = 18

/** Returns whether a subject is under 18 on the day of a time. Of a birth date without day or month the youngest reading counts. */
export function isMinor({ born, isMinor: known }: Pick<ClockFacts, 'born' | 'isMinor'>, on: Date): boolean {
  if (known === true) return true
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(born ?? '')
  if (parts === null) return false
  const [, year, month = '12', day = '31'] = parts
  const grown = `${String(Number(year) + fullAge).padStart(4, '0')}-${month}-${day}`
  return on.toISOString().slice(0, 10) < grown
}
