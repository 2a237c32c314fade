import type { BlindCheckResult } from '@entente/contracts'

/** The items of a blind check and their results. Only the open page has them. */
export interface Asked {
  items: readonly string[]
  result: BlindCheckResult
}
