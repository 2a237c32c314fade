import type { FindingPosition, Severity, TravelFinding } from '@entente/contracts'
import { type FindingCode, severities } from './severities.ts'

/** The largest number of findings per code and file. One finding at the end counts the rest. */
const MOST_PER_CODE = 100
const LONGEST_LITERAL = 120

/**
 * Collects the findings of one file. Call `open` before building the message of a finding, because findings above the
 * limit are only counted.
 */
export class FindingCollector {
  private readonly list: TravelFinding[] = []
  private readonly counts = new Map<FindingCode, number>()

  /** Counts one finding of this code; returns true if it may still be added. */
  open(code: FindingCode): boolean {
    const count = (this.counts.get(code) ?? 0) + 1
    this.counts.set(code, count)
    return count <= MOST_PER_CODE
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
    const cut = literal !== null && literal.length > LONGEST_LITERAL ? literal.slice(0, LONGEST_LITERAL) : literal
    this.list.push({ code, severity, message, position, literal: cut, at })
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
    return this.counts.get(code) ?? 0
  }

  /** Returns the findings, with one summary for each code above the limit. */
  all(): TravelFinding[] {
    const summaries: TravelFinding[] = []
    for (const [code, count] of this.counts) {
      if (count <= MOST_PER_CODE) continue
      const message = `${count - MOST_PER_CODE} more of ${code} in this file`
      summaries.push({ code, severity: severities[code], message, position: null, literal: null, at: null })
    }
    return summaries.length === 0 ? this.list : [...this.list, ...summaries]
  }
}
