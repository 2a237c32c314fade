import type { Problem } from '@entente/contracts'

/**
 * The failure of a command. Exit status 1 means that the input had errors or a part was refused; 2 means wrong usage or a problem of the
 * environment. One line explains the failure.
 */
export class CommandFailure extends Error {
  readonly code: string
  readonly status: 1 | 2
  /** The node's problem document, if the node refused the request. */
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
 * Prints `code: message` on standard error, without a stack, and returns the exit status. With `--json`, a refusal by the node is also printed as a
 * JSON object on standard output. Any error other than `CommandFailure`, such as a damaged backup, has status 2.
 */
export function reportFailure(error: unknown, json: boolean): 1 | 2 {
  const { code, message } = error as { code?: unknown; message?: string }
  const name = typeof code === 'string' ? code : 'unexpected'
  process.stderr.write(`${name}: ${message || 'no reason was given'}\n`)
  if (!(error instanceof CommandFailure)) return 2
  if (json && error.problem !== null) process.stdout.write(`${JSON.stringify(error.problem)}\n`)
  return error.status
}
