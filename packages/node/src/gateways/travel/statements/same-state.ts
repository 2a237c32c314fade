import { countryCodes } from '@entente/matching'

const known = new Map<string, string | null>()

/** Returns one code for a state in any spelling (`NL`, `NLD`, `D`); null if none or no single state is stated. */
export function sameState(written: string | null): string | null {
  if (written === null) return null
  const found = known.get(written)
  if (found !== undefined) return found
  const codes = countryCodes(written)
  const state = codes !== null && codes.length === 1 ? (codes[0] ?? null) : null
  // Only codes are cached: there are few of them, and other texts are unlimited.
  if (state !== null) known.set(written, state)
  return state
}
