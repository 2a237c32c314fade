import type { Clause, Problem } from '@entente/contracts'

/** The node answered with problem+json. `problem` contains what a person needs: sentence, code, request id, clauses. */
export class ProblemError extends Error {
  readonly problem: Problem
  readonly at = new Date().toISOString()

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }
  get code(): string {
    return this.problem.code
  }
  /** The conditions of a refusal of access; empty for any other error. */
  get clauses(): Clause[] {
    return this.problem.clauses ?? []
  }
}

/** The node could not be reached, or another server answered. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('The node could not be reached', { cause })
    this.name = 'ConnectionError'
  }
}

/** Returns the refusal of a failed read or write; null for anything else. */
export function problemOf(error: unknown): ProblemError | null {
  return error instanceof ProblemError ? error : null
}

/** Tests whether an error is a refusal of access, with every failed condition in `clauses`. */
export function isRefusal(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.status === 403 && error.clauses.length > 0
}
