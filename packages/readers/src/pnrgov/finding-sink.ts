import type { FindingPosition, Severity } from '@entente/contracts'
import type { FindingCode } from '../findings/severities.ts'

/** Where findings about a whole reservation go, whichever form it was sent in. */
export interface FindingSink {
  reportAt(
    code: FindingCode,
    message: string,
    place: FindingPosition | null,
    literal?: string | null,
    at?: string | null,
    severity?: Severity,
  ): void
}
