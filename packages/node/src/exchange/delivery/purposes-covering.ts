import type { Purpose } from '@entente/contracts'
import { regimes } from '../../safeguards/retention/regimes.ts'

/**
 * Chooses few purposes such that each of these sets contains one, if it names a purpose of signals at all. Each chosen
 * purpose needs its own transaction.
 */
export function purposesCovering(sets: readonly (readonly string[])[]): Purpose[] {
  const chosen: Purpose[] = []
  for (const purposes of sets) {
    if (chosen.some((purpose) => purposes.includes(purpose))) continue
    const first = regimes.signal.purposes.find((purpose) => purposes.includes(purpose))
    if (first !== undefined) chosen.push(first)
  }
  return chosen
}
