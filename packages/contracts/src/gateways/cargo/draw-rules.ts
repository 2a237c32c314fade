// Plain functions, so that the node, the command line and the desk judge a draw alike.

/** The published rates that decide about the draws of a day. */
interface Rates {
  random: readonly { stratum: string; rate: number }[]
  expected: { red: number }
  explorationShare: number
}

/**
 * Returns the rate of a stratum such as `air/import/known`, from 0 to 1: that of the last row that fits it, else 0. `*` in a row
 * fits any part.
 */
export const rateOfStratum = (rows: Rates['random'], stratum: string): number =>
  rows.findLast((row) => fits(row.stratum, stratum))?.rate ?? 0

function fits(pattern: string, stratum: string): boolean {
  const parts = stratum.split('/')
  return pattern.split('/').every((part, at) => part === '*' || part === parts[at])
}

const two53 = 0x20_0000_0000_0000

/**
 * Returns the draw that an HMAC-SHA256 gives, uniform in [0, 1): its first 53 bits divided by 2^53. The arguments are its first
 * and second 32 bits, as whole numbers.
 */
export const drawOfBits = (first: number, second: number): number => (first * 0x20_0000 + (second >>> 11)) / two53

/** Why a published result contradicts its draw. */
export type DrawFault = 'random-missed' | 'not-random' | 'not-exploration'

/**
 * Compares a result with the two draws of a consignment, from 0 to 1. The capacity of the day can end the exploration, so a
 * consignment may miss it; it may not be in it against its draw. Null if nothing contradicts.
 */
export function drawFaultOf(
  { stratum, selected }: { stratum: string; selected: 'random' | 'exploration' | null },
  draws: { random: number; explore: number },
  rates: Rates,
): DrawFault | null {
  const isDrawn = draws.random < rateOfStratum(rates.random, stratum)
  if (isDrawn && selected !== 'random') return 'random-missed'
  if (!isDrawn && selected === 'random') return 'not-random'
  const mayExplore = draws.explore < rates.explorationShare * rates.expected.red
  return selected === 'exploration' && !mayExplore ? 'not-exploration' : null
}
