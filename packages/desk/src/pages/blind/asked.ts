import type { BlindCheckResult } from '@entente/contracts'

/** What was asked and what is known of it: on the page and nowhere else. */
export interface Asked {
  items: readonly string[]
  result: BlindCheckResult
}
