import type { FindingPosition, Severity } from '@entente/contracts'
import type { FindingCode } from '../findings/severities.ts'

/** Where findings about a whole reservation go, whichever form it was sent in. */
export interface FindingSink {
  reportAt(
    code: FindingCode,
    message: string,
    place: FindingPosition | null,
    literal?: string | null,
    /** A function where finding the pointer costs something: past the cap of a code it is not called. */
    at?: string | null | (() => string),
    severity?: Severity,
  ): void
}
