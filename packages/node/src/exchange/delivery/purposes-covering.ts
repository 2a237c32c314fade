import type { Purpose } from '@entente/contracts'
import { regimes } from '../../safeguards/retention/regimes.ts'

/**
 * Chooses few purposes such that each set contains at least one of them. A set without any purpose that is valid for
 * signals is ignored. Each chosen purpose needs a separate transaction.
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
