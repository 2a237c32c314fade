import type { CargoCheck, CargoReconciliation } from '@entente/contracts'
import { round3 } from '../../model/numbers.ts'

/** The most checks that a reading lists. The others count for `agrees`. */
const MOST_LISTED = 1_000

/** One figure as stated and as summed. */
export interface Figures {
  rule: string
  /** What is compared, such as the id of a consignment; `message` for the whole message. */
  scope: string
  expected: number
  actual: number
  unit: 'pieces' | 'packages' | 'kg' | 'm3' | 'items' | 'bills' | 'equipment'
  /** Without a tolerance the figures must be equal. */
  tolerance?: number
}

/** Collects the checks of one message. */
export class Tally {
  private readonly checks: CargoCheck[] = []
  private agreed = false
  private differed = false

  /** Compares two figures, and returns whether they agree. */
  compare(figures: Figures): boolean {
    const { expected, tolerance = 0 } = figures
    const actual = round3(figures.actual)
    // The last digit of a sum of decimal fractions is no difference.
    const agree = Math.abs(expected - actual) <= tolerance + 1e-9
    if (agree) this.agreed = true
    else this.differed = true
    this.list({ ...figures, actual, tolerance, outcome: agree ? 'agree' : 'differ' })
    return agree
  }

  /** Lists a check whose figures are not complete in this message. */
  open(figures: Figures): void {
    this.list({ ...figures, actual: round3(figures.actual), tolerance: figures.tolerance ?? 0, outcome: 'open' })
  }

  end(): Pick<CargoReconciliation, 'checks' | 'agrees'> {
    return { checks: this.checks, agrees: this.differed ? false : this.agreed ? true : null }
  }

  private list(check: CargoCheck): void {
    if (this.checks.length < MOST_LISTED) this.checks.push(check)
  }
}

/** The tolerance of a gross mass in kg: half a kilogram, or half a percent of the stated mass. */
export const massTolerance = (stated: number): number => round3(Math.max(0.5, stated * 0.005))
