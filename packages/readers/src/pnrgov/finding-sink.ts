import type { FindingPosition, Severity } from '@entente/contracts'
import type { FindingCode } from '../findings/severities.ts'

/** Receives findings about a whole reservation, in EDIFACT or XML. */
export interface FindingSink {
  reportAt(
    code: FindingCode,
    message: string,
    place: FindingPosition | null,
    literal?: string | null,
    /** The JSON pointer. Pass a function if making the pointer is expensive: it is not called above the limit of a code. */
    at?: string | null | (() => string),
    severity?: Severity,
  ): void
}
