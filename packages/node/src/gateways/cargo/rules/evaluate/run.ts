import type { Value } from '../language/rule-node.ts'

/** Why a rule has no result. */
export type UndeterminedReason =
  /** It reads a value that the consignment does not state, and did not ask for it with `has`. */
  | 'absent'
  | 'division-by-zero'
  /** A whole number beyond 64 bits. */
  | 'overflow'
  /** An element that a list does not have. */
  | 'no-such-element'
  | 'date-malformed'
  | 'over-budget'

/** The result of an expression that has no value. It takes the place of an exception, which would cost microseconds. */
export class Undetermined {
  readonly reason: UndeterminedReason
  /** The field or the part of the expression that has no value. */
  readonly path: string
  constructor(reason: UndeterminedReason, path: string) {
    this.reason = reason
    this.path = path
  }
}

/** The result when the budget is spent. */
export const overBudget = new Undetermined('over-budget', '')

export type Result = Value | Undetermined

/** Evaluates a part of an expression. */
export type Step = (run: Run) => Result

/** The inputs of one evaluation, and the rest of its budget. */
export interface Run {
  /** The values of the fields by slot. An absent value is undefined. */
  values: (Value | undefined)[]
  /** The tags that the tables give the consignment, or null if no tables were asked. */
  tableTags: ReadonlySet<string> | null
  /** The elements of the enclosing `exists` and the like, the outermost first. */
  locals: Value[]
  /** Steps that may still be taken. */
  left: number
}

/**
 * The steps of one evaluation of one rule, for which 5 ms are planned. A step is one element of a loop with one part of its
 * condition, 8 characters of a searched text, or up to 8 characters of a text under a pattern. Counted steps, and not time,
 * end an evaluation: the same consignment must give the same result on a busy machine and in a repetition years later.
 * `npm run bench -- cargo` prints the time of a whole budget.
 */
export const evaluationBudget = 100_000
