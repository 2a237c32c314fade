import type { Finding, MatchResult } from '@entente/contracts'
import { extentOf } from '../../../media/findings/extent-of.ts'

/**
 * Returns the state of a look-up. `no-match` says that everything was compared: without a signal, or if the findings tell of
 * something that was not compared, the state is `not-compared`.
 */
export function matchState(found: {
  matches: readonly unknown[]
  signals: readonly unknown[]
  findings: readonly Pick<Finding, 'code' | 'severity'>[]
}): MatchResult['state'] {
  if (found.matches.length > 0) return 'matched'
  return found.signals.length > 0 && extentOf(found.findings) === 'whole' ? 'no-match' : 'not-compared'
}
