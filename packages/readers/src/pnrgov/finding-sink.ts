import type { FindingPosition, Severity } from '@entente/contracts'
import type { FindingCode } from '../findings/severities.ts'

/** Receives findings about a whole reservation, in either form. */
export interface FindingSink {
  reportAt(
    code: FindingCode,
    message: string,
    place: FindingPosition | null,
    literal?: string | null,
    /** A function if the pointer is expensive: it is not called above the limit of a code. */
    at?: string | null | (() => string),
    severity?: Severity,
  ): void
}
