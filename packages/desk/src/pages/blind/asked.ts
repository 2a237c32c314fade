import type { BlindCheckResult } from '@entente/contracts'

/** The items of a check and their results: on the page and nowhere else. */
export interface Asked {
  items: readonly string[]
  result: BlindCheckResult
}
