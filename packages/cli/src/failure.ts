/** A command that ends: exit status 1 (the input had errors, or a part was refused) or 2 (usage, environment), with one line that says why. */
export class CommandFailure extends Error {
  readonly code: string
  readonly status: 1 | 2
  constructor(code: string, message: string, status: 1 | 2 = 2) {
    super(message)
    this.name = 'CommandFailure'
    this.code = code
    this.status = status
  }
}

/** Prints `code: message` on standard error, never a stack, and returns the exit status. */
export function reportFailure(error: unknown): 1 | 2 {
  const { code, message } = error as { code?: unknown; message?: string }
  const name = typeof code === 'string' ? code : 'unexpected'
  process.stderr.write(`${name}: ${message ?? String(error)}\n`)
  return error instanceof CommandFailure ? error.status : 2
}
