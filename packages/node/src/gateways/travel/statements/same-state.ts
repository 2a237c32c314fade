import { countryCodes } from '@entente/matching'

const known = new Map<string, string | null>()

/** One code for a state however it was written (`NL`, `NLD`, `D`); null where it is not said or is no single state. */
export function sameState(written: string | null): string | null {
  if (written === null) return null
  const found = known.get(written)
  if (found !== undefined) return found
  const codes = countryCodes(written)
  const state = codes !== null && codes.length === 1 ? (codes[0] ?? null) : null
  // Codes are few; what is not one is not worth remembering.
  if (state !== null) known.set(written, state)
  return state
}
