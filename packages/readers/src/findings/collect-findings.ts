import type { FindingPosition, Severity, TravelFinding } from '@entente/contracts'
import { cutLiteral, FindingCounts } from './count-findings.ts'
import { type FindingCode, severities } from './severities.ts'

/**
 * Collects the findings of one file. Call `open` before building the message of a finding, because findings above the
 * limit are only counted.
 */
export class FindingCollector {
  private readonly list: TravelFinding[] = []
  private readonly counts = new FindingCounts()

  /** Counts one finding of this code; returns true if it may still be added. */
  open(code: FindingCode): boolean {
    return this.counts.open(code)
  }

  /** Adds a finding after `open` returned true. */
  push(
    code: FindingCode,
    message: string,
    position: FindingPosition | null,
    literal: string | null,
    at: string | null,
    severity: Severity = severities[code],
  ): void {
    this.list.push({ code, severity, message, position, literal: cutLiteral(literal), at })
  }

  add(
    code: FindingCode,
    message: string,
    position: FindingPosition | null = null,
    literal: string | null = null,
    at: string | null = null,
    severity: Severity = severities[code],
  ): void {
    if (this.open(code)) this.push(code, message, position, literal, at, severity)
  }

  /** Returns the number of findings of this code, including those above the limit. */
  countOf(code: FindingCode): number {
    return this.counts.of(code)
  }

  /** Returns the findings, with one summary for each code above the limit. */
  all(): TravelFinding[] {
    const summaries = this.counts.above().map(({ code, message }) => ({
      code,
      severity: severities[code],
      message,
      position: null,
      literal: null,
      at: null,
    }))
    return summaries.length === 0 ? this.list : [...this.list, ...summaries]
  }
}
