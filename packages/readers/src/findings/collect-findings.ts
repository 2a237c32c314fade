import type { FindingPosition, Severity, TravelFinding } from '@entente/contracts'
import { type FindingCode, severities } from './severities.ts'

/** One file never says the same thing more often than this; the rest is counted in one finding at the end. */
export const MOST_PER_CODE = 100
const LONGEST_LITERAL = 120

/** Collects the findings of one file. Ask `open` before building what a finding says: past the cap it only counts. */
export class FindingCollector {
  private readonly list: TravelFinding[] = []
  private readonly counts = new Map<FindingCode, number>()

  /** Counts one more of this code; true while it may still be added. */
  open(code: FindingCode): boolean {
    const count = (this.counts.get(code) ?? 0) + 1
    this.counts.set(code, count)
    return count <= MOST_PER_CODE
  }

  /** Adds what `open` allowed. */
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

  /** How many of this code were met, those beyond the cap included. */
  countOf(code: FindingCode): number {
    return this.counts.get(code) ?? 0
  }

  /** The findings, with one summary for each code that was met too often. */
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
