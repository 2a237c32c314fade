import type { Purpose } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { regimes } from '../../retention/regimes.ts'

/** For each format: the legal regime of a sender's submissions, and the purposes for which they may be read. */
export interface SenderLaw {
  regimes: Record<string, string>
  purposes: Record<string, Purpose[]>
}

/**
 * Returns a sender's regimes and purposes after a change. It checks only the formats that the change names. Stated
 * purposes must all be allowed by the regime. If only the regime changes, purposes that the new regime does not allow
 * are removed. Throws `body-invalid` for an unknown regime, for a purpose outside the regime, and for an empty list of
 * purposes, because then nobody could read the submissions.
 */
export function fitLaw(
  before: SenderLaw,
  asked: {
    regimes?: Record<string, string | undefined> | undefined
    purposes?: Record<string, readonly Purpose[] | undefined> | undefined
  },
): SenderLaw {
  const law: SenderLaw = { regimes: { ...before.regimes }, purposes: { ...before.purposes } }
  for (const format of new Set([...Object.keys(asked.regimes ?? {}), ...Object.keys(asked.purposes ?? {})])) {
    const named = asked.regimes?.[format] ?? before.regimes[format] ?? ''
    const known = regimes[named]
    if (known === undefined)
      throw fail('body-invalid', { at: `/regimes/${format}`, detail: `No regime is called ${named}.` })
    const allowed = known.purposes
    const stated = asked.purposes?.[format]
    const purposes = (stated ?? before.purposes[format] ?? []).filter((purpose) => allowed.includes(purpose))
    if (purposes.length === 0 || (stated !== undefined && purposes.length < stated.length)) {
      const detail = `Under ${named} the purposes are ${allowed.join(', ')}.`
      throw fail('body-invalid', { at: `/purposes/${format}`, detail })
    }
    law.regimes[format] = named
    law.purposes[format] = [...new Set(purposes)]
  }
  return law
}
