import type { Purpose } from '@entente/contracts'
import { regimes } from '../../safeguards/retention/regimes.ts'

/** Few purposes, of which every one of these sets that names a purpose of signals at all names one: each is a door of its own. */
export function purposesCovering(sets: readonly (readonly string[])[]): Purpose[] {
  const chosen: Purpose[] = []
  for (const purposes of sets) {
    if (chosen.some((purpose) => purposes.includes(purpose))) continue
    const first = regimes.signal.purposes.find((purpose) => purposes.includes(purpose))
    if (first !== undefined) chosen.push(first)
  }
  return chosen
}
