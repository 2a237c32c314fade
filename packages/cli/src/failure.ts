import type { Problem } from '@entente/contracts'

/** A command that ends: exit status 1 (the input had errors, or a part was refused) or 2 (usage, environment), with one line that says why. */
export class CommandFailure extends Error {
  readonly code: string
  readonly status: 1 | 2
  /** What the node said, where it was the node that refused. */
  readonly problem: Problem | null
  constructor(code: string, message: string, status: 1 | 2 = 2, problem: Problem | null = null) {
    super(message)
    this.name = 'CommandFailure'
    this.code = code
    this.status = status
    this.problem = problem
  }
}

/**
 * Prints `code: message` on standard error, never a stack, and returns the exit status. With `--json` a node's refusal is also the one JSON
 * object on standard output. Whatever is not a `CommandFailure` (a database that does not start, a damaged backup) is status 2.
 */
export function reportFailure(error: unknown, json: boolean): 1 | 2 {
  const { code, message } = error as { code?: unknown; message?: string }
  const name = typeof code === 'string' ? code : 'unexpected'
  process.stderr.write(`${name}: ${message || 'no reason was given'}\n`)
  if (!(error instanceof CommandFailure)) return 2
  if (json && error.problem !== null) process.stdout.write(`${JSON.stringify(error.problem)}\n`)
  return error.status
}
