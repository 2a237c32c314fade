import type { FindingCode } from './severities.ts'

/** The largest number of findings per code and file. One finding at the end counts the rest. */
const MOST_PER_CODE = 100
const LONGEST_LITERAL = 120

/** Counts the findings of one file by code, so that no input makes more than a limited number of them. */
export class FindingCounts {
  private readonly counts = new Map<FindingCode, number>()

  /** Counts one finding of this code; returns true if it may still be added. */
  open(code: FindingCode): boolean {
    const count = (this.counts.get(code) ?? 0) + 1
    this.counts.set(code, count)
    return count <= MOST_PER_CODE
  }

  /** Returns the number of findings of this code, including those above the limit. */
  of(code: FindingCode): number {
    return this.counts.get(code) ?? 0
  }

  /** Lists the codes above the limit, each with a text that counts its further findings. */
  above(): { code: FindingCode; message: string }[] {
    return [...this.counts]
      .filter(([, count]) => count > MOST_PER_CODE)
      .map(([code, count]) => ({ code, message: `${count - MOST_PER_CODE} more of ${code} in this file` }))
  }
}

/** Returns the literal of a finding, cut to its longest length. */
export function cutLiteral(literal: string | null): string | null {
  return literal !== null && literal.length > LONGEST_LITERAL ? literal.slice(0, LONGEST_LITERAL) : literal
}
