import type { Problem } from '@entente/contracts'

/**
 * The failure of a command: exit status 1 (the input had errors, or a part was refused) or 2 (usage, environment), with
 * one line that explains it.
 */
export class CommandFailure extends Error {
  readonly code: string
  readonly status: 1 | 2
  /** The node's answer, if the node refused. */
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
 * Prints `code: message` on standard error, never a stack, and returns the exit status. With `--json` a refusal by the
 * node is also the one JSON object on standard output. Any error other than `CommandFailure`, such as a damaged backup,
 * has status 2.
 */
export function reportFailure(error: unknown, json: boolean): 1 | 2 {
  const { code, message } = error as { code?: unknown; message?: string }
  const name = typeof code === 'string' ? code : 'unexpected'
  process.stderr.write(`${name}: ${message || 'no reason was given'}\n`)
  if (!(error instanceof CommandFailure)) return 2
  if (json && error.problem !== null) process.stdout.write(`${JSON.stringify(error.problem)}\n`)
  return error.status
}
